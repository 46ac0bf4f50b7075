#pragma once

#include "base/error.h"
#include "plan/plan.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace tokamark::workload {

/// One request as the workload wants it, before a protocol puts it into bytes.
struct GenerationRequest {
    std::uint32_t promptIndex = 0; ///< place in the list that every target gets
    std::string system; ///< empty: none
    std::string prompt;
    std::uint32_t maxTokens = 128;
    bool ignoreEos = true;
    double temperature = 0;
    std::uint64_t seed = 0;

    bool operator==(const GenerationRequest &) const = default;
};

/// Where a cell's requests come from. Workers call `request` from their own threads at the same time:
/// implementations are immutable and the result depends on `index` alone, so every target gets one list.
class PromptSource {
public:
    virtual ~PromptSource() = default;
    [[nodiscard]] virtual GenerationRequest request(std::uint32_t index) const = 0;
    /// What a warm prefix cache may hold of the system prompts of the first `requests`, where the prompts bring their own:
    /// the most tokens, as their mean. Empty: all have the workload's.
    [[nodiscard]] virtual std::optional<double> systemTokens(std::uint64_t /*requests*/) const { return std::nullopt; }
};

/// What makes the unique text at the start of a prompt differ between cells, so that no cell warms another's cache.
/// The workload's name counts too, without being named here.
struct UniqueSalt {
    std::uint64_t planSeed = 0;
    std::uint32_t target = 0;
    std::uint32_t level = 0;
    std::uint32_t repetition = 0;
    bool warmup = false;
    std::uint64_t attempt
        = 0; ///< different in every run and every attempt at a cell, such as the wall clock at its start
};

/// Makes the source for one cell of `workload`. Errors: FileUnreadable, BadDataset.
[[nodiscard]] Expected<std::shared_ptr<const PromptSource>> makePromptSource(const plan::Workload &workload,
                                                                             const UniqueSalt &salt);

/// The share of prompt tokens, 0..1, that a warm prefix cache holds because the workload asks for it: by a shared prefix,
/// or what a trace shares (`ofTrace`), and by a system prompt, or what those of a file share (`ofSystem`, in tokens). Empty where it asks for no share in particular, and where it
/// lets prompts be alike, of which nothing can be told. Nominal, as lengths are; of a system prompt the most that a
/// tokenizer and a chat template make of it. `meanPromptTokens`: by usage; 0 where that did not tell.
[[nodiscard]] std::optional<double> askedCachedShare(const plan::Workload &workload, double meanPromptTokens,
                                                     std::optional<double> ofTrace = {},
                                                     std::optional<double> ofSystem = {});

} // namespace tokamark::workload
