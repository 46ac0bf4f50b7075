#pragma once

#include "metrics/cellfigures.h"
#include "metrics/requestrecord.h"
#include "storage/runrepository.h"
#include "storage/runwriter.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>

#include <limits>

namespace tokamark::storage {

/// A folder that is gone after the test, and values to fill a database with.
class StorageTest : public testing::Test {
protected:
    [[nodiscard]] QString path(const QString &name = QStringLiteral("runs.sqlite")) const
    {
        return m_folder.filePath(name);
    }

    static plan::Plan twoTargets()
    {
        plan::Plan plan;
        plan.name = "night run";
        plan.targets.resize(2);
        plan.targets[0].name = "alpha";
        plan.targets[0].url = "http://127.0.0.1:8000";
        plan.targets[1].name = "beta";
        plan.targets[1].url = "sim:instant";
        plan.load.levels = {1, 10};
        return plan;
    }

    static NewRun newRun(const plan::Plan &plan = twoTargets())
    {
        NewRun run;
        run.name = QString::fromStdString(plan.name);
        run.plan = plan;
        run.simulated = true;
        run.version = QStringLiteral("0.1.0");
        run.plannedCells = 4;
        for (const plan::Target &target : plan.targets) {
            StoredTarget stored;
            stored.asPlanned = target;
            stored.model = QStringLiteral("llama");
            stored.marker = 3;
            stored.simulated = target.isSimulated();
            run.targets.push_back(stored);
        }
        return run;
    }

    static NewCell newCell(const RunIds &ids, const plan::CellKey &key = {})
    {
        NewCell cell;
        cell.run = ids.run;
        cell.target = ids.targets.at(key.target);
        cell.key = key;
        cell.workloadName = QStringLiteral("default");
        cell.level = {plan::LoadKind::Closed, 10};
        cell.startedUnixNs = 1'700'000'000'000'000'000;
        cell.startedNs = 5'000'000'000;
        cell.bootstrapSeed = std::numeric_limits<quint64>::max() - 7;
        return cell;
    }

    static Instant at(std::int64_t nanoseconds) { return Instant(Duration(nanoseconds)); }

    /// No two fields have the same value, so that a mixed-up column is seen.
    static metrics::RequestRecord record(std::int64_t number)
    {
        metrics::RequestRecord record;
        record.id = RequestId{number};
        record.worker = 1;
        record.user = 2;
        record.promptIndex = 3;
        record.at = {at(6'000'000'001), at(6'000'000'002), at(6'000'000'003), at(6'000'000'004),
                     at(6'000'000'005), at(6'000'000'006), at(6'000'000'007), at(6'000'000'008),
                     at(6'250'000'005), at(6'250'000'009), at(8'230'000'005), at(8'230'000'011)};
        record.phase = metrics::Phase::Drain;
        record.outcome = metrics::Outcome::Completed;
        record.stamps = metrics::StampSource::User;
        record.outputSource = metrics::CountSource::Estimated;
        record.finish = metrics::FinishReason::ToolCalls;
        record.newConnection = true;
        record.shortened = true;
        record.firstTokenSharedRead = true;
        record.resends = 4;
        record.httpStatus = 200;
        record.promptTokens = 21;
        record.cachedPromptTokens = 22;
        record.server.queue = Duration(0);
        record.server.prefill = Duration(1234567);
        record.outputTokens = 100;
        record.reasoningTokens = 24;
        record.requestedOutputTokens = 25;
        record.firstEventTokens = 26;
        record.contentEvents = 27;
        record.bytesReceived = std::numeric_limits<std::uint32_t>::max() + 28ull;
        record.error = "naïve \"text\"\nwith a line";
        record.timeline.start(record.at.sent);
        for (int i = 1; i <= 100; ++i)
            record.timeline.append(record.at.sent + std::chrono::milliseconds(20 * i), 1, false);
        return record;
    }

    static metrics::CellFigures figures()
    {
        metrics::CellFigures figures;
        figures.window = {at(6'000'000'000), at(66'000'000'001), false};
        figures.started = 120;
        figures.completed = 118;
        figures.failed = 2;
        figures.failuresByOutcome[3] = 2;
        figures.outputTokens = 11'800;
        figures.outputTokensPerSecond = 0.1 + 0.2;
        figures.tokensPerSecondPerUser = 49.99999999999999;
        figures.goodput = 1.9;
        figures.ttft
            = {118, 2, 250.00000000000003, 1e-300, 5e-324, 1.0 / 3, 2, 3, std::numeric_limits<double>::infinity(), 4};
        figures.tpot.p50 = 20;
        figures.ttft.samples = (1ull << 53) + 1;
        figures.client.kernelStamps = false;
        return figures;
    }

    static StoredCell ended(CellId id, StoredCellState state = StoredCellState::Done)
    {
        StoredCell cell;
        cell.id = id;
        cell.state = state;
        cell.startedUnixNs = 1'700'000'000'000'000'000;
        cell.startedNs = 5'000'000'000;
        cell.endedNs = 70'000'000'000;
        if (state == StoredCellState::Done) {
            cell.figures = figures();
            cell.verdicts = {{metrics::VerdictCode::Errors, metrics::Severity::Bad, "errors", 1.7, 1.0, "%"},
                             {metrics::VerdictCode::Unchecked, metrics::Severity::Note, "cache",
                              std::numeric_limits<double>::infinity(), 0, ""}};
        }
        return cell;
    }

    /// Begins a run and measures `cells` whole cells of `records` requests each.
    static RunIds fill(RunWriter &writer, int cells, int records)
    {
        const RunIds ids = writer.beginRun(newRun()).value();
        for (int i = 0; i < cells; ++i) {
            const auto cell = writer.beginCell(
                newCell(ids, {static_cast<std::uint32_t>(i % 2), 0, 0, static_cast<std::uint32_t>(i / 2)}));
            std::vector<metrics::RequestRecord> batch;
            for (int number = 1; number <= records; ++number)
                batch.push_back(record(number));
            writer.addRecords(cell.value(), std::move(batch));
            writer.endCell(ended(*cell));
        }
        return ids;
    }

    std::unique_ptr<RunRepository> repository(const QString &name = QStringLiteral("runs.sqlite")) const
    {
        auto opened = RunRepository::open(path(name));
        if (!opened)
            ADD_FAILURE() << name.toStdString() << ": " << tokamark::name(opened.error().code) << " "
                          << opened.error().cause;
        return opened ? std::move(*opened) : nullptr;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace tokamark::storage
