#pragma once

#include <QVariant>

#include <cmath>

// What the readers and writers of tables share; for this folder's own files only.
namespace tokamark::storage {

/// A count, an id's value or an enumerator as SQLite keeps it.
[[nodiscard]] inline QVariant number(auto value)
{
    return {static_cast<qint64>(value)};
}

/// NULL where there is no value; SQLite would store a NaN as NULL anyway.
[[nodiscard]] inline QVariant real(double value)
{
    return std::isnan(value) ? QVariant() : QVariant(value);
}

} // namespace tokamark::storage
