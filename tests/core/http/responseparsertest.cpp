#include "http/responseparser.h"

#include <boost/beast/http/error.hpp>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tokamark::http {
namespace {

class Keeper final : public ResponseHandler {
public:
    void headParsed(const ResponseHead &parsed) override { head = parsed; }
    void chunkBegun(std::uint64_t sizeBytes) override { chunks.push_back(sizeBytes); }
    void bodyParsed(std::string_view bytes) override { body.append(bytes); }

    ResponseHead head;
    std::vector<std::uint64_t> chunks;
    std::string body;
};

/// Feeds `bytes` in pieces of `step`, giving back what the parser leaves over, as a connection does.
boost::beast::error_code feed(ResponseParser &parser, std::string_view bytes, std::size_t step)
{
    std::string pending;
    boost::beast::error_code error;
    while (!bytes.empty() && !parser.is_done()) {
        pending.append(bytes.substr(0, step));
        bytes.remove_prefix(std::min(step, bytes.size()));
        pending.erase(0, parser.put(boost::asio::const_buffer(pending.data(), pending.size()), error));
        if (error && error != boost::beast::http::error::need_more)
            return error;
    }
    return {};
}

constexpr std::string_view Chunked = "HTTP/1.1 200 OK\r\nContent-Type: Text/Event-Stream; charset=utf-8\r\n"
                                     "Transfer-Encoding: chunked\r\n\r\n"
                                     "5;name=value\r\nhello\r\n7\r\n, world\r\n0\r\nX-Trailer: 1\r\n\r\n";

TEST(ResponseParser, GivesChunksAndBodyHoweverTheBytesAreSplit)
{
    for (std::size_t step = 1; step <= Chunked.size(); ++step) {
        Keeper keeper;
        ResponseParser parser(keeper);
        EXPECT_FALSE(feed(parser, Chunked, step)) << step;
        EXPECT_TRUE(parser.is_done());
        EXPECT_TRUE(parser.keep_alive());
        EXPECT_EQ(keeper.head.status, 200);
        EXPECT_EQ(keeper.head.contentType, "text/event-stream");
        EXPECT_EQ(keeper.chunks, (std::vector<std::uint64_t>{5, 7, 0}));
        EXPECT_EQ(keeper.body, "hello, world");
    }
}

TEST(ResponseParser, TakesABodyOfGivenLength)
{
    Keeper keeper;
    ResponseParser parser(keeper);
    EXPECT_FALSE(
        feed(parser, "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy", 3));
    EXPECT_TRUE(parser.is_done());
    EXPECT_FALSE(parser.keep_alive());
    EXPECT_EQ(keeper.head.status, 429);
    EXPECT_EQ(keeper.body, "busy");
    EXPECT_TRUE(keeper.chunks.empty());
}

TEST(ResponseParser, ReadsHowLongAConnectionIsKept)
{
    const auto limitIn = [](const std::string &header) {
        Keeper keeper;
        ResponseParser parser(keeper);
        EXPECT_FALSE(feed(parser, "HTTP/1.1 200 OK\r\n" + header + "Content-Length: 0\r\n\r\n", 64));
        return keeper.head.idleLimit;
    };
    EXPECT_EQ(limitIn("Keep-Alive: timeout=5, max=100\r\n"), Duration(std::chrono::seconds(5)));
    EXPECT_EQ(limitIn("keep-alive: max=9, Timeout=75\r\n"), Duration(std::chrono::seconds(75)));
    for (const char *header : {"", "Keep-Alive: max=9\r\n", "Keep-Alive: timeout=soon\r\n", "Keep-Alive: timeout=0\r\n",
                               "Keep-Alive: timeout=99999999999\r\n"})
        EXPECT_EQ(limitIn(header), std::nullopt) << header;
}

TEST(ResponseParser, TakesABodyUpToTheEndOfTheConnection)
{
    Keeper keeper;
    ResponseParser parser(keeper);
    EXPECT_FALSE(feed(parser, "HTTP/1.0 200 OK\r\n\r\nall of it", 4));
    EXPECT_FALSE(parser.is_done());
    boost::beast::error_code error;
    parser.put_eof(error);
    EXPECT_FALSE(error);
    EXPECT_TRUE(parser.is_done());
    EXPECT_EQ(keeper.body, "all of it");
}

TEST(ResponseParser, TellsAnInterimAnswerFromTheRealOne)
{
    Keeper keeper;
    ResponseParser parser(keeper);
    EXPECT_FALSE(feed(parser, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", 100));
    EXPECT_TRUE(parser.is_done());
    EXPECT_TRUE(parser.isInterim());
    EXPECT_EQ(keeper.head.status, 0);
}

TEST(ResponseParser, RefusesWhatIsNotHttp)
{
    for (const std::string_view bytes :
         {std::string_view("SSH-2.0-OpenSSH\r\n\r\n"), std::string_view("HTTP/2 200\r\n\r\n"),
          std::string_view("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
          std::string_view("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")}) {
        Keeper keeper;
        ResponseParser parser(keeper);
        EXPECT_TRUE(feed(parser, bytes, 7)) << bytes;
    }
}

TEST(ResponseParser, RefusesAHeadWithoutEnd)
{
    Keeper keeper;
    ResponseParser parser(keeper);
    EXPECT_TRUE(feed(parser, "HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x'), 5000));
}

} // namespace
} // namespace tokamark::http
