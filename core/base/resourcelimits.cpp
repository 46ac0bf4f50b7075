#include "base/resourcelimits.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <sys/resource.h>

namespace tokamark {
namespace {

/// What may be opened meanwhile beside the connections: database, files, event loops.
constexpr std::uint64_t SpareFiles = 64;

/// Where the range of ports cannot be read.
constexpr std::uint64_t MostWithoutPorts = 28'000;

struct PortRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    [[nodiscard]] std::uint64_t count() const noexcept { return last - first + 1; }
};

/// What the system gives to connections that ask for no port of their own; empty: not known.
std::optional<PortRange> localPorts()
{
    std::ifstream file("/proc/sys/net/ipv4/ip_local_port_range");
    PortRange range;
    if (!(file >> range.first >> range.last) || range.last < range.first)
        return std::nullopt;
    return range;
}

std::uint64_t filesOpenNow()
{
    std::error_code error;
    const std::filesystem::directory_iterator files("/proc/self/fd", error);
    return error ? 0 : static_cast<std::uint64_t>(std::distance(begin(files), end(files)));
}

} // namespace

Expected<void> ensureOpenFiles(std::uint64_t needed)
{
    needed += filesOpenNow() + SpareFiles;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return fail(ErrorCode::TooFewFiles, "RLIMIT_NOFILE", std::strerror(errno));
    if (limit.rlim_cur >= needed)
        return {};
    if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max < needed)
        return fail(ErrorCode::TooFewFiles,
                    std::to_string(needed) + " needed, hard limit " + std::to_string(limit.rlim_max));
    limit.rlim_cur = needed;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
        return fail(ErrorCode::TooFewFiles, std::to_string(needed) + " needed", std::strerror(errno));
    return {};
}

Expected<void> checkLocalPorts(std::uint64_t connections)
{
    // Where the range cannot be read there is nothing to hold the number against; the connections will tell.
    const auto range = localPorts();
    if (range && connections > range->count())
        return fail(ErrorCode::TooFewPorts,
                    std::to_string(connections) + " needed, " + std::to_string(range->count()) + " in the range "
                        + std::to_string(range->first) + "-" + std::to_string(range->last));
    return {};
}

std::uint64_t mostConnections()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    const std::uint64_t ports = localPorts() ? localPorts()->count() : MostWithoutPorts;
    const std::uint64_t taken = filesOpenNow() + SpareFiles;
    const std::uint64_t wanted
        = limit.rlim_max == RLIM_INFINITY ? ports + taken : std::min(limit.rlim_max, ports + taken);
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = wanted;
        if (::setrlimit(RLIMIT_NOFILE, &limit) != 0 && ::getrlimit(RLIMIT_NOFILE, &limit) != 0)
            return 0;
    }
    const std::uint64_t files = limit.rlim_cur > taken ? limit.rlim_cur - taken : 0;
    return std::min(files, ports);
}

void surviveFileSizeLimit() noexcept
{
    std::signal(SIGXFSZ, SIG_IGN);
}

} // namespace tokamark
