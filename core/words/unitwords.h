#pragma once

#include <QString>

#include <string_view>

namespace tokamark::words {

/// The unit of a figure as people read it ("ms", "tokens/s"), by its stable name; other units stay as they are.
[[nodiscard]] QString unitName(std::string_view unit);

} // namespace tokamark::words
