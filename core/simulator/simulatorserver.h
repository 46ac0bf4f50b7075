#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "simulator/quirks.h"
#include "simulator/servedtarget.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::simulator {

/// What one simulated server process serves, and how.
struct ServerOptions {
    /// PRESET or PRESET@DIALECT, each under the base path of that name; the first one at the root, too.
    std::vector<std::string> presets = {};
    std::uint16_t port = 0; ///< 0: any free one
    std::optional<std::uint16_t> metricsPort
        = {}; ///< for servers whose metrics have a port of their own; else one has all
    std::string truthLogPath = {}; ///< empty: none
    Quirks quirks = {};
    std::optional<Duration> ttft = {}; ///< of presets with a fixed pace
    std::optional<Duration> tpot = {};
    std::optional<double> noise = {}; ///< in place of the presets' own
    std::uint64_t seed = 0;
    LimitChanges limits = {};
    Duration coldStart = {}; ///< the first request to a target waits that long for the model
    std::string apiKey = {}; ///< asked for where the dialect asks; empty: nowhere
    std::optional<std::string> cloudToken = {}; ///< plays BentoCloud, which asks for this token

    bool prefixCache = false; ///< keeps the beginnings of prompts

    bool operator==(const ServerOptions &) const = default;
};

/// A real HTTP/1.1 server on 127.0.0.1 that plays serving backends. Has one thread of its own from `start` until its
/// destruction, which closes every connection. Any thread may call it.
class SimulatorServer {
public:
    /// Errors: BadUsage (unknown or doubled preset, unknown dialect, pace for a preset without one, a
    /// KV cache for one without, a port of metrics where none has one), FileUnwritable (truth log),
    /// ConnectRefused (port taken).
    [[nodiscard]] static Expected<std::unique_ptr<SimulatorServer>> start(ServerOptions options);
    ~SimulatorServer();
    SimulatorServer(const SimulatorServer &) = delete;
    SimulatorServer &operator=(const SimulatorServer &) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept;
    /// Empty: the metrics are at `port`.
    [[nodiscard]] std::optional<std::uint16_t> metricsPort() const noexcept;
    /// http://127.0.0.1:PORT
    [[nodiscard]] std::string url() const;
    /// http://127.0.0.1:PORT/PRESET
    [[nodiscard]] std::string url(std::string_view preset) const;

private:
    class Impl;
    explicit SimulatorServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace tokamark::simulator
