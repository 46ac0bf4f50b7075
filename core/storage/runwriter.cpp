#include "storage/runwriter.h"

#include <QFileInfo>

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <stop_token>
#include <thread>

namespace tokamark::storage {
namespace {

/// A batch of records comes four times a second: this is minutes of them.
constexpr std::size_t MaxQueued = 512;

/// One command. `apply` may run several times, for a failed transaction is tried again as a whole.
struct Command {
    std::function<Expected<void>(RunStore &)> apply;
    std::function<void(const Expected<void> &)> answer; ///< set where somebody waits for the transaction
};

} // namespace

class RunWriter::Impl {
public:
    Impl(QString path, OpenOptions options, std::function<void(const Error &)> onHalted)
        : m_path(std::move(path))
        , m_options(options)
        , m_onHalted(std::move(onHalted))
    {
    }

    Expected<void> start()
    {
        // Shared, for the thread may still be leaving `set_value` when the answer is here.
        auto opened = std::make_shared<std::promise<Expected<void>>>();
        auto result = opened->get_future();
        m_thread = std::jthread([this, opened](const std::stop_token &stop) {
            auto store = RunStore::open(m_path, m_options);
            if (!store) {
                opened->set_value(tl::unexpected(store.error()));
                return;
            }
            m_store = std::move(*store);
            opened->set_value({});
            writeUntil(stop);
            m_store.reset();
        });
        return result.get();
    }

    void post(std::function<Expected<void>(RunStore &)> apply)
    {
        std::unique_lock lock(m_mutex);
        m_space.wait(lock, [this] { return m_queue.size() < MaxQueued || m_halted; });
        m_queue.push_back({std::move(apply), {}});
        m_work.notify_one();
    }

    template <class Value> Expected<Value> ask(std::function<Expected<Value>(RunStore &)> apply)
    {
        auto value = std::make_shared<Expected<Value>>(fail(ErrorCode::Internal));
        auto written = std::make_shared<std::promise<Expected<Value>>>();
        auto result = written->get_future();
        {
            const std::scoped_lock lock(m_mutex);
            if (m_halted)
                return tl::unexpected(*m_halted);
            Command command;
            command.apply = [value, apply = std::move(apply)](RunStore &store) -> Expected<void> {
                *value = apply(store);
                if (!*value)
                    return tl::unexpected(value->error());
                return {};
            };
            command.answer = [value, written](const Expected<void> &done) {
                written->set_value(done ? std::move(*value) : tl::unexpected(done.error()));
            };
            m_queue.push_back(std::move(command));
        }
        m_work.notify_one();
        return result.get();
    }

    Expected<void> flush()
    {
        std::unique_lock lock(m_mutex);
        m_idle.wait(lock, [this] { return m_halted || (m_queue.empty() && !m_busy); });
        if (m_halted)
            return tl::unexpected(*m_halted);
        return {};
    }

    void resume(const QString &otherPath)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_otherPath = otherPath;
            m_halted.reset();
            m_busy = true;
        }
        m_work.notify_one();
    }

    QString path() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_path;
    }

    void setRun(RunId run)
    {
        const std::scoped_lock lock(m_mutex);
        m_run = run;
    }

private:
    void writeUntil(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_work.wait(lock, stop,
                        [this] { return !m_halted && (!m_queue.empty() || !m_otherPath.isEmpty() || m_busy); });
            if (m_halted || (m_queue.empty() && m_otherPath.isEmpty() && !m_busy))
                return; // asked to stop, and nothing is left that could be written
            m_busy = true;
            std::deque<Command> batch = std::exchange(m_queue, {});
            const QString otherPath = std::exchange(m_otherPath, {});
            m_space.notify_all();
            lock.unlock();
            Expected<void> written = otherPath.isEmpty() ? Expected<void>() : moveTo(otherPath);
            if (written)
                written = write(batch);
            // Before the queue is seen to be idle, so that who waits for it finds the answers given.
            if (written)
                answer(batch, written);
            lock.lock();
            m_busy = false;
            if (!written)
                halt(lock, std::move(batch), written.error());
            if (m_queue.empty() || m_halted)
                m_idle.notify_all();
        }
    }

    Expected<void> write(const std::deque<Command> &batch)
    {
        if (batch.empty())
            return {};
        if (auto there = m_store->database().checkFile(); !there)
            return there;
        return m_store->database().transaction([&]() -> Expected<void> {
            for (const Command &command : batch) {
                if (auto done = command.apply(*m_store); !done)
                    return done;
            }
            return {};
        });
    }

    static void answer(const std::deque<Command> &batch, const Expected<void> &result)
    {
        for (const Command &command : batch) {
            if (command.answer)
                command.answer(result);
        }
    }

    /// Puts what was not written back in front. Who waits for an answer is told and may ask again, so that is not kept.
    void halt(std::unique_lock<std::mutex> &lock, std::deque<Command> batch, const Error &error)
    {
        std::move(m_queue.begin(), m_queue.end(), std::back_inserter(batch));
        m_queue.clear();
        std::deque<Command> asked;
        for (Command &command : batch)
            (command.answer ? asked : m_queue).push_back(std::move(command));
        m_halted = error;
        m_space.notify_all();
        lock.unlock();
        answer(asked, tl::unexpected(error));
        if (m_onHalted)
            m_onHalted(error);
        lock.lock();
    }

    Expected<void> moveTo(const QString &otherPath)
    {
        if (QFileInfo::exists(otherPath))
            return fail(ErrorCode::FileUnwritable, otherPath.toStdString(), "the file exists already");
        OpenOptions options = m_options;
        options.pageLimit = 0;
        auto other = RunStore::open(otherPath, options);
        if (!other)
            return tl::unexpected(other.error());
        if (auto copied = m_store->copyRun(m_run, otherPath); !copied)
            return copied;
        m_store = std::move(*other);
        const std::scoped_lock lock(m_mutex);
        m_path = otherPath;
        m_options = options;
        return {};
    }

    mutable std::mutex m_mutex;
    std::condition_variable_any m_work; ///< the writer waits: something to do
    std::condition_variable m_space; ///< commands wait: the queue is full
    std::condition_variable m_idle; ///< flush waits
    std::deque<Command> m_queue;
    std::optional<Error> m_halted;
    bool m_busy = false; ///< a batch is being written, or another try is due
    QString m_otherPath;
    QString m_path;
    OpenOptions m_options;
    RunId m_run;
    std::function<void(const Error &)> m_onHalted;
    std::unique_ptr<RunStore> m_store; ///< of the writer thread
    std::jthread m_thread; ///< last, so that it ends first
};

