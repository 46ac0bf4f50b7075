#include "fuzz/streamproperty.h"

#include "core/protocol/streamreading.h"
#include "protocol/eventframer.h"
#include "profiles/protocolchoice.h"

#include <algorithm>
#include <random>
#include <string_view>

namespace tokamark::fuzz {

namespace {

using namespace protocol;

std::vector<std::size_t> cutsFor(std::uint8_t choice, std::size_t size)
{
    std::mt19937 random(choice);
    std::vector<std::size_t> cuts(std::min<std::size_t>(size, choice & 0x0fu));
    for (std::size_t &cut : cuts)
        cut = random() % (size + 1);
    std::ranges::sort(cuts);
    return cuts;
}

std::string firstDifference(const std::vector<std::string> &whole, const std::vector<std::string> &pieces)
{
    if (whole == pieces)
        return {};
    const auto [left, right] = std::ranges::mismatch(whole, pieces);
    return "whole: " + (left == whole.end() ? std::string("(end)") : *left)
        + "; in pieces: " + (right == pieces.end() ? std::string("(end)") : *right);
}

} // namespace

std::string differenceBetweenSplits(std::span<const std::uint8_t> input)
{
    if (input.empty())
        return {};
    const std::uint8_t choice = input.front();
    const std::string body(input.begin() + 1, input.end());
    const std::vector<std::size_t> cuts = cutsFor(choice, body.size());
    if ((choice & 0x80u) != 0)
        return firstDifference(testing::frame(body, Framing::Ndjson), testing::frame(body, Framing::Ndjson, cuts));
    static const auto protocol = *profiles::makeProtocol({"openai", plan::Endpoint::Chat, "m", {}});
    std::string difference = firstDifference(testing::read(body, *protocol), testing::read(body, *protocol, cuts));
    if (difference.empty())
        difference
            = firstDifference(testing::read(body, *protocol), testing::read(body, *protocol, testing::everyByte(body)));
    return difference;
}

} // namespace tokamark::fuzz
