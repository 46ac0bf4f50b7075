#include "workload/promptfile.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string_view>
#include <utility>

namespace tokamark::workload {
namespace {

using nlohmann::json;

/// A line that cannot be used says why; the caller adds where.
using LineResult = tl::expected<FilePrompt, std::string>;

tl::unexpected<std::string> bad(std::string why)
{
    return tl::unexpected<std::string>(std::move(why));
}

tl::expected<std::string, std::string> stringField(const json &line, const char *key)
{
    const auto field = line.find(key);
    if (field == line.end() || field->is_null())
        return std::string();
    if (!field->is_string())
        return bad(std::string(key) + " is not a string");
    return field->get<std::string>();
}

LineResult fromPrompt(const json &line)
{
    FilePrompt prompt;
    const auto text = stringField(line, "prompt");
    if (!text)
        return bad(text.error());
    prompt.text = *text;
    const auto tokens = line.find("output_tokens");
    if (tokens != line.end() && !tokens->is_null()) {
        if (!tokens->is_number_unsigned() || tokens->get<std::uint64_t>() == 0
            || tokens->get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max())
            return bad("output_tokens is not a whole number above 0");
        prompt.outputTokens = tokens->get<std::uint32_t>();
    }
    return prompt;
}

/// The text of a message: a string, or parts of type "text".
tl::expected<std::string, std::string> contentText(const json &message)
{
    const auto content = message.find("content");
    if (content == message.end())
        return bad("a message without content");
    if (content->is_string())
        return content->get<std::string>();
    if (!content->is_array())
        return bad("content is neither a string nor a list of parts");
    std::string joined;
    for (const json &part : *content) {
        if (!part.is_object() || part.value("type", json()) != "text" || !part.contains("text")
            || !part["text"].is_string())
            return bad("content has a part that is not text");
        joined += part["text"].get<std::string>();
    }
    return joined;
}

LineResult fromMessages(const json &line)
{
    const json &messages = line["messages"];
    if (!messages.is_array())
        return bad("messages is not a list");
    FilePrompt prompt;
    for (const json &message : messages) {
        if (!message.is_object() || !message.contains("role") || !message["role"].is_string())
            return bad("a message without role");
        const auto text = contentText(message);
        if (!text)
            return bad(text.error());
        const bool isSystem = message["role"] == "system" || message["role"] == "developer";
        std::string &part = isSystem ? prompt.system : prompt.text;
        part += (part.empty() ? "" : "\n\n") + *text;
    }
    return prompt;
}

LineResult fromInstruction(const json &line)
{
    const auto instruction = stringField(line, "instruction");
    if (!instruction)
        return bad(instruction.error());
    const auto context = stringField(line, "context");
    if (!context)
        return bad(context.error());
    FilePrompt prompt;
    prompt.text = *context + *instruction;
    return prompt;
}

LineResult readLine(const std::string &text)
{
    const json line = json::parse(text, nullptr, false);
    if (line.is_discarded())
        return bad("not JSON");
    if (!line.is_object())
        return bad("not a JSON object");
    LineResult prompt = bad("none of prompt, messages, instruction");
    if (line.contains("prompt"))
        prompt = fromPrompt(line);
    else if (line.contains("messages"))
        prompt = fromMessages(line);
    else if (line.contains("instruction"))
        prompt = fromInstruction(line);
    if (prompt && prompt->text.empty())
        return bad("an empty prompt");
    return prompt;
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

} // namespace

Expected<std::vector<FilePrompt>> readPrompts(std::istream &in, const std::string &path)
{
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    std::vector<FilePrompt> prompts;
    std::string line;
    for (std::uint64_t number = 1; std::getline(in, line); ++number) {
        if (number == 1 && line.starts_with(byteOrderMark))
            line.erase(0, byteOrderMark.size());
        if (isBlank(line))
            continue;
        LineResult prompt = readLine(line);
        if (!prompt)
            return fail(ErrorCode::BadDataset, path + ", line " + std::to_string(number) + ": " + prompt.error());
        prompts.push_back(*std::move(prompt));
    }
    if (in.bad())
        return fail(ErrorCode::FileUnreadable, path, std::strerror(errno));
    if (prompts.empty())
        return fail(ErrorCode::BadDataset, path + ": no prompts");
    return prompts;
}

Expected<std::vector<FilePrompt>> readPromptFile(const std::string &path)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return fail(ErrorCode::FileUnreadable, path, std::strerror(EISDIR));
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorCode::FileUnreadable, path, std::strerror(errno));
    return readPrompts(file, path);
}

} // namespace tokamark::workload
