#include "core/protocol/wirerecording.h"

#include "plan/plannames.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <stdexcept>

namespace tokamark::protocol::testing {

namespace {

/// Each character from U+0000 to U+00FF stands for one byte.
std::string bytesOf(const std::string &text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80)
            bytes += text[i];
        else
            bytes += char(((lead & 0x03u) << 6) | (static_cast<unsigned char>(text.at(++i)) & 0x3fu));
    }
    return bytes;
}

plan::Endpoint endpointOf(const std::string &word)
{
    for (const auto &entry : plan::EndpointNames) {
        if (entry.text == word)
            return entry.value;
    }
    throw std::runtime_error("unknown endpoint " + word);
}

} // namespace

WireRecording WireRecording::byteByByte() const
{
    WireRecording split{label, kind, endpoint, native, {}};
    for (const WireRead &read : reads) {
        for (const char byte : read.bytes)
            split.reads.push_back({read.since, std::string(1, byte)});
    }
    return split;
}

WireRecording loadRecording(const std::string &name)
{
    using nlohmann::json;
    std::ifstream file(TOKAMARK_TEST_DATA "/wire/" + name);
    std::string line;
    if (!std::getline(file, line))
        throw std::runtime_error("no recording " + name);
    const json header = json::parse(line);
    if (header.at("format") != "tokamark-wire-1")
        throw std::runtime_error("unknown form of recording " + name);
    WireRecording recording{
        header.at("label"), header.at("kind"), endpointOf(header.at("endpoint")), header.value("native", ""), {}};
    while (std::getline(file, line)) {
        const json read = json::parse(line);
        const double microseconds = std::round(read.at("ms").get<double>() * 1000);
        recording.reads.push_back(
            {std::chrono::microseconds(std::int64_t(microseconds)), bytesOf(read.at("data").get<std::string>())});
    }
    return recording;
}

} // namespace tokamark::protocol::testing
