#pragma once

#include "backends/portsearch.h"
#include "base/error.h"
#include "cli/console.h"
#include "plan/plan.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tokamark::cli {

/// Where a server may be on a host that was named without a port.
[[nodiscard]] std::vector<std::uint16_t> portsToTry();

/// The one server among those that answered: known, or at least one that asks for a key. Errors: ConnectRefused where
/// there is none, BadUsage where there are several, which the cause then names.
[[nodiscard]] Expected<http::Url> oneServer(const std::string &host, std::span<const backends::FoundServer> found);

/// What a simulated target plays, as its URL says: PRESET or PRESET@DIALECT.
[[nodiscard]] std::string simulatedName(const plan::Target &target);

/// Asks the servers of a plan that says of what kind they are or what they serve, and says on the console what does not
/// fit. Waits for their answers.
void sayMisfits(const plan::Plan &plan, const Console &console);

/// Completes a target that was given by its URL alone: looks for the port where the host has none, and asks the server
/// of what kind it is, or its name if it is simulated. Says on the console what was found, or, if `kindGiven`, what does not
/// fit. A server that does not tell leaves the target as it is, for the run has better words for that. Errors: those of
/// `oneServer`.
[[nodiscard]] Expected<void> completeTarget(plan::Target &target, bool kindGiven, const Console &console);

} // namespace tokamark::cli
