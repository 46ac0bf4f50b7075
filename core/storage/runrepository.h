#pragma once

#include "base/error.h"
#include "metrics/requestrecord.h"
#include "storage/failuregroup.h"
#include "storage/storedrun.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace tokamark::storage {

/// Reads and edits the history in one database. One thread at a time (it holds an SQL connection of that thread);
/// pages use it on a background thread. Never disturbs a run being written: SQLite in WAL mode.
class RunRepository {
public:
    /// Opens or creates the file and brings its schema up to date. A file that cannot be written can still be read;
    /// only editing then fails. Errors: every Database*, DiskFull, FileUnwritable (see `showsCopy`).
    [[nodiscard]] static Expected<std::unique_ptr<RunRepository>> open(const QString &path);
    ~RunRepository();
    /// The file is of an older version and may only be read: this shows a temporary copy, brought up to date. What is
    /// added to the file meanwhile is not in it.
    [[nodiscard]] bool showsCopy() const noexcept;

    [[nodiscard]] Expected<std::vector<RunInfo>> list();
    [[nodiscard]] Expected<StoredRun> load(RunId run);
    /// By id ("12") or name; the newest of several equal names. Errors: NotFound.
    [[nodiscard]] Expected<RunId> find(const QString &idOrName);
    [[nodiscard]] Expected<std::vector<metrics::RequestRecord>> requests(CellId cell);

    /// What was sampled beside the requests of a cell, in the order of time.
    [[nodiscard]] Expected<std::vector<Sample>> samples(CellId cell);
    /// Keeps a window that a person chose beside the measured one, instead of any that was kept before; empty: none any
    /// more. What was measured stays as it is.
    [[nodiscard]] Expected<void> setMovedWindow(CellId cell, const std::optional<MovedWindow> &moved);

    /// Causes of the failed requests that count for the cell's figures, the most frequent first.
    [[nodiscard]] Expected<std::vector<FailureGroup>> failures(CellId cell);

    [[nodiscard]] Expected<void> rename(RunId run, const QString &name);
    [[nodiscard]] Expected<void> setNote(RunId run, const QString &note);
    [[nodiscard]] Expected<void> setTags(RunId run, const QStringList &tags);
    /// Hides the run; `restore` takes that back; `purge` frees the space of all hidden ones.
    [[nodiscard]] Expected<void> remove(RunId run);
    [[nodiscard]] Expected<void> restore(RunId run);
    [[nodiscard]] Expected<void> purge();

    RunRepository(const RunRepository &) = delete;
    RunRepository &operator=(const RunRepository &) = delete;

private:
    class Impl;
    explicit RunRepository(std::unique_ptr<Impl> impl);
    [[nodiscard]] Expected<StoredRun> loadInTransaction(RunId run);
    std::unique_ptr<Impl> m_impl;
};

} // namespace tokamark::storage
