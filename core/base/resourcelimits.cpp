#include "base/resourcelimits.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <sys/resource.h>

namespace tokamark {
namespace {

/// What may be opened meanwhile beside the connections: database, files, event loops.
constexpr std::uint64_t SpareFiles = 64;

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
    std::ifstream range("/proc/sys/net/ipv4/ip_local_port_range");
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (!(range >> first >> last) || last < first)
        return {};
    const std::uint64_t available = last - first + 1;
    if (connections > available)
        return fail(ErrorCode::TooFewPorts,
                    std::to_string(connections) + " needed, " + std::to_string(available) + " in the range "
                        + std::to_string(first) + "-" + std::to_string(last));
    return {};
}

void surviveFileSizeLimit() noexcept
{
    std::signal(SIGXFSZ, SIG_IGN);
}

} // namespace tokamark
