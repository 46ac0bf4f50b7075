#pragma once

#include <cstdint>
#include <string>

namespace tokamark::plan {

/// What sets the pace of the requests. Append only: the numbers are stored in databases.
enum class LoadKind : std::uint8_t {
    Closed, ///< users, each of whom waits for its answer before it asks again
    Open, ///< requests come at a rate, whether or not earlier ones have been answered
    Trace, ///< requests come when a recorded trace says
};

/// One load of a plan: so many users, so many requests per second, or a trace at so many times its speed.
/// Everything that names, draws or stores a load asks this for its number and its words.
struct Level {
    LoadKind kind = LoadKind::Closed;
    double value = 1; ///< users, requests per second (infinite: all at once), or times the speed of the trace

    /// The users of a closed loop; 0 for the other kinds, which have none.
    [[nodiscard]] std::uint32_t users() const noexcept;

    auto operator<=>(const Level &) const = default;
};

/// The number alone, in the C locale and as short as it can be exact: "50", "2.5", "inf".
[[nodiscard]] std::string numberText(const Level &level);
/// For tables, messages and files in English: "1 user", "50 users", "2.5 req/s", "trace x2".
[[nodiscard]] std::string text(const Level &level);
/// The part of a file's name: "concurrency50", "2.5qps", "trace2x".
[[nodiscard]] std::string fileNamePart(const Level &level);
/// What the number counts, as the column of a table is headed: "users", "asked req/s", "speed".
[[nodiscard]] const char *unitName(LoadKind kind) noexcept;
/// The word of a kind in plans, files and scripts: "closed", "open", "trace".
[[nodiscard]] const char *name(LoadKind kind) noexcept;

} // namespace tokamark::plan
