#pragma once

#include <QStringList>

#include <span>

namespace tokamark::storage {

/// The statements of a constant table of SQL.
[[nodiscard]] QStringList listed(std::span<const char *const> statements);

} // namespace tokamark::storage
