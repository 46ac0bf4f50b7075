#include "workload/systemtokens.h"

#include <algorithm>
#include <map>
#include <vector>

namespace tokamark::workload {
namespace {

/// English has about four in a token, digits, tables and rare scripts down to one: tokenizers fall back to single bytes.
constexpr double FewestBytesOfToken = 1;
/// A chat template puts words of its own around the system prompt, which all prompts have in common too: a date, marks.
constexpr double TemplateTokens = 32;

/// What is known of a system prompt of the file.
struct System {
    std::size_t lines = 0; ///< that have it
    std::size_t shared = 0; ///< bytes with which another line's begins too
};

/// In their order as texts, in which those that begin most alike are neighbours.
using Systems = std::map<std::string_view, System>;

std::string_view systemOf(const FilePrompt &prompt, std::string_view otherwise)
{
    return prompt.system.empty() ? otherwise : std::string_view(prompt.system);
}

std::size_t commonStart(std::string_view a, std::string_view b)
{
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

Systems systemsOf(std::span<const FilePrompt> prompts, std::string_view otherwise)
{
    Systems systems;
    for (const FilePrompt &prompt : prompts)
        ++systems[systemOf(prompt, otherwise)].lines;
    for (auto it = systems.begin(); it != systems.end(); ++it) {
        auto &[text, system] = *it;
        if (system.lines > 1)
            system.shared = text.size();
        if (const auto next = std::next(it); next != systems.end()) {
            const std::size_t common = commonStart(text, next->first);
            system.shared = std::max(system.shared, common);
            next->second.shared = std::max(next->second.shared, common);
        }
    }
    return systems;
}

} // namespace

double mostSystemTokens(std::size_t bytes)
{
    return bytes > 0 ? static_cast<double>(bytes) / FewestBytesOfToken + TemplateTokens : 0;
}

double sharedSystemTokens(std::span<const FilePrompt> prompts, std::string_view otherwise, std::uint64_t requests)
{
    if (prompts.empty() || requests == 0)
        return 0;
    const Systems systems = systemsOf(prompts, otherwise);
    const std::uint64_t once = std::min<std::uint64_t>(requests, prompts.size());
    const std::uint64_t again = requests - once;
    double sum = 0;
    for (std::uint64_t line = 0; line < once; ++line) {
        const std::string_view text = systemOf(prompts[line], otherwise);
        sum += mostSystemTokens(systems.find(text)->second.shared);
        const std::uint64_t later = again / prompts.size() + (line < again % prompts.size() ? 1 : 0);
        sum += static_cast<double>(later) * mostSystemTokens(text.size());
    }
    return sum / static_cast<double>(requests);
}

} // namespace tokamark::workload
