#pragma once

#include "base/error.h"
#include "session/runcommands.h"
#include "session/runcontroller.h"
#include "storage/runwriter.h"

#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace tokamark::session {

/// The database of a run, and what is done once it takes nothing any more: another file, by itself or as the user says.
/// Owned by RunLoop, used by the run's thread alone; only the writer's own thread says that it has halted.
class RunStorage final {
public:
    /// `halted` is what the writer was opened with.
    RunStorage(std::unique_ptr<storage::RunWriter> writer, std::shared_ptr<std::atomic<bool>> halted,
               const RunOptions &options, RunCommands &commands);
    ~RunStorage();

    [[nodiscard]] storage::RunWriter &writer() const noexcept { return *m_writer; }
    [[nodiscard]] bool isHalted() const noexcept { return *m_halted; }
    void halt() noexcept { *m_halted = true; }

    /// Brings a halted writer to work again, as the options say; false: the run is to end. `waits` is told when waiting
    /// for the user begins (true) and ends (false).
    [[nodiscard]] bool recover(const std::function<void(bool)> &waits);

    /// Why nothing can be written; empty while it can.
    [[nodiscard]] const std::optional<Error> &error() const noexcept { return m_error; }
    /// The first reason there was, which going on elsewhere does not undo.
    [[nodiscard]] const std::optional<Error> &firstError() const noexcept { return m_firstError; }

private:
    [[nodiscard]] bool moveTo(const QString &path);

    std::unique_ptr<storage::RunWriter> m_writer;
    std::shared_ptr<std::atomic<bool>> m_halted;
    QString m_fallback;
    bool m_waitsForUser;
    RunCommands &m_commands;
    std::optional<Error> m_error;
    std::optional<Error> m_firstError;
};

} // namespace tokamark::session
