#pragma once

#include "protocol/requestbody.h"
#include "protocol/streamprotocol.h"

#include <string>
#include <string_view>
#include <vector>

namespace tokamark::protocol {

/// What one server of a kind adds to what is known of the kind.
struct NativeSettings {
    std::string model;
    std::string name; ///< of the API, as the plan has it
    std::vector<std::string> inputs; ///< names of the values that a request may give; empty: not told
    std::string promptInput = {}; ///< of those, the one for the prompt, where its type told; empty: its name does
    std::string lengthInput = {}; ///< and the one for the length
};

/// A server's own streaming API: what its requests and its events look like. One constant for each, in a file of its
/// own; `natives.h` lists them.
struct NativeDialect {
    std::string_view name; ///< as plans name it; empty: the server's author chose it
    std::string_view path; ///< with {model} and {name} where these belong
    Framing framing = Framing::Sse;
    bool endsAtEof = false;
    bool oneTokenPerEvent = false;
    bool exactLength = false;
    Json (*body)(const workload::GenerationRequest &request, const NativeSettings &settings) = nullptr;
    bool (*decode)(std::string_view payload, DecodeState &state, EventFacts &facts) = nullptr;
};

/// One server's native API.
///
/// Immutable after construction; any thread; shared by all workers of a cell. Made by `profiles::makeProtocol`.
class NativeProtocol final : public StreamProtocol {
public:
    /// `extra` is a JSON object: its members replace ours, and a null member takes ours away.
    NativeProtocol(const NativeDialect &dialect, NativeSettings settings, Json extra);

    [[nodiscard]] std::string path() const override;
    [[nodiscard]] std::string body(const workload::GenerationRequest &request) const override;
    [[nodiscard]] Framing framing() const noexcept override { return m_dialect.framing; }
    [[nodiscard]] bool endsAtEof() const noexcept override { return m_dialect.endsAtEof; }
    [[nodiscard]] bool oneTokenPerEvent() const noexcept override { return m_dialect.oneTokenPerEvent; }
    [[nodiscard]] bool exactLength() const noexcept override { return m_dialect.exactLength; }
    [[nodiscard]] bool decode(std::string_view payload, DecodeState &state, EventFacts &facts) const override;

private:
    const NativeDialect &m_dialect; ///< in static storage
    NativeSettings m_settings;
    Json m_extra;
};

} // namespace tokamark::protocol
