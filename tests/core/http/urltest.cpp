#include "http/barehost.h"
#include "http/url.h"

#include <gtest/gtest.h>

namespace tokamark::http {
namespace {

struct GoodUrl {
    const char *typed;
    Url url;
    const char *text;
    const char *hostHeader;
};

TEST(Url, SplitsWhatPeopleType)
{
    const GoodUrl cases[] = {
        {"localhost:8000", {false, "localhost", 8000, ""}, "http://localhost:8000", "localhost:8000"},
        {"http://gpu-1", {false, "gpu-1", 80, ""}, "http://gpu-1", "gpu-1"},
        {" HTTPS://API.Example.com/ ",
         {true, "api.example.com", 443, ""},
         "https://api.example.com",
         "api.example.com"},
        {"https://api.example.com:8443/openai/v1/",
         {true, "api.example.com", 8443, "/openai"},
         "https://api.example.com:8443/openai",
         "api.example.com:8443"},
        {"http://h/v1", {false, "h", 80, ""}, "http://h", "h"},
        {"http://h:8000/v1/chat/completions", {false, "h", 8000, ""}, "http://h:8000", "h:8000"},
        {"http://h/openai/v1/completions/", {false, "h", 80, "/openai"}, "http://h/openai", "h"},
        {"http://h:11434/api/chat", {false, "h", 11434, ""}, "http://h:11434", "h:11434"},
        {"http://h/gw/v2/models/ensemble/generate_stream", {false, "h", 80, "/gw"}, "http://h/gw", "h"},
        {"http://h:3000/generate", {false, "h", 3000, ""}, "http://h:3000", "h:3000"},
        {"http://h:8000/docs/", {false, "h", 8000, ""}, "http://h:8000", "h:8000"},
        {"http://h:8000/v1/models", {false, "h", 8000, ""}, "http://h:8000", "h:8000"},
        {"http://h/chat", {false, "h", 80, "/chat"}, "http://h/chat", "h"},
        {"http://h/v1beta", {false, "h", 80, "/v1beta"}, "http://h/v1beta", "h"},
        {"http://h/a//", {false, "h", 80, "/a"}, "http://h/a", "h"},
        {"http://[::1]:8000/v1", {false, "::1", 8000, ""}, "http://[::1]:8000", "[::1]:8000"},
        {"[2001:DB8::1]", {false, "2001:db8::1", 80, ""}, "http://[2001:db8::1]", "[2001:db8::1]"},
        {"http://[fe80::1%eth0]", {false, "fe80::1%eth0", 80, ""}, "http://[fe80::1%eth0]", "[fe80::1]"},
        {"http://h:443", {false, "h", 443, ""}, "http://h:443", "h:443"},
        {"127.0.0.1", {false, "127.0.0.1", 80, ""}, "http://127.0.0.1", "127.0.0.1"},
    };
    for (const GoodUrl &expected : cases) {
        const Expected<Url> url = parseUrl(expected.typed);
        ASSERT_TRUE(url) << expected.typed << ": " << url.error().cause;
        EXPECT_EQ(*url, expected.url) << expected.typed;
        EXPECT_EQ(url->text(), expected.text);
        EXPECT_EQ(url->hostHeader(), expected.hostHeader);
        EXPECT_EQ(parseUrl(url->text()), url) << "text() does not come back";
    }
}

TEST(Url, KeepsThePathOfAPage)
{
    const auto page = parsePageUrl("http://gpus:9400/node/metrics/");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->text(), "http://gpus:9400/node/metrics/") << "/metrics may be a redirection, which is not followed";
    EXPECT_EQ(parsePageUrl("http://gpus:9400/"), parsePageUrl("http://gpus:9400"));
    EXPECT_EQ(parseUrl("http://gpus:9400/node/metrics")->text(), "http://gpus:9400/node");
    EXPECT_FALSE(parsePageUrl("ftp://gpus/metrics"));
}

TEST(Url, KnowsAHostAlone)
{
    for (const char *typed : {"localhost", " gpu-1 ", "127.0.0.1", "[::1]"})
        EXPECT_TRUE(isBareHost(typed)) << typed;
    for (const char *typed : {"localhost:80", "http://localhost", "localhost/", "[::1]:8000", "", "a b"})
        EXPECT_FALSE(isBareHost(typed)) << typed;
}

TEST(Url, RefusesEverythingElse)
{
    for (const char *typed : {"", " ", "http://", "ftp://h", "http://user:pass@h", "http://h?x=1", "http://h#part",
                              "http://h:0", "http://h:65536", "http://h:80a", "http://h:", "http://h o", "http://[::1",
                              "http://[::1]x", "http://ex\xc3\xa4mple", "::1", "http://a:b:c", "http://h\r\nX: y"}) {
        const Expected<Url> url = parseUrl(typed);
        ASSERT_FALSE(url) << typed;
        EXPECT_EQ(url.error().code, ErrorCode::BadUrl);
        EXPECT_FALSE(url.error().cause.empty());
    }
}

TEST(Url, SaysWhatWasTypedButNoSecretOfIt)
{
    struct Typed {
        const char *url;
        const char *shown;
    };
    for (const Typed &typed : {
             Typed{"ftp://h/a", "ftp://h/a"},
             Typed{"http://h:80a/a", "http://h:80a/a"},
             Typed{"http://user:secret@h:8000/a", "http://...@h:8000/a"},
             Typed{"user:secret@h", "...@h"},
             Typed{"http://user:se/cr@et@h", "http://...@h"},
             Typed{"http://user:se?cret@h", "http://..."},
             Typed{"http://h/a?key=secret", "http://h/a?..."},
             Typed{"http://user:secret@h?key=secret", "http://...@h?..."},
             Typed{"http://h?key=se@cret", "http://..."},
         }) {
        const Expected<Url> url = parseUrl(typed.url);
        ASSERT_FALSE(url) << typed.url;
        EXPECT_EQ(url.error().detail, typed.shown);
    }
}

} // namespace
} // namespace tokamark::http
