#include "http/requesthead.h"

#include <gtest/gtest.h>

#include <vector>

namespace tokamark::http {
namespace {

using Headers = std::vector<Header>;

TEST(RequestHead, SaysWhatServersNeed)
{
    const std::string head = requestHeadPrefix(parseUrl("http://gpu-1:8000/base").value(), "/v1/completions", {});
    EXPECT_TRUE(head.starts_with("POST /base/v1/completions HTTP/1.1\r\nHost: gpu-1:8000\r\nUser-Agent: Tokamark/"));
    EXPECT_NE(head.find("\r\nAccept: text/event-stream\r\n"), std::string::npos);
    EXPECT_NE(head.find("\r\nContent-Type: application/json\r\n"), std::string::npos);
    EXPECT_NE(head.find("\r\nAccept-Encoding: identity\r\n"), std::string::npos);
    EXPECT_TRUE(head.ends_with("\r\nContent-Length: "));
}

TEST(RequestHead, LetsExtraHeadersReplaceTheUsualOnes)
{
    const Headers extra{{"user-agent", "mine"}, {"X-Team", "blue"}};
    const std::string head = requestHeadPrefix(parseUrl("http://h").value(), "/", extra);
    EXPECT_EQ(head.find("Tokamark"), std::string::npos);
    EXPECT_NE(head.find("\r\nuser-agent: mine\r\n"), std::string::npos);
    EXPECT_NE(head.find("\r\nX-Team: blue\r\n"), std::string::npos);
}

TEST(RequestHead, AcceptsOrdinaryHeaders)
{
    const Headers headers{{"Authorization", "Bearer a-b.c"}, {"X-Empty", ""}, {"X-Text", "a b\tc \xc3\xa4"}};
    EXPECT_TRUE(checkHeaders(headers));
}

TEST(RequestHead, RefusesWhatHttpDoesNotAllowOrWeSendOurselves)
{
    const Header bad[] = {
        {"", "x"},
        {"X Y", "x"},
        {"X:", "x"},
        {"X\r\nY", "x"},
        {"X-A", "a\r\nb"},
        {"X-A", "a\nb"},
        {"X-A", std::string("a\0b", 3)},
        {"Host", "other"},
        {"content-length", "1"},
        {"Transfer-Encoding", "chunked"},
        {"Connection", "close"},
        {"Accept-Encoding", "gzip"},
    };
    for (const Header &header : bad) {
        const Expected<void> allowed = checkHeaders(Headers{header});
        ASSERT_FALSE(allowed) << header.first;
        EXPECT_EQ(allowed.error().code, ErrorCode::BadHeader);
        EXPECT_EQ(allowed.error().detail.find('\n'), std::string::npos);
    }
    const Expected<void> secret = checkHeaders(Headers{{"Authorization", "sk-1\n"}});
    ASSERT_FALSE(secret);
    EXPECT_EQ(secret.error().detail, "Authorization");
    EXPECT_EQ(secret.error().cause.find("sk-1"), std::string::npos);
}

} // namespace
} // namespace tokamark::http
