#pragma once

#include "core/metrics/records.h"
#include "metrics/summarise.h"
#include "storage/storedrun.h"

#include <QTimeZone>

#include <initializer_list>

namespace tokamark::report::testing {

/// Figures with easy numbers: TTFT 100 ms at p50, given rate, given number of requests.
inline metrics::CellFigures figures(double tokensPerSecond, std::uint64_t requests = 1'000)
{
    metrics::CellFigures result;
    result.window = {metrics::testing::ms(2'000), metrics::testing::ms(12'000), false};
    result.started = requests;
    result.completed = requests;
    result.inputTokens = 90 * requests;
    result.outputTokens = 200 * requests;
    result.windowTokens = static_cast<std::uint64_t>(tokensPerSecond * 10);
    result.outputTokensPerSecond = tokensPerSecond;
    result.totalTokensPerSecond = 1.45 * tokensPerSecond;
    result.peakOutputTokensPerSecond = 1.1 * tokensPerSecond;
    result.peakConcurrency = 50;
    result.requestsPerSecond = tokensPerSecond / 200;
    result.ttft = {requests, 0, 110, 5, 90, 100, 150, 180, 220, 300};
    result.tpot = {requests, 0, 12.5, 1, 10, 12, 13, 14, 15, 16};
    result.itl = {199 * requests, 0, 12.5, 1, 0, 12, 13, 14, 15, 40};
    result.itlIsPerToken = true;
    result.e2el = {requests, 0, 2'600, 10, 2'000, 2'600, 2'700, 2'800, 2'900, 3'000};
    result.client.readLagP50 = 5;
    result.client.readLagP99 = 12;
    result.client.cpuShare = 0.25;
    return result;
}

inline storage::StoredCell doneCell(const plan::CellKey &key, const metrics::CellFigures &cellFigures)
{
    storage::StoredCell cell;
    cell.key = key;
    cell.state = storage::StoredCellState::Done;
    cell.startedNs = metrics::testing::ms(0).time_since_epoch().count();
    cell.startedUnixNs = 1'790'000'000'000'000'000;
    cell.figures = cellFigures;
    cell.verdicts = {{metrics::VerdictCode::Valid, metrics::Severity::Fine, {}, 0, 0, {}},
                     {metrics::VerdictCode::Unchecked, metrics::Severity::Note, "cache", 0, 0, {}}};
    return cell;
}

/// A finished run of one target without cells; tests add what they need.
inline storage::StoredRun emptyRun(std::initializer_list<const char *> targetNames = {"vLLM"})
{
    storage::StoredRun run;
    run.info.id = RunId{7};
    run.info.name = QStringLiteral("night run");
    run.info.version = QStringLiteral("0.1.0");
    run.info.started = QDateTime(QDate(2026, 11, 22), QTime(18, 40), Qt::UTC);
    run.info.state = storage::StoredState::Finished;
    run.plan.name = "night run";
    run.plan.load.levels = {10, 50};
    for (const char *name : targetNames) {
        storage::StoredTarget target;
        target.asPlanned.name = name;
        target.asPlanned.url = "http://127.0.0.1:8000";
        target.asPlanned.kind = "vllm";
        target.model = QStringLiteral("llama");
        run.plan.targets.push_back(target.asPlanned);
        run.targets.push_back(target);
    }
    return run;
}

} // namespace tokamark::report::testing
