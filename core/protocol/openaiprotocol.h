#pragma once

#include "plan/plan.h"
#include "protocol/openaitraits.h"
#include "protocol/streamprotocol.h"

#include <nlohmann/json.hpp>

namespace tokamark::protocol {

/// The OpenAI-style API, chat or completions, as one kind of server speaks it.
///
/// Immutable after construction; any thread; shared by all workers of a cell. Requests are made by `makeProtocol`.
class OpenAiProtocol final : public StreamProtocol {
public:
    /// `extra` is a JSON object: its members replace ours, and a null member takes ours away.
    OpenAiProtocol(const OpenAiTraits &traits, plan::Endpoint endpoint, std::string model,
                   nlohmann::ordered_json extra);

    [[nodiscard]] std::string path() const override;
    [[nodiscard]] std::string body(const workload::GenerationRequest &request) const override;
    [[nodiscard]] Framing framing() const noexcept override { return Framing::Sse; }
    [[nodiscard]] bool endsAtEof() const noexcept override { return false; }
    [[nodiscard]] bool oneTokenPerEvent() const noexcept override { return m_traits.oneTokenPerEvent; }
    [[nodiscard]] bool exactLength() const noexcept override
    {
        return m_traits.ignoreEos || m_traits.ignoreEosInDebugConfig;
    }
    [[nodiscard]] bool decode(std::string_view payload, DecodeState &state, EventFacts &facts) const override;

private:
    [[nodiscard]] bool isChat() const noexcept { return m_endpoint == plan::Endpoint::Chat; }

    const OpenAiTraits &m_traits; ///< in static storage
    plan::Endpoint m_endpoint;
    nlohmann::ordered_json m_common; ///< the members that are the same in every request
    nlohmann::ordered_json m_extra;
};

} // namespace tokamark::protocol
