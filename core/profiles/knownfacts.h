#pragma once

#include "profiles/backendprofile.h"

#include <nlohmann/json.hpp>

namespace tokamark::profiles {

/// What is known of every server of a kind before one is asked, and goes for this one unless it says otherwise: what
/// `detect` shows beside the server's own words, for people who doubt. An object of texts, numbers and lists of texts;
/// null stands for "never".
[[nodiscard]] nlohmann::ordered_json knownFacts(const BackendProfile &profile);

} // namespace tokamark::profiles
