#include "workload/promptsource.h"

#include "workload/lengthsampler.h"
#include "workload/promptfile.h"
#include "workload/prompttext.h"
#include "workload/systemtokens.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace tokamark::workload {
namespace {

/// Streams of random numbers that must not repeat one another.
enum class Purpose : std::uint64_t { InputLength = 1, OutputLength, Body, Sampling };

SeededRandom randomFor(std::uint64_t planSeed, std::uint32_t index, Purpose purpose)
{
    return SeededRandom{planSeed, static_cast<std::uint64_t>(purpose), index};
}

/// Workloads of one plan must not share beginnings: a long prompt would find a short one's in the cache.
UniqueSalt saltOf(const plan::Workload &workload, UniqueSalt salt)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL; // FNV-1a
    for (const char c : workload.name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    salt.planSeed = SeededRandom{salt.planSeed, hash}.next();
    return salt;
}

/// What both kinds of source have in common.
GenerationRequest frame(const plan::Workload &workload, const UniqueSalt &salt, std::uint32_t index)
{
    GenerationRequest request;
    request.promptIndex = index;
    request.system = workload.systemPrompt;
    SeededRandom lengths = randomFor(salt.planSeed, index, Purpose::OutputLength);
    request.maxTokens = sampleLength(workload.outputTokens, lengths);
    request.ignoreEos = workload.ignoreEos;
    request.temperature = workload.temperature;
    // 31 bits: some servers read a seed into a signed int.
    request.seed = randomFor(salt.planSeed, index, Purpose::Sampling).next() >> 33;
    return request;
}

class SyntheticPromptSource final : public PromptSource {
public:
    SyntheticPromptSource(plan::Workload workload, const UniqueSalt &salt)
        : m_workload(std::move(workload))
        , m_salt(salt)
    {
    }

    [[nodiscard]] GenerationRequest request(std::uint32_t index) const override
    {
        GenerationRequest request = frame(m_workload, m_salt, index);
        SeededRandom lengths = randomFor(m_salt.planSeed, index, Purpose::InputLength);
        const std::uint32_t words = wordsForTokens(sampleLength(m_workload.inputTokens, lengths));
        SeededRandom body = randomFor(m_salt.planSeed, index, Purpose::Body);
        const std::uint32_t shared = sharedWords(words);
        const std::uint32_t unique = m_workload.uniquePrompts ? std::min(words - shared, UniqueWords) : 0;
        if (shared > 0)
            append(request.prompt, sharedStart(m_salt, index % m_workload.sharedPrefix->prefixes, shared));
        if (unique > 0)
            append(request.prompt, uniqueStart(m_salt, index, unique));
        if (words > shared + unique)
            append(request.prompt, randomWords(words - shared - unique, body));
        return request;
    }

private:
    static void append(std::string &prompt, const std::string &words) { prompt += (prompt.empty() ? "" : " ") + words; }

    /// At least one word stays, so that no two prompts are the same.
    [[nodiscard]] std::uint32_t sharedWords(std::uint32_t words) const
    {
        if (!m_workload.sharedPrefix)
            return 0;
        return std::min(words - 1, static_cast<std::uint32_t>(std::lround(m_workload.sharedPrefix->share * words)));
    }

    const plan::Workload m_workload;
    const UniqueSalt m_salt;
};

/// Prompts of a file in its order, from the start again when it is at its end.
class FilePromptSource final : public PromptSource {
public:
    FilePromptSource(plan::Workload workload, const UniqueSalt &salt, std::vector<FilePrompt> prompts)
        : m_workload(std::move(workload))
        , m_salt(salt)
        , m_prompts(std::move(prompts))
    {
    }

    [[nodiscard]] GenerationRequest request(std::uint32_t index) const override
    {
        GenerationRequest request = frame(m_workload, m_salt, index);
        const auto place = static_cast<std::uint32_t>(index % m_prompts.size());
        const FilePrompt &prompt = m_prompts[place];
        request.promptIndex = place;
        if (!prompt.system.empty())
            request.system = prompt.system;
        request.maxTokens = prompt.outputTokens.value_or(request.maxTokens);
        if (m_workload.uniquePrompts)
            request.prompt = uniqueStart(m_salt, index) + "\n";
        request.prompt += prompt.text;
        return request;
    }

    [[nodiscard]] std::optional<double> systemTokens(std::uint64_t requests) const override
    {
        return sharedSystemTokens(m_prompts, m_workload.systemPrompt, requests);
    }

private:
    const plan::Workload m_workload;
    const UniqueSalt m_salt;
    const std::vector<FilePrompt> m_prompts;
};

} // namespace

Expected<std::shared_ptr<const PromptSource>> makePromptSource(const plan::Workload &workload, const UniqueSalt &salt)
{
    if (workload.origin == plan::PromptOrigin::Synthetic)
        return std::make_shared<const SyntheticPromptSource>(workload, saltOf(workload, salt));
    Expected<std::vector<FilePrompt>> prompts = readPromptFile(workload.file);
    if (!prompts)
        return tl::unexpected<Error>(std::move(prompts).error());
    return std::make_shared<const FilePromptSource>(workload, saltOf(workload, salt), *std::move(prompts));
}

std::optional<double> askedCachedShare(const plan::Workload &workload, double meanPromptTokens,
                                       std::optional<double> ofTrace, std::optional<double> ofSystem)
{
    if (!ofTrace && !workload.uniquePrompts)
        return std::nullopt;
    std::optional<double> shared = ofTrace;
    if (!shared && workload.sharedPrefix)
        shared = workload.sharedPrefix->share;
    const double most = ofSystem.value_or(mostSystemTokens(workload.systemPrompt.size()));
    if (most <= 0)
        return shared;
    const double prompt = meanPromptTokens > 0 ? meanPromptTokens : most + workload.inputTokens.mean;
    const double system = std::min(1.0, most / prompt);
    return system + (1 - system) * shared.value_or(0);
}

} // namespace tokamark::workload
