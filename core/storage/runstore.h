#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "metrics/requestrecord.h"
#include "storage/database.h"
#include "storage/limitrows.h"
#include "storage/requestrows.h"
#include "storage/storedrun.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tokamark::storage {

/// What a run is when it begins.
struct NewRun {
    QString name;
    plan::Plan plan;
    bool simulated = false;
    QString version; ///< of the program that measures
    int plannedCells = 0;
    std::vector<StoredTarget> targets; ///< same order as in the plan; their ids are given here
};

/// One repetition of one combination that is about to be measured.
struct NewCell {
    RunId run;
    TargetId target;
    plan::CellKey key;
    QString workloadName;
    plan::Level level;
    qint64 startedUnixNs = 0;
    qint64 startedNs = 0;
    quint64 bootstrapSeed = 0;
};

/// What a command before a repetition came to.
struct CommandLog {
    CellId cell; ///< the first of the repetition
    qint64 startedUnixNs = 0;
    double seconds = 0; ///< with the wait until the servers answered
    QString command;
    QString output; ///< the end of what it printed
    std::optional<Error> error; ///< empty: it went well
};

struct RunIds {
    RunId run;
    std::vector<TargetId> targets;
};

/// The SQL of writing a run, without threads and transactions of its own. Used by `RunWriter` on its writer thread.
class RunStore final {
public:
    [[nodiscard]] static Expected<std::unique_ptr<RunStore>> open(const QString &path, const OpenOptions &options);

    [[nodiscard]] Database &database() noexcept { return *m_database; }

    [[nodiscard]] Expected<RunIds> beginRun(const NewRun &run);
    [[nodiscard]] Expected<void> continueRun(RunId run);
    [[nodiscard]] Expected<void> updateTarget(const StoredTarget &target);
    [[nodiscard]] Expected<CellId> beginCell(const NewCell &cell);
    [[nodiscard]] Expected<void> addRecords(CellId cell, std::span<const metrics::RequestRecord> records);
    [[nodiscard]] Expected<void> addSamples(CellId cell, std::span<const Sample> samples);
    [[nodiscard]] Expected<void> addCommandLog(const CommandLog &log);
    /// Writes state, times, figures, verdicts and error of a cell that has ended; what it is of (key) stays.
    [[nodiscard]] Expected<void> endCell(const StoredCell &cell);
    [[nodiscard]] Expected<void> replaceVerdicts(CellId cell, const std::vector<metrics::Verdict> &verdicts);
    [[nodiscard]] Expected<void> setLimits(RunId run, std::span<const LimitRow> rows);
    [[nodiscard]] Expected<void> finishRun(RunId run, StoredState state, const std::optional<Error> &error);

    /// Copies a run with everything in it into the database at `path`, which must be new. Numbers stay the same.
    [[nodiscard]] Expected<void> copyRun(RunId run, const QString &path);

private:
    RunStore(std::unique_ptr<Database> database, RequestInserter inserter);
    [[nodiscard]] Expected<qint64> planRow(const plan::Plan &plan);
    [[nodiscard]] Expected<TargetId> insertTarget(RunId run, int position, const StoredTarget &target);
    [[nodiscard]] Expected<void> writeSummary(CellId cell, const metrics::CellFigures &figures);
    [[nodiscard]] Expected<void> all(const QString &sql, const QVariantList &values);

    std::unique_ptr<Database> m_database;
    RequestInserter m_inserter;
};

} // namespace tokamark::storage
