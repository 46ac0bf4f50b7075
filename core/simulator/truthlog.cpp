#include "simulator/truthlog.h"

#include <algorithm>
#include <cerrno>
#include <cinttypes>
#include <cstring>

namespace tokamark::simulator {
namespace {

std::int64_t nanoseconds(Instant instant)
{
    return instant.time_since_epoch().count();
}

/// A client chooses its id, so what would break a line of CSV is replaced.
std::string csvSafe(std::string_view text)
{
    std::string out(text.substr(0, 128));
    std::ranges::replace_if(
        out, [](char c) { return c == ',' || c == '"' || static_cast<unsigned char>(c) < 0x20; }, '_');
    return out;
}

} // namespace

Expected<TruthLog> TruthLog::create(const std::string &path)
{
    std::FILE *file = std::fopen(path.c_str(), "we");
    if (file == nullptr)
        return fail(ErrorCode::FileUnwritable, path, std::strerror(errno));
    std::fputs("id,target,client_id,peer_port,received_ns,stamp,first_token_ns,last_token_ns,prompt_tokens,tokens,"
               "outcome\n",
               file);
    return TruthLog(file);
}

void TruthLog::write(const TruthRecord &record)
{
    std::fprintf(m_file.get(), "%" PRIu64 ",%s,%s,%u,%" PRId64 ",%s,%" PRId64 ",%" PRId64 ",%u,%u,%s\n", record.id,
                 std::string(record.target).c_str(), csvSafe(record.clientId).c_str(), unsigned{record.peerPort},
                 nanoseconds(record.received), record.kernelStamp ? "kernel" : "user", nanoseconds(record.firstToken),
                 nanoseconds(record.lastToken), record.promptTokens, record.tokens,
                 std::string(record.outcome).c_str());
}

void TruthLog::flush()
{
    std::fflush(m_file.get());
}

} // namespace tokamark::simulator
