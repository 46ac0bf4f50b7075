#include "roofline/hardwarenames.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace tokamark::roofline {
namespace {

using nlohmann::json;

/// A whole number of at least one under that name; 0: there is none.
std::uint32_t count(const json &config, const char *key)
{
    const auto it = config.find(key);
    if (it == config.end() || !it->is_number_unsigned() || it->get<std::uint64_t>() > 100'000'000)
        return 0;
    return it->get<std::uint32_t>();
}

bool isMixtureOfExperts(const json &config)
{
    for (const char *key : {"num_local_experts", "num_experts", "n_routed_experts"}) {
        if (count(config, key) > 1)
            return true;
    }
    return false;
}

} // namespace

Expected<ModelShape> readModelConfig(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorCode::FileUnreadable, path);
    const json config = json::parse(file, nullptr, false);
    if (!config.is_object())
        return fail(ErrorCode::BadJson, path, "not a JSON object");
    if (isMixtureOfExperts(config))
        return fail(ErrorCode::BadJson, path, "a mixture of experts, for which no bound is known");

    const std::uint32_t heads = count(config, "num_attention_heads");
    const std::uint32_t intermediate = count(config, "intermediate_size");
    ModelShape shape;
    shape.id = "config.json";
    shape.name = "config.json";
    shape.layers = count(config, "num_hidden_layers");
    shape.width = count(config, "hidden_size");
    shape.vocabulary = count(config, "vocab_size");
    shape.kvHeads = config.contains("num_key_value_heads") ? count(config, "num_key_value_heads") : heads;
    shape.headDim = config.contains("head_dim") ? count(config, "head_dim") : heads > 0 ? shape.width / heads : 0;
    if (heads == 0 || intermediate == 0 || shape.layers == 0 || shape.width == 0 || shape.vocabulary == 0
        || shape.kvHeads == 0 || shape.headDim == 0)
        return fail(ErrorCode::BadJson, path, "a dimension of the model is missing");

    const double width = shape.width;
    const double attention = width * shape.headDim * (2.0 * heads + 2.0 * shape.kvHeads);
    const double perLayer = attention + 3 * width * intermediate + 2 * width;
    const double embedding = width * shape.vocabulary;
    // The head is multiplied whether or not it is the embedding once more.
    shape.multiplied = shape.layers * perLayer + width + embedding;
    shape.parameters = shape.multiplied + (config.value("tie_word_embeddings", false) ? 0 : embedding);
    return shape;
}

} // namespace tokamark::roofline
