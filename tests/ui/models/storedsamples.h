#pragma once

#include "models/resultset.h"
#include "storage/storedrun.h"

#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace tokamark::ui::samples {

/// What a made-up cell measured.
struct Measured {
    double ttftMs = 100;
    double outputRate = 1000;
    double perUser = 20;
    std::vector<metrics::Verdict> verdicts;
};

inline metrics::LatencyFigures latencyAround(double value)
{
    metrics::LatencyFigures figures;
    figures.samples = 400; // as many as p95 needs to be judged by
    figures.mean = value;
    figures.min = value / 2;
    figures.p50 = value;
    figures.p90 = value * 1.2;
    figures.p95 = value * 1.3;
    figures.p99 = value * 1.5;
    figures.max = value * 2;
    return figures;
}

inline storage::StoredCell cell(const plan::CellKey &key, const Measured &measured, int attempt = 1)
{
    storage::StoredCell stored;
    stored.id
        = CellId{static_cast<std::int64_t>(1 + key.target * 1000 + key.level * 100 + key.repetition * 10) + attempt};
    stored.key = key;
    stored.attempt = attempt;
    stored.state = storage::StoredCellState::Done;
    metrics::CellFigures figures;
    figures.started = figures.completed = 200;
    figures.ttft = latencyAround(measured.ttftMs);
    figures.tpot = latencyAround(1000 / measured.perUser);
    figures.e2el = latencyAround(measured.ttftMs * 10);
    figures.itl = latencyAround(1000 / measured.perUser);
    figures.outputTokensPerSecond = measured.outputRate;
    figures.tokensPerSecondPerUser = measured.perUser;
    figures.requestsPerSecond = measured.outputRate / 100;
    stored.figures = figures;
    stored.verdicts = measured.verdicts;
    return stored;
}

/// A run without cells: two backends, users 10 and 100.
inline storage::StoredRun twoBackends(std::int64_t id = 1)
{
    storage::StoredRun run;
    run.info.id = RunId{id};
    run.info.name = QStringLiteral("Run %1").arg(id);
    run.info.started = QDateTime::fromSecsSinceEpoch(1'780'000'000 + id);
    run.info.version = QStringLiteral("0.1.0");
    run.plan.load.levels = {10, 100};
    for (const char *name : {"alpha", "beta"}) {
        storage::StoredTarget target;
        target.asPlanned.name = name;
        target.marker = static_cast<int>(run.targets.size());
        run.targets.push_back(target);
        run.plan.targets.push_back(target.asPlanned);
    }
    return run;
}

/// alpha is faster in rate, beta in TTFT; one repetition.
inline storage::StoredRun measuredRun(std::int64_t id = 1)
{
    storage::StoredRun run = twoBackends(id);
    run.cells = {cell({0, 0, 0, 0}, {80, 900, 90, {}}), cell({0, 0, 1, 0}, {400, 4000, 40, {}}),
                 cell({1, 0, 0, 0}, {60, 600, 60, {}}), cell({1, 0, 1, 0}, {110, 2000, 12, {}})};
    return run;
}

/// Takes the figures of a cell away, as if nobody had answered there.
inline void failWhole(storage::StoredCell &cell, const Error &error)
{
    cell.state = storage::StoredCellState::Failed;
    cell.figures.reset();
    cell.verdicts.clear();
    cell.error = error;
}

/// Makes `failed` of the requests of a cell ones that did; where none is left over, every percentile is endless.
inline void letFail(storage::StoredCell &cell, std::uint64_t failed)
{
    metrics::CellFigures &figures = *cell.figures;
    figures.completed = figures.started - failed;
    figures.failed = failed;
    figures.failuresByOutcome[static_cast<std::size_t>(metrics::Outcome::HttpError)] = failed;
    if (figures.completed > 0)
        return;
    constexpr double Endless = std::numeric_limits<double>::infinity();
    for (metrics::LatencyFigures *latency : {&figures.ttft, &figures.tpot, &figures.e2el}) {
        latency->failures = std::exchange(latency->samples, 0);
        latency->p50 = latency->p90 = latency->p95 = latency->p99 = Endless;
    }
}

inline std::shared_ptr<const ResultSet> setOf(storage::StoredRun run, report::CellFailures failures = {})
{
    std::vector<storage::StoredRun> runs;
    runs.push_back(std::move(run));
    return std::make_shared<const ResultSet>(std::move(runs), FurtherPercentiles(), std::move(failures));
}

} // namespace tokamark::ui::samples
