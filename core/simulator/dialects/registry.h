#pragma once

#include "simulator/dialects/dialect.h"

#include <span>
#include <string_view>

namespace tokamark::simulator {

/// All dialects, the plain one first. To add one: a file of its own, its line below, and a row in the tests.
[[nodiscard]] std::span<const Dialect *const> dialects();
/// Null if there is none of that name.
[[nodiscard]] const Dialect *findDialect(std::string_view name);

[[nodiscard]] const Dialect &openAiDialect();
[[nodiscard]] const Dialect &vllmDialect();
[[nodiscard]] const Dialect &sglangDialect();
[[nodiscard]] const Dialect &llamaCppDialect();
[[nodiscard]] const Dialect &lmdeployDialect();
[[nodiscard]] const Dialect &mlcLlmDialect();
[[nodiscard]] const Dialect &trtllmServeDialect();
[[nodiscard]] const Dialect &tritonEnsembleDialect();
[[nodiscard]] const Dialect &tritonLlmApiDialect();
[[nodiscard]] const Dialect &tritonOpenAiDialect();
[[nodiscard]] const Dialect &tgiDialect();
[[nodiscard]] const Dialect &ollamaDialect();
[[nodiscard]] const Dialect &bentoMlDialect();
[[nodiscard]] const Dialect &bentoMlMountedDialect();
[[nodiscard]] const Dialect &bentoMlProxiedDialect();
[[nodiscard]] const Dialect &openLlmDialect();

} // namespace tokamark::simulator
