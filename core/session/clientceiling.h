#pragma once

#include "base/error.h"

#include <QDateTime>
#include <QString>

#include <cstdint>
#include <optional>

namespace tokamark::session {

/// The most that this client could measure truly on this machine, as it was found on some day.
struct ClientCeiling {
    QString processor; ///< model of the CPU it was found on
    int cores = 0;
    unsigned workers = 1; ///< threads that sent and read
    QDateTime measured;
    std::uint32_t streams = 0;
    double tokensPerSecond = 0;
    double ttftErrorMs = 0; ///< at that load
    bool mayBeMore = false; ///< the server at the other end, or the list of steps, ended the search

    bool operator==(const ClientCeiling &) const = default;
};

/// What this machine's processor calls itself, and how many cores the program may use.
[[nodiscard]] QString processorName();
[[nodiscard]] int processorCores();

/// Where the ceiling of this machine is kept: beside the settings of the person who uses it, not in a database, which
/// may be carried to another machine.
[[nodiscard]] QString ceilingPath();
/// Empty: none was measured here, or on another processor.
[[nodiscard]] std::optional<ClientCeiling> loadCeiling(const QString &path = ceilingPath());
/// Error: FileUnwritable.
[[nodiscard]] Expected<void> saveCeiling(const ClientCeiling &ceiling, const QString &path = ceilingPath());

} // namespace tokamark::session
