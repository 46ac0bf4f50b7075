#pragma once

#include "metrics/summarise.h"
#include "session/runcontroller.h"
#include "storage/database.h"
#include "storage/runrepository.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace tokamark::session {

using load::CellObserver;
using load::CellResult;
using load::CellSpec;
using load::StopTokens;

/// Keeps what a run says and lets the test wait for it.
class Listener final : public RunObserver {
public:
    void snapshotAvailable(std::shared_ptr<const RunSnapshot> snapshot) override { take(std::move(snapshot), false); }
    void runEnded(std::shared_ptr<const RunSnapshot> snapshot) override { take(std::move(snapshot), true); }

    /// The first snapshot, from now on or just said, that fits; null after half a minute.
    std::shared_ptr<const RunSnapshot> await(const std::function<bool(const RunSnapshot &)> &fits)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return m_last && fits(*m_last); });
        return m_last && fits(*m_last) ? m_last : nullptr;
    }
    std::shared_ptr<const RunSnapshot> awaitEnd()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return m_ended; });
        return m_ended ? m_last : nullptr;
    }
    std::vector<RunState> states() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_states;
    }

private:
    void take(std::shared_ptr<const RunSnapshot> snapshot, bool ended)
    {
        {
            const std::scoped_lock lock(m_mutex);
            EXPECT_FALSE(m_ended) << "nothing comes after the end";
            if (m_states.empty() || m_states.back() != snapshot->state)
                m_states.push_back(snapshot->state);
            m_last = std::move(snapshot);
            m_ended = ended;
        }
        m_changed.notify_all();
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::shared_ptr<const RunSnapshot> m_last;
    std::vector<RunState> m_states;
    bool m_ended = false;
};

inline metrics::RequestRecord completedRequest(int number, std::uint32_t outputTokens,
                                               std::chrono::milliseconds ttft = std::chrono::milliseconds(30))
{
    using std::chrono::milliseconds;
    const Instant sent = Instant(std::chrono::seconds(100)) + milliseconds(100 * number);
    metrics::RequestRecord record;
    record.id = RequestId{number + 1};
    record.at.due = sent;
    record.at.sent = sent;
    record.at.firstByte = record.at.firstEvent = record.at.firstToken = record.at.firstAnswer = sent + ttft;
    record.timeline.start(sent);
    for (std::uint32_t token = 0; token < outputTokens; ++token)
        record.timeline.append(record.at.firstToken + milliseconds(20 * token), 1, false);
    record.at.lastToken = record.at.end = record.at.firstToken + milliseconds(20 * (outputTokens - 1));
    record.outputTokens = outputTokens;
    record.requestedOutputTokens = 10;
    record.promptTokens = 20;
    record.contentEvents = outputTokens;
    return record;
}

inline metrics::RequestRecord refusedRequest(int number, std::uint16_t status, const std::string &text)
{
    using std::chrono::milliseconds;
    metrics::RequestRecord record;
    record.id = RequestId{number + 1};
    record.at.due = record.at.sent = Instant(std::chrono::seconds(100)) + milliseconds(100 * number);
    record.at.firstByte = record.at.end = record.at.sent + milliseconds(1);
    record.outcome = metrics::Outcome::HttpError;
    record.httpStatus = status;
    record.error = text;
    return record;
}

/// Stands in for the engine: a cell is thirty requests that are there at once. What else happens, a test says.
class FakeEngine {
public:
    using Before = std::function<void(const CellSpec &, CellObserver &, const StopTokens &)>;

    Seams seams()
    {
        return {[this](const CellSpec &spec, CellObserver &observer, const StopTokens &stop) {
                    return run(spec, observer, stop);
                },
                [this](const load::Endpoint &endpoint) -> Expected<ServerFacts> {
                    return ServerFacts{QStringLiteral("vllm"),
                                       QStringLiteral("0.6"),
                                       QStringLiteral("{}"),
                                       {"first", "second"},
                                       simulatedHosts.contains(endpoint.url.host)};
                }};
    }

