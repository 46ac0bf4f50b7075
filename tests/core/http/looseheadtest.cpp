#include "http/loosehead.h"

#include <gtest/gtest.h>

namespace tokamark::http {
namespace {

using Form = LooseHead::Form;

TEST(LooseHead, LeavesAStrictHeadAsItCame)
{
    for (const char *bytes :
         {"HTTP/1.1 200 OK\r\n", "HTTP/1.0 200 \r\nA: b\r\n", "HTTP/1.1 404 Not Found\r\n\r\nbody\n",
          "SSH-2.0-OpenSSH\r\n", "\r\nHTTP/1.1 200\r\n", "HTTP/2 200\r\n"}) {
        const LooseHead head = readLooseHead(bytes);
        EXPECT_EQ(head.form, Form::Strict) << bytes;
        EXPECT_TRUE(head.mended.empty());
    }
}

TEST(LooseHead, MendsAStatusWithoutTheBlankBehindIt)
{
    const LooseHead head = readLooseHead("HTTP/1.1 200\r\nA: b\r\n\r\nbody");
    EXPECT_EQ(head.form, Form::Loose);
    EXPECT_EQ(head.mended, "HTTP/1.1 200 \r\nA: b\r\n\r\n");
    EXPECT_EQ(head.size, 22u);
}

TEST(LooseHead, MendsLinesThatEndInALineFeedAlone)
{
    const LooseHead head = readLooseHead("HTTP/1.1 200 OK\nA: b\nC: d\r\n\nbody\n\n");
    EXPECT_EQ(head.form, Form::Loose);
    EXPECT_EQ(head.mended, "HTTP/1.1 200 OK\r\nA: b\r\nC: d\r\n\r\n");
    EXPECT_EQ(readLooseHead("HTTP/1.1 200\n\n").mended, "HTTP/1.1 200 \r\n\r\n");
}

TEST(LooseHead, WaitsForWhatItHasToSee)
{
    for (const char *bytes : {"H", "HTTP/1.1 20", "HTTP/1.1 200", "HTTP/1.1 200\r", "HTTP/1.1 200 OK",
                              "HTTP/1.1 200\r\n", "HTTP/1.1 200 OK\nA: b\n"})
        EXPECT_EQ(readLooseHead(bytes).form, Form::Unfinished) << bytes;
    EXPECT_EQ(readLooseHead("HTTP/1.1 200 " + std::string(100'000, 'x')).form, Form::Strict) << "and not for ever";
}

} // namespace
} // namespace tokamark::http
