#include "workload/tracesource.h"

#include "workload/prompttext.h"

#include <algorithm>
#include <utility>

namespace tokamark::workload {
namespace {

/// Streams of random numbers that must not repeat one another.
enum class Purpose : std::uint64_t { Block = 11, Body, Sampling };

class TracePromptSource final : public PromptSource {
public:
    TracePromptSource(std::shared_ptr<const Trace> trace, plan::Workload workload, const UniqueSalt &salt)
        : m_trace(std::move(trace))
        , m_workload(std::move(workload))
        , m_salt(salt)
    {
    }

    [[nodiscard]] GenerationRequest request(std::uint32_t index) const override
    {
        const TraceEntry &entry = (*m_trace)[index % m_trace->size()];
        GenerationRequest request;
        request.promptIndex = index;
        request.system = m_workload.systemPrompt;
        request.prompt = entry.blocks.empty() ? uniquePrompt(entry, index) : promptOfBlocks(entry);
        request.maxTokens = entry.outputTokens;
        request.ignoreEos = m_workload.ignoreEos;
        request.temperature = m_workload.temperature;
        // 31 bits: some servers read a seed into a signed int.
        request.seed = random(Purpose::Sampling, index).next() >> 33;
        return request;
    }

private:
    [[nodiscard]] SeededRandom random(Purpose purpose, std::uint64_t number) const
    {
        return SeededRandom{m_salt.planSeed, static_cast<std::uint64_t>(purpose), number};
    }

    [[nodiscard]] std::string uniquePrompt(const TraceEntry &entry, std::uint32_t index) const
    {
        const std::uint32_t words = wordsForTokens(entry.inputTokens);
        const std::uint32_t unique = std::min(words, UniqueWords);
        SeededRandom body = random(Purpose::Body, index);
        std::string prompt = uniqueStart(m_salt, index, unique);
        if (words > unique)
            prompt += " " + randomWords(words - unique, body);
        return prompt;
    }

    /// Each cell has blocks of its own, or it would find another's in the cache.
    [[nodiscard]] std::string promptOfBlocks(const TraceEntry &entry) const
    {
        std::string prompt;
        std::uint32_t left = entry.inputTokens;
        for (const std::uint64_t block : entry.blocks) {
            if (left == 0)
                break;
            const std::uint32_t tokens = std::min(left, TraceBlockTokens);
            left -= tokens;
            SeededRandom text{m_salt.planSeed,   static_cast<std::uint64_t>(Purpose::Block),
                              m_salt.target,     m_salt.level,
                              m_salt.repetition, m_salt.warmup ? 1u : 0u,
                              m_salt.attempt,    block};
            prompt += (prompt.empty() ? "" : " ") + randomWords(wordsForTokens(tokens), text);
        }
        return prompt;
    }

    const std::shared_ptr<const Trace> m_trace;
    const plan::Workload m_workload;
    const UniqueSalt m_salt;
};

} // namespace

std::shared_ptr<const PromptSource> makeTraceSource(std::shared_ptr<const Trace> trace, const plan::Workload &workload,
                                                    const UniqueSalt &salt)
{
    return std::make_shared<const TracePromptSource>(std::move(trace), workload, salt);
}

} // namespace tokamark::workload
