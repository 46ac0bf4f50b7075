#pragma once

#include "base/error.h"

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace tokamark::workload {

/// One line of a prompt file.
struct FilePrompt {
    std::string system; ///< empty: the line has none
    std::string text;
    std::optional<std::uint32_t> outputTokens; ///< where the line says how long the answer shall be

    bool operator==(const FilePrompt &) const = default;
};

/// Reads prompts from JSONL, each line in any of these forms:
/// {"prompt": "...", "output_tokens": 100 (optional)};
/// {"messages": [{"role", "content"}, ...]}, of which system messages become the system prompt and the others, joined by
/// blank lines, the prompt;
/// {"instruction": "...", "context": "..."} as in databricks-dolly-15k, sent as context and instruction in one piece.
/// Blank lines are skipped. Errors: FileUnreadable; BadDataset with path and line.
[[nodiscard]] Expected<std::vector<FilePrompt>> readPromptFile(const std::string &path);
/// The same from any stream; `path` is for errors only.
[[nodiscard]] Expected<std::vector<FilePrompt>> readPrompts(std::istream &in, const std::string &path);

} // namespace tokamark::workload
