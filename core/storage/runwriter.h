#pragma once

#include "base/error.h"
#include "storage/runstore.h"

#include <functional>
#include <memory>

namespace tokamark::storage {

/// Writes runs. Owns the only write connection and the one thread that uses it; commands may come from any one thread.
///
/// Commands that give back a number wait for their transaction. All others return at once and are written in order, many
/// per transaction; the queue is bounded, so that a slow disk is felt and not hidden in memory. When writing fails the
/// writer halts: `onHalted` is called once on the writer thread, everything not yet written is kept, further
/// commands are accepted without bound, and those that must wait fail with the same error. `retry` or `retryOn`
/// go on with the first command that was not written. Destroying the writer writes what is queued first, unless it
/// is halted.
class RunWriter final {
public:
    /// Opens or creates the file. Errors: every Database*, DiskFull.
    [[nodiscard]] static Expected<std::unique_ptr<RunWriter>>
    open(const QString &path, std::function<void(const Error &)> onHalted, const OpenOptions &options = {});
    ~RunWriter();
    RunWriter(const RunWriter &) = delete;
    RunWriter &operator=(const RunWriter &) = delete;

    [[nodiscard]] Expected<RunIds> beginRun(NewRun run);
    /// Takes up a run that was stopped or killed: its unfinished cell becomes Broken.
    [[nodiscard]] Expected<void> continueRun(RunId run);
    [[nodiscard]] Expected<CellId> beginCell(const NewCell &cell);

    void updateTarget(StoredTarget target);
    void addRecords(CellId cell, std::vector<metrics::RequestRecord> records);
    void addSamples(CellId cell, std::vector<Sample> samples);
    void addCommandLog(CommandLog log);
    void endCell(StoredCell cell);
    void replaceVerdicts(CellId cell, std::vector<metrics::Verdict> verdicts);
    void setLimits(RunId run, std::vector<LimitRow> rows);
    void finishRun(RunId run, StoredState state, std::optional<Error> error);

    /// Waits until everything is written, or gives the error that halted the writer.
    [[nodiscard]] Expected<void> flush();
    /// Tries again after a halt.
    void retry();
    /// Goes on in another file, which must not exist yet: what the run has in the old one is copied there first.
    void retryOn(const QString &path);
    /// Where results go now.
    [[nodiscard]] QString path() const;

private:
    class Impl;
    explicit RunWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace tokamark::storage