    Expected<CellResult> run(const CellSpec &spec, CellObserver &observer, const StopTokens &stop)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_hosts.push_back(spec.endpoint.url.host);
            m_requests.push_back(spec.requests.value_or(0));
            if (++m_running > 1)
                ADD_FAILURE() << "two cells at the same time";
        }
        if (before)
            before(spec, observer, stop);
        CellResult result;
        result.started = Instant(std::chrono::seconds(100));
        result.ended = result.started + std::chrono::seconds(4);
        result.startedUnixNs = 1'700'000'000'000'000'000;
        result.window = {result.started, result.ended, true};
        result.complete = !stop.drain.stop_requested();
        result.cancelled = !result.complete;
        const auto failure = failures.find(spec.endpoint.url.host);
        const auto refusal = refusals.find(spec.endpoint.url.host);
        if (failure == failures.end() && refusal != refusals.end()) {
            std::vector<metrics::RequestRecord> records;
            for (std::uint64_t number = 0; number < spec.requests.value_or(30); ++number)
                records.push_back(refusedRequest(static_cast<int>(number), refusal->second, refusalText));
            observer.recordsReady(std::move(records));
        } else if (failure == failures.end()) {
            std::vector<metrics::RequestRecord> records;
            const auto length
                = outputTokens.contains(spec.endpoint.url.host) ? outputTokens[spec.endpoint.url.host] : 10u;
            for (int number = 0; number < 30; ++number)
                records.push_back(completedRequest(number, length, ttft ? ttft(spec) : std::chrono::milliseconds(30)));
            observer.recordsReady(std::move(records));
            observer.snapshotReady(std::make_shared<load::CellSnapshot>());
        }
        const std::scoped_lock lock(m_mutex);
        --m_running;
        if (failure != failures.end())
            return tl::unexpected(failure->second);
        return result;
    }

    std::vector<std::string> hosts() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_hosts;
    }

    /// How many requests each cell was to send, in order.
    std::vector<std::uint64_t> requests() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_requests;
    }

    Before before;
    std::function<std::chrono::milliseconds(const CellSpec &)> ttft; ///< of every request; empty: 30 ms
    std::map<std::string, Error> failures; ///< by host
    std::map<std::string, std::uint16_t> refusals; ///< by host: the HTTP status of every answer
    std::string refusalText = R"({"error":{"message":"The model `x` does not exist."}})"; ///< what it says
    std::map<std::string, std::uint32_t> outputTokens; ///< by host
    std::set<std::string> simulatedHosts; ///< that say so themselves

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_hosts; ///< one per cell, in order
    std::vector<std::uint64_t> m_requests;
    int m_running = 0;
};

class RunControllerTest : public testing::Test {
protected:
    static plan::Plan plan(std::vector<std::string> hosts = {"a", "b"}, std::vector<double> levels = {1, 2})
    {
        plan::Plan plan;
        plan.name = "test";
        for (const std::string &host : hosts) {
            plan::Target target;
            target.name = host;
            target.url = "http://" + host + ":8000";
            plan.targets.push_back(target);
        }
        plan.load.levels = std::move(levels);
        plan.load.duration.reset();
        plan.load.requests = 30;
        plan.workloads[0].outputTokens.mean = 10;
        return plan;
    }

    RunOptions options() const
    {
        RunOptions options;
        options.databasePath = path();
        return options;
    }
    QString path(const QString &name = QStringLiteral("runs.sqlite")) const { return m_folder.filePath(name); }

    std::unique_ptr<RunController> start(const plan::Plan &plan)
    {
        auto started = RunController::start(plan, options(), listener, engine.seams());
        if (!started)
            ADD_FAILURE() << name(started.error().code) << " " << started.error().detail << " "
                          << started.error().cause;
        return started ? std::move(*started) : nullptr;
    }
    storage::StoredRun stored(RunId run, const QString &file) const
    {
        return storage::RunRepository::open(file).value()->load(run).value();
    }
    storage::StoredRun stored(RunId run) const { return stored(run, path()); }

    static std::vector<CellState> states(const RunSnapshot &snapshot)
    {
        std::vector<CellState> states;
        for (const CellView &cell : snapshot.cells)
            states.push_back(cell.state);
        return states;
    }

    FakeEngine engine;
    Listener listener;

private:
    QTemporaryDir m_folder;
};

} // namespace tokamark::session
