#pragma once

#include <QString>

#include <cstdint>

namespace tokamark::words {

/// What to change where a server refuses a field of the request that this program sends on its own account; empty where
/// its words name none. `said`: the server's answer as it came, cut or not; `httpStatus`: of the answer, 200 where the
/// refusal stood in the stream.
[[nodiscard]] QString refusalAdvice(std::uint16_t httpStatus, const QString &said);

} // namespace tokamark::words
