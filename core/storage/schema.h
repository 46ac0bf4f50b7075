#pragma once

#include "base/error.h"

#include <QStringList>

namespace tokamark::storage {

/// Marks a file as ours: "Tkmk" in the header of every database.
inline constexpr int ApplicationId = 0x546b6d6b;

/// The version that this program writes: the number of migrations.
[[nodiscard]] int schemaVersion() noexcept;
/// The statements that lead from version `from` to the next one. Never changed once released: an old file has run them.
[[nodiscard]] QStringList migration(int from);

class Database;
/// What leads there beyond statements, run after them in the same transaction; null: nothing.
using MigrationStep = Expected<void> (*)(Database &);
[[nodiscard]] MigrationStep migrationStep(int from);

} // namespace tokamark::storage
