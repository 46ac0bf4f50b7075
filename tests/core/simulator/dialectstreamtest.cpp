#include "dialectstream.h"

#include <regex>

namespace tokamark::simulator {
namespace {

/// Numbers that differ from run to run become `#`.
std::string withoutNumbers(std::string text)
{
    static const std::regex Varying(
        R"re(("(?:created|id|[a-z_0-9]*_(?:ms|per_second|ts|time|latency|duration)|decode_throughput|prefill_finished_time|(?:arrival|first_scheduled|first_token|last_token)_time_ns)": ?"?(?:chatcmpl-|cmpl-)?)[-0-9.]+)re");
    static const std::regex Stamp(R"re("created_at":"[^"]*")re");
    text = std::regex_replace(text, Varying, "$1#");
    return std::regex_replace(text, Stamp, R"("created_at":"#")");
}

TEST_P(DialectStream, HasTheServersBytesInItsPieces)
{
    const StreamCase &wanted = GetParam();
    speak(wanted.dialect);
    const auto response = post(wanted.path, wanted.body);
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(response.bodyEnded);
    std::vector<std::string> pieces;
    for (const std::string &piece : response.pieces)
        pieces.push_back(withoutNumbers(piece));
    EXPECT_EQ(pieces, wanted.pieces);
}

} // namespace
} // namespace tokamark::simulator
