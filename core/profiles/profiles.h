#pragma once

#include "plan/plan.h"
#include "profiles/backendprofile.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tokamark::profiles {

/// Every kind of server that the program knows, in the order in which lists show them.
[[nodiscard]] std::span<const BackendProfile *const> allProfiles() noexcept;

/// The profile of a kind; null for a name that is none.
[[nodiscard]] const BackendProfile *findProfile(std::string_view kind) noexcept;

/// The ports at which the known servers listen as they are delivered, each once, the commonest first.
[[nodiscard]] std::vector<std::uint16_t> usualPorts();

/// The path that answers 200 when a server of that kind takes requests; of a kind that is not known, the list of models.
[[nodiscard]] std::string_view readinessPath(std::string_view kind) noexcept;

/// How long a connection to a server of that kind may be idle before the server closes it; zero: it never does.
[[nodiscard]] Duration idleLimit(std::string_view kind, plan::Endpoint endpoint) noexcept;

/// The most requests that a server works on at a time.
struct Parallelism {
    std::uint32_t requests = 0;
    bool told = false; ///< by the server itself; else what servers of its kind have as they are delivered

    bool operator==(const Parallelism &) const = default;
};

/// Empty: not known, or no small number.
[[nodiscard]] std::optional<Parallelism> parallelismOf(const Detection &detection) noexcept;

} // namespace tokamark::profiles
