#include "bench/parserbench.h"

#include "http/responseparser.h"
#include "load/streamreader.h"
#include "profiles/protocolchoice.h"

#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::bench {
namespace {

constexpr std::size_t EventBytes = 230;
/// A tenth of what the kernel's own path of a token costs.
constexpr double MostEventUs = 0.5;

std::string chunked(const std::string &text)
{
    std::array<char, 16> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", text.size());
    return size.data() + text + "\r\n";
}

std::string tokenEvent()
{
    const std::string head = R"(data: {"id":"chatcmpl-)";
    const std::string rest = R"(","object":"chat.completion.chunk","created":1,"model":"truth","choices":)"
                             R"([{"index":0,"delta":{"content":" word"},"logprobs":null,"finish_reason":null}]})"
                             "\n\n";
    return chunked(head + std::string(EventBytes - head.size() - rest.size(), '0') + rest);
}

/// Hands the body from the parser of HTTP to the reader of the stream, as a connection and its user do.
class Pipe final : public http::ResponseHandler {
public:
    explicit Pipe(const protocol::StreamProtocol &protocol)
        : m_reader(protocol)
        , m_parser(*this)
    {
        m_reader.start(m_record);
        m_reader.answerBegun(m_stamp.at);
        feed("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    void feed(const std::string &bytes)
    {
        m_stamp.at += std::chrono::milliseconds(20);
        ++m_stamp.read;
        m_unread.append(bytes);
        std::string_view rest = m_unread;
        boost::beast::error_code error;
        while (!rest.empty() && !error)
            rest.remove_prefix(m_parser.put(boost::asio::const_buffer(rest.data(), rest.size()), error));
        m_unread.erase(0, m_unread.size() - rest.size());
    }

    [[nodiscard]] std::uint64_t tokens() const { return m_reader.tokensSoFar(); }

private:
    void headParsed(const http::ResponseHead &) override { }
    void chunkBegun(std::uint64_t) override { }
    void bodyParsed(std::string_view bytes) override { (void)m_reader.read(bytes, m_stamp); }

    http::ReadStamp m_stamp{Instant(std::chrono::seconds(1)), 0, true};
    metrics::RequestRecord m_record;
    load::StreamReader m_reader;
    http::ResponseParser m_parser;
    std::string m_unread; ///< the parser wants to see the end of a chunk again, with the next one
};

std::shared_ptr<const protocol::StreamProtocol> chatProtocol()
{
    auto made = profiles::makeProtocol({});
    if (!made)
        throw std::runtime_error(made.error().detail);
    return *made;
}

void tokenThroughParser(benchmark::State &state)
{
    const auto protocol = chatProtocol();
    const std::string event = tokenEvent();
    constexpr std::uint64_t TokensPerAnswer = 1000;
    std::uint64_t tokens = 0;
    auto pipe = std::make_unique<Pipe>(*protocol);
    for ([[maybe_unused]] auto turn : state) {
        if (pipe->tokens() == TokensPerAnswer) {
            tokens += TokensPerAnswer;
            pipe = std::make_unique<Pipe>(*protocol);
        }
        pipe->feed(event);
    }
    tokens += pipe->tokens();
    if (tokens != static_cast<std::uint64_t>(state.iterations()))
        state.SkipWithError("tokens were lost");
}

/// No parser can do with less than to look at every byte once.
void everyByteOnce(benchmark::State &state)
{
    const std::string event = tokenEvent();
    std::vector<char> copy(event.size());
    for ([[maybe_unused]] auto turn : state) {
        std::memcpy(copy.data(), event.data(), event.size());
        benchmark::DoNotOptimize(std::memchr(copy.data(), 0, copy.size()));
        benchmark::ClobberMemory();
    }
}

/// Keeps the figures of Google Benchmark instead of printing them.
class Figures final : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context &) override { return true; }
    void ReportRuns(const std::vector<Run> &runs) override
    {
        for (const Run &run : runs) {
            if (run.error_occurred)
                throw std::runtime_error(run.benchmark_name() + ": " + run.error_message);
            m_eventUs.push_back(run.GetAdjustedCPUTime());
        }
    }

    [[nodiscard]] double eventUs(std::size_t place) const { return m_eventUs.at(place); }

private:
    std::vector<double> m_eventUs;
};

} // namespace

void benchParser(BenchTable &table)
{
    benchmark::RegisterBenchmark("token", tokenThroughParser)->Unit(benchmark::kMicrosecond);
    benchmark::RegisterBenchmark("bytes", everyByteOnce)->Unit(benchmark::kMicrosecond);
    Figures figures;
    benchmark::RunSpecifiedBenchmarks(&figures);
    const double tokenUs = figures.eventUs(0);
    table.add({"parser", "one event of 230 bytes", tokenUs, "us", {}, MostEventUs, "HTTP, framing, JSON, record"});
    table.add({"parser", "throughput", static_cast<double>(tokenEvent().size()) / tokenUs, "MB/s", {}, {}, ""});
    table.add({"parser", "looking at each byte once", figures.eventUs(1), "us", {}, {}, "no parser can be quicker"});
}

} // namespace tokamark::bench
