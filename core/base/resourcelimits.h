#pragma once

#include "base/error.h"

#include <cstdint>

namespace tokamark {

/// Sees to it that the process may open `needed` more files, by raising its soft limit as far as the hard one allows.
/// Error: TooFewFiles, with both numbers.
[[nodiscard]] Expected<void> ensureOpenFiles(std::uint64_t needed);

/// Checks that `connections` to one server at a time fit into the range of local ports. Error: TooFewPorts.
[[nodiscard]] Expected<void> checkLocalPorts(std::uint64_t connections);

/// How many connections to one server the files and ports of this machine allow. Raises the soft limit of files for it.
[[nodiscard]] std::uint64_t mostConnections();

/// Lets writing beyond the limit of a file's size fail as writing to a full disk does, where it would end the program.
/// Called once, before anything is written.
void surviveFileSizeLimit() noexcept;

} // namespace tokamark
