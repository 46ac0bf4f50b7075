#pragma once

#include "base/error.h"
#include "metrics/cellfigures.h"

#include <QString>

#include <optional>

namespace tokamark::storage {

/// The figures of a cell as one JSON document. Every double comes back bit for bit; infinities and NaN, which JSON
/// does not have, are the strings "inf", "-inf" and "nan" ("-nan" with its sign bit set).
[[nodiscard]] QString figuresToJson(const metrics::CellFigures &figures);
/// Unknown keys are passed over and missing ones keep their default, so that documents of other versions can be read.
[[nodiscard]] Expected<metrics::CellFigures> figuresFromJson(const QString &document);

/// An error as it is kept beside a run or cell; an empty text for none.
[[nodiscard]] QString errorToJson(const std::optional<Error> &error);
[[nodiscard]] std::optional<Error> errorFromJson(const QString &document);

} // namespace tokamark::storage
