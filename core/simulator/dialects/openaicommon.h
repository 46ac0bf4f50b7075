#pragma once

#include "simulator/dialects/dialect.h"

// What the OpenAI-style endpoints of several servers have in common.

namespace tokamark::simulator {

inline constexpr std::string_view ChatPath = "/v1/chat/completions";
inline constexpr std::string_view CompletionsPath = "/v1/completions";

inline constexpr RequestShape ChatRequest{.messages = true, .maxTokens = {"max_completion_tokens", "max_tokens"}};
inline constexpr RequestShape TextRequest{
    .idsInPrompt = true, .maxTokens = {"max_completion_tokens", "max_tokens"}, .defaultMaxTokens = 16};

inline constexpr std::string_view ChatWhole
    = R"({"id":"$id","object":"chat.completion","created":$created,"model":"$model","choices":[{"index":0,)"
      R"("message":{"role":"assistant","content":"$all"},"finish_reason":$finish}],"usage":$counts})";
inline constexpr std::string_view TextWhole
    = R"({"id":"$id","object":"text_completion","created":$created,"model":"$model","choices":[{"index":0,)"
      R"("text":"$all","finish_reason":$finish}],"usage":$counts})";
inline constexpr std::string_view PlainCounts
    = R"({"prompt_tokens":$prompt,"total_tokens":$total,"completion_tokens":$out})";

inline constexpr std::string_view Uvicorn = "server: uvicorn\r\n";
inline constexpr Duration UvicornIdle = std::chrono::seconds(5);
inline constexpr Refusal StarletteNotFound{404, R"({"detail":"Not Found"})"};
inline constexpr Refusal StarletteWrongMethod{405, R"({"detail":"Method Not Allowed"})"};
inline constexpr Refusal UnauthorizedText{401, R"({"error":"Unauthorized"})"};

/// The bodies of vLLM, which others mount or put a proxy before.
[[nodiscard]] std::span<const Endpoint> vllmEndpoints();
[[nodiscard]] const Refusals &vllmRefusals();

} // namespace tokamark::simulator
