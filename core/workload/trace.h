#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "plan/forecast.h"
#include "plan/plan.h"
#include "plan/traceforecast.h"

#include <cstddef>
#include <cstdint>
#include <istream>
#include <stop_token>
#include <string>
#include <vector>

namespace tokamark::workload {

/// One request of a recorded trace.
struct TraceEntry {
    Duration at{}; ///< after the first one
    std::uint32_t inputTokens = 1;
    std::uint32_t outputTokens = 1;
    /// Names of the blocks of `TraceBlockTokens` tokens that the prompt is made of: prompts that begin with equal names
    /// begin with equal text. Empty: the trace does not say what prompts share.
    std::vector<std::uint64_t> blocks;

    bool operator==(const TraceEntry &) const = default;
};

using Trace = std::vector<TraceEntry>;

/// Tokens in a block of a Mooncake trace.
inline constexpr std::uint32_t TraceBlockTokens = 512;

/// Reads a trace in one of these forms, told apart by the first line:
/// Mooncake: JSONL of {"timestamp" (ms), "input_length", "output_length", "hash_ids"};
/// Azure: CSV with the columns TIMESTAMP (a date and time), ContextTokens and GeneratedTokens;
/// BurstGPT: CSV with the columns Timestamp (seconds), Request tokens and Response tokens.
/// Requests that got no answer when they were recorded are left out. The entries come in the order of their instants.
/// `rows`, where given, is told how many rows either befell. Errors: FileUnreadable; BadDataset with path and line;
/// Interrupted where `stop` came before the end.
[[nodiscard]] Expected<Trace> readTraceFile(const std::string &path, plan::TraceRows *rows = nullptr,
                                            const std::stop_token &stop = {});
/// The same from any stream; `path` is for errors only.
[[nodiscard]] Expected<Trace> readTrace(std::istream &in, const std::string &path, plan::TraceRows *rows = nullptr,
                                        const std::stop_token &stop = {});

/// When its requests are due, played at so many times its speed.
[[nodiscard]] std::vector<Duration> instantsOf(const Trace &trace, double speed);

/// The same of a cell, cut where its plan cuts the trace: after a time, after a number of requests.
[[nodiscard]] std::vector<Duration> playedInstants(const Trace &trace, const plan::Load &load, double speed);
/// The share of the prompt tokens of its first `requests` entries, 0..1, that begin as an earlier one did: what a prefix
/// cache that forgets nothing finds. Zero where the trace names no blocks.
[[nodiscard]] double sharedShareOf(const Trace &trace, std::size_t requests);

/// How many those are and how long they take, before they are played.
[[nodiscard]] plan::TraceExtent extentOf(const Trace &trace, const plan::Load &load, double speed);

} // namespace tokamark::workload
