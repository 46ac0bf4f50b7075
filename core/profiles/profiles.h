#pragma once

#include "profiles/backendprofile.h"

#include <optional>
#include <span>
#include <string_view>

namespace tokamark::profiles {

/// Every kind of server that the program knows, in the order in which lists show them.
[[nodiscard]] std::span<const BackendProfile *const> allProfiles() noexcept;

/// The profile of a kind; null for a name that is none.
[[nodiscard]] const BackendProfile *findProfile(std::string_view kind) noexcept;

/// The most requests that this server works on at a time, as far as it told; empty: not known.
[[nodiscard]] std::optional<std::uint32_t> parallelismOf(const Detection &detection) noexcept;

} // namespace tokamark::profiles
