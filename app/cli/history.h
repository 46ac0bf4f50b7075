#pragma once

#include "cli/commonoptions.h"
#include "cli/console.h"
#include "storage/runrepository.h"

#include <memory>
#include <string>

namespace tokamark::cli {

/// Opens the database that a reading command names. Unlike a run, reading makes no new file: a mistyped path would look
/// like an empty history. Says so where it is a copy that is read. Errors: NotFound, Database*.
[[nodiscard]] Expected<std::unique_ptr<storage::RunRepository>> openHistory(const DatabaseOption &database,
                                                                            const Console &console);

/// Says why a history could not be opened; where there is no file yet, how one comes to be.
ExitStatus reportUnopened(const Console &console, const DatabaseOption &database, const Error &error);

/// A whole run by id or name.
[[nodiscard]] Expected<storage::StoredRun> loadRun(storage::RunRepository &history, const std::string &idOrName);
/// Why it could not be read; where there is no such run, how to see which there are.
ExitStatus reportUnread(const Console &console, const DatabaseOption &database, const Error &error);

} // namespace tokamark::cli
