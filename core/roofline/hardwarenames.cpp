#include "roofline/hardwarenames.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tokamark::roofline {
namespace {

/// Letters and digits alone, in lower case: what different spellings of a name share.
std::string bare(std::string_view name)
{
    std::string text;
    for (const char c : name) {
        const auto letter = static_cast<unsigned char>(c);
        if (std::isalnum(letter) != 0)
            text += static_cast<char>(std::tolower(letter));
    }
    return text;
}

bool has(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

struct Spelling {
    std::string_view part; ///< of the bare name
    std::string_view id;
};

// The parts with a dot in the version first: "llama318b" is Llama 3.1 8B, "llama38b" Llama 3 8B.
constexpr std::array ModelSpellings{
    Spelling{"llama318b", "llama3-8b"},   Spelling{"llama38b", "llama3-8b"},   Spelling{"llama3170b", "llama3-70b"},
    Spelling{"llama3370b", "llama3-70b"}, Spelling{"llama370b", "llama3-70b"}, Spelling{"mistral7b", "mistral-7b"},
    Spelling{"llama27b", "llama2-7b"},
};

} // namespace

const Gpu *findGpuByName(std::string_view name)
{
    if (const Gpu *gpu = findGpu(name))
        return gpu;
    const std::string text = bare(name);
    const bool pcie = has(text, "pcie");
    if (has(text, "a100"))
        return has(text, "80gb") ? findGpu(pcie ? "a100-pcie-80gb" : "a100-sxm-80gb") : nullptr;
    // The NVL pair has other memory than either.
    if (has(text, "h100"))
        return has(text, "nvl") ? nullptr : findGpu(pcie ? "h100-pcie" : "h100-sxm");
    if (has(text, "h200"))
        return has(text, "gh200") || has(text, "nvl") ? nullptr : findGpu("h200-sxm");
    if (has(text, "l40s"))
        return findGpu("l40s");
    if (has(text, "rtx4090"))
        return has(text, "laptop") ? nullptr : findGpu("rtx-4090");
    if (has(text, "b200"))
        return has(text, "gb200") ? nullptr : findGpu("b200");
    return nullptr;
}

const ModelShape *findModelByName(std::string_view name)
{
    if (const ModelShape *model = findModel(name))
        return model;
    const std::string text = bare(name);
    const auto it = std::ranges::find_if(ModelSpellings, [&](const Spelling &known) { return has(text, known.part); });
    return it == ModelSpellings.end() ? nullptr : findModel(it->id);
}

std::optional<WeightFormat> weightFormatOf(std::string_view name)
{
    if (name.empty() || name == "fp16" || name == "bf16")
        return WeightFormat::Bits16;
    if (name == "fp8" || name == "int8")
        return WeightFormat::Bits8;
    if (name == "int4" || name == "awq" || name == "gptq")
        return WeightFormat::Bits4Group128;
    return std::nullopt;
}

std::optional<WeightFormat> weightFormatIn(std::string_view modelName)
{
    const std::string text = bare(modelName);
    for (const char *part : {"awq", "gptq", "int4", "w4a16", "4bit", "q4"}) {
        if (has(text, part))
            return WeightFormat::Bits4Group128;
    }
    for (const char *part : {"fp8", "int8", "w8a8", "8bit"}) {
        if (has(text, part))
            return WeightFormat::Bits8;
    }
    return WeightFormat::Bits16;
}

std::optional<KvFormat> kvFormatOf(std::string_view name)
{
    if (name.empty() || name == "fp16" || name == "bf16")
        return KvFormat::Bits16;
    if (name == "fp8" || name == "int8")
        return KvFormat::Bits8;
    return std::nullopt;
}

} // namespace tokamark::roofline
