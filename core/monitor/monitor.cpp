#include "monitor/monitor.h"

#include "monitor/watch.h"

#include <QEventLoop>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tokamark::monitor {
namespace {

/// Beyond the time limit of a question, for the thread to come to its turn.
constexpr Duration Grace = std::chrono::seconds(1);
/// What settling may take on top, with its pauses.
constexpr Duration LongestSettling = std::chrono::seconds(4);

} // namespace

class Monitor::Impl {
public:
    explicit Impl(MonitorSpec spec)
        : m_spec(std::move(spec))
        , m_thread([this] { run(); })
    {
        waitFor(m_begun, m_spec.timeout + Grace);
    }
    ~Impl()
    {
        // The watch is there for as long as the thread runs, once it has been made.
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_watch != nullptr; });
        QMetaObject::invokeMethod(
            m_watch, [this] { m_loop->quit(); }, Qt::QueuedConnection);
    }
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;

    Observations take()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_seen, {});
    }
    Observations finish()
    {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_watch != nullptr; });
            QMetaObject::invokeMethod(
                m_watch, [this] { m_watch->settle([this] { mark(m_settled); }); }, Qt::QueuedConnection);
        }
        waitFor(m_settled, m_spec.timeout + LongestSettling + Grace);
        return take();
    }

private:
    void run()
    {
        QEventLoop loop;
        Watch watch(m_spec, [this](Observations round) {
            const std::scoped_lock lock(m_mutex);
            m_seen.append(std::move(round));
        });
        {
            const std::scoped_lock lock(m_mutex);
            m_loop = &loop;
            m_watch = &watch;
        }
        m_changed.notify_all();
        watch.begin([this] { mark(m_begun); });
        loop.exec();
    }
    void mark(bool &event)
    {
        {
            const std::scoped_lock lock(m_mutex);
            event = true;
        }
        m_changed.notify_all();
    }
    void waitFor(const bool &event, Duration limit)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, limit, [&event] { return event; });
    }

    MonitorSpec m_spec;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Observations m_seen;
    Watch *m_watch = nullptr;
    QEventLoop *m_loop = nullptr;
    bool m_begun = false;
    bool m_settled = false;
    std::jthread m_thread; ///< last: joined before anything it uses goes
};

Monitor::Monitor(MonitorSpec spec)
    : m_impl(std::make_unique<Impl>(std::move(spec)))
{
}

Monitor::~Monitor() = default;

Observations Monitor::take()
{
    return m_impl->take();
}

Observations Monitor::finish()
{
    return m_impl->finish();
}

} // namespace tokamark::monitor
