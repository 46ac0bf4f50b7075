// What simulated servers tell of prompts that they did not have to read again.

#include "serverfixture.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tokamark::simulator {
namespace {

/// How a dialect tells of cached tokens: in an answer, and in its metrics.
struct CacheRow {
    const char *dialect;
    const char *path;
    const char *prompt; ///< the key of the prompt
    const char *cachedAt; ///< JSON pointer in the last event that has it; null: it does not tell
    const char *series;
};

class PrefixCacheServer : public ServerFixture, public testing::WithParamInterface<CacheRow> { };

/// The number at the pointer in the last event that has one; -1: none has.
int lastNumber(const std::string &body, const char *pointer)
{
    int found = -1;
    std::size_t at = 0;
    while ((at = body.find('{', at)) != std::string::npos) {
        const auto end = std::min(body.find('\n', at), body.size());
        const auto event = nlohmann::json::parse(body.substr(at, end - at), nullptr, false);
        const nlohmann::json::json_pointer place(pointer);
        if (event.is_object() && event.contains(place))
            found = event[place].get<int>();
        at = end;
    }
    return found;
}

TEST_P(PrefixCacheServer, TellsWhatItDidNotReadAgain)
{
    const CacheRow &row = GetParam();
    ServerOptions options;
    options.prefixCache = true;
    speak(row.dialect, {}, std::move(options));
    const std::string prompt(400, 'x'); // 100 tokens, 96 of which are in whole blocks
    nlohmann::json request{{row.prompt, prompt}, {"max_tokens", 3}, {"stream", true}, {"temperature", 0}};
    if (std::string_view(row.path).starts_with("/v1"))
        request["stream_options"] = {{"include_usage", true}};
    if (std::string_view(row.prompt) == "messages")
        request["messages"] = {{{"role", "user"}, {"content", prompt}}};
    const auto first = post(row.path, request.dump());
    const auto again = post(row.path, request.dump());
    if (row.cachedAt != nullptr) {
        EXPECT_EQ(lastNumber(first.body, row.cachedAt), 0) << first.body;
        EXPECT_EQ(lastNumber(again.body, row.cachedAt), 96) << again.body;
    }
    const std::string metrics = get("/metrics").body;
    const auto at = metrics.find(std::string("\n") + row.series);
    ASSERT_NE(at, std::string::npos) << metrics;
    const auto line = metrics.substr(at + 1, metrics.find('\n', at + 1) - at - 1);
    EXPECT_DOUBLE_EQ(std::stod(line.substr(line.rfind(' '))), 96) << line;
}

INSTANTIATE_TEST_SUITE_P(
    Dialects, PrefixCacheServer,
    testing::Values(CacheRow{"vllm", "/v1/completions", "prompt", nullptr, "vllm:prefix_cache_hits_total"},
                    CacheRow{"sglang", "/generate", "text", "/meta_info/cached_tokens", "sglang:cached_tokens_total"},
                    CacheRow{"lmdeploy", "/v1/chat/completions", "messages",
                             "/usage/prompt_tokens_details/cached_tokens", "lmdeploy:cached_tokens_total"},
                    CacheRow{"llama.cpp", "/completion", "prompt", "/timings/cache_n",
                             "llamacpp:prompt_tokens_cached_total"}),
    [](const auto &test) {
        std::string name = test.param.dialect;
        std::erase(name, '.');
        return name;
    });

using Caching = ServerFixture;

TEST_F(Caching, LlamaCppLeavesTheCacheOutIfToldSo)
{
    ServerOptions options;
    options.prefixCache = true;
    speak("llama.cpp", {}, std::move(options));
    const nlohmann::json request{{"prompt", std::string(400, 'x')}, {"n_predict", 3}, {"cache_prompt", false}};
    static_cast<void>(post("/completion", request.dump()));
    static_cast<void>(post("/completion", request.dump()));
    EXPECT_NE(get("/metrics").body.find("llamacpp:prompt_tokens_cached_total 0\n"), std::string::npos);
}

TEST_F(Caching, IsOffUnlessAskedFor)
{
    speak("vllm");
    const nlohmann::json request{{"prompt", std::string(400, 'x')}, {"max_tokens", 3}};
    static_cast<void>(post("/v1/completions", request.dump()));
    static_cast<void>(post("/v1/completions", request.dump()));
    const std::string metrics = get("/metrics").body;
    EXPECT_NE(metrics.find("enable_prefix_caching=\"False\""), std::string::npos);
    EXPECT_EQ(metrics.find("vllm:prefix_cache_hits_total{engine=\"0\",model_name=\"simulated\"} 96"),
              std::string::npos);
}

} // namespace
} // namespace tokamark::simulator