Expected<std::unique_ptr<RunWriter>> RunWriter::open(const QString &path, std::function<void(const Error &)> onHalted,
                                                     const OpenOptions &options)
{
    auto impl = std::make_unique<Impl>(path, options, std::move(onHalted));
    if (auto started = impl->start(); !started)
        return tl::unexpected(started.error());
    return std::unique_ptr<RunWriter>(new RunWriter(std::move(impl)));
}

RunWriter::RunWriter(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

RunWriter::~RunWriter() = default;

Expected<RunIds> RunWriter::beginRun(NewRun run)
{
    auto ids = m_impl->ask<RunIds>([run = std::move(run)](RunStore &store) { return store.beginRun(run); });
    if (ids)
        m_impl->setRun(ids->run);
    return ids;
}

Expected<void> RunWriter::continueRun(RunId run)
{
    auto done = m_impl->ask<std::monostate>([run](RunStore &store) -> Expected<std::monostate> {
        auto continued = store.continueRun(run);
        if (!continued)
            return tl::unexpected(continued.error());
        return std::monostate();
    });
    if (!done)
        return tl::unexpected(done.error());
    m_impl->setRun(run);
    return {};
}

Expected<CellId> RunWriter::beginCell(const NewCell &cell)
{
    return m_impl->ask<CellId>([cell](RunStore &store) { return store.beginCell(cell); });
}

void RunWriter::updateTarget(StoredTarget target)
{
    m_impl->post([target = std::move(target)](RunStore &store) { return store.updateTarget(target); });
}

void RunWriter::addRecords(CellId cell, std::vector<metrics::RequestRecord> records)
{
    m_impl->post([cell, records = std::move(records)](RunStore &store) { return store.addRecords(cell, records); });
}

void RunWriter::addSamples(CellId cell, std::vector<Sample> samples)
{
    m_impl->post([cell, samples = std::move(samples)](RunStore &store) { return store.addSamples(cell, samples); });
}

void RunWriter::addCommandLog(CommandLog log)
{
    m_impl->post([log = std::move(log)](RunStore &store) { return store.addCommandLog(log); });
}

void RunWriter::endCell(StoredCell cell)
{
    m_impl->post([cell = std::move(cell)](RunStore &store) { return store.endCell(cell); });
}

void RunWriter::replaceVerdicts(CellId cell, std::vector<metrics::Verdict> verdicts)
{
    m_impl->post(
        [cell, verdicts = std::move(verdicts)](RunStore &store) { return store.replaceVerdicts(cell, verdicts); });
}

void RunWriter::setLimits(RunId run, std::vector<LimitRow> rows)
{
    m_impl->post([run, rows = std::move(rows)](RunStore &store) { return store.setLimits(run, rows); });
}

void RunWriter::finishRun(RunId run, StoredState state, std::optional<Error> error)
{
    m_impl->post(
        [run, state, error = std::move(error)](RunStore &store) { return store.finishRun(run, state, error); });
}

Expected<void> RunWriter::flush()
{
    return m_impl->flush();
}

void RunWriter::retry()
{
    m_impl->resume({});
}

void RunWriter::retryOn(const QString &path)
{
    m_impl->resume(path);
}

QString RunWriter::path() const
{
    return m_impl->path();
}

} // namespace tokamark::storage
