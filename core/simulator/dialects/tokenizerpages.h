#pragma once

#include "simulator/dialects/dialect.h"

#include <string>

// The tokenizers of the simulated servers: one token for four characters, with running numbers for ids. Each writes
// the answer of one server to a request whose text stands where that server wants it.

namespace tokamark::simulator {

[[nodiscard]] std::string vllmTokens(const PageView &view);
[[nodiscard]] std::string sglangTokens(const PageView &view);
[[nodiscard]] std::string llamaCppTokens(const PageView &view);
[[nodiscard]] std::string lmdeployTokens(const PageView &view);
[[nodiscard]] std::string tgiTokens(const PageView &view);

} // namespace tokamark::simulator
