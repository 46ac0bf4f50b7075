#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace tokamark::session {

/// A child's input that is at its end.
inline constexpr int NoInput = -1;

/// What a child has in place of the three standard streams: descriptors of this process.
struct ChildStreams {
    int input = NoInput;
    int output = -1;
    int errors = -1;
};

/// Starts a program in a process group of its own, so that Ctrl-C in a terminal does not reach it and all that it starts
/// can be ended together. A name without a slash is looked for in PATH. Gives 0, or the system's error number with `child`
/// at -1. Any thread.
[[nodiscard]] int spawnInOwnGroup(const std::vector<std::string> &arguments, const ChildStreams &streams, pid_t &child);

/// The system's words for an error number.
[[nodiscard]] std::string systemText(int number);

} // namespace tokamark::session
