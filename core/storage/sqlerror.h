#pragma once

#include "base/error.h"

#include <QSqlError>
#include <QString>

namespace tokamark::storage {

/// What an SQLite error means for a person: which Database* code or DiskFull, with the path and the library's own words.
[[nodiscard]] Error toError(const QSqlError &error, const QString &path);

} // namespace tokamark::storage
