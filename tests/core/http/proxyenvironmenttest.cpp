#include "http/proxyenvironment.h"

#include <gtest/gtest.h>

#include <map>

namespace tokamark::http {
namespace {

using Variables = std::map<std::string, std::string>;

Expected<void> check(const char *url, const Variables &variables)
{
    return checkProxyEnvironment(parseUrl(url).value(), [&](const char *name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::string() : found->second;
    });
}

TEST(ProxyEnvironment, AllowsEverythingWithoutProxies)
{
    EXPECT_TRUE(check("http://gpu-1:8000", {}));
    EXPECT_TRUE(check("http://gpu-1:8000", {{"http_proxy", ""}}));
}

TEST(ProxyEnvironment, RefusesWhatWouldGoThroughAProxyAndNamesTheVariable)
{
    const std::pair<const char *, const char *> cases[] = {
        {"http://gpu-1", "http_proxy"}, {"https://gpu-1", "https_proxy"}, {"https://gpu-1", "HTTPS_PROXY"},
        {"http://gpu-1", "all_proxy"},  {"https://gpu-1", "ALL_PROXY"},
    };
    for (const auto &[url, variable] : cases) {
        const Expected<void> allowed = check(url, {{variable, "http://user:secret@proxy:3128"}});
        ASSERT_FALSE(allowed) << variable;
        EXPECT_EQ(allowed.error().code, ErrorCode::UnsupportedProxy);
        EXPECT_EQ(allowed.error().detail, variable);
        EXPECT_EQ(allowed.error().cause.find("secret"), std::string::npos);
    }
}

TEST(ProxyEnvironment, LooksAtTheSchemesOwnVariables)
{
    EXPECT_TRUE(check("http://gpu-1", {{"https_proxy", "p"}}));
    EXPECT_TRUE(check("https://gpu-1", {{"http_proxy", "p"}}));
    EXPECT_TRUE(check("http://gpu-1", {{"HTTP_PROXY", "p"}}));
}

TEST(ProxyEnvironment, ExemptsLoopback)
{
    for (const char *url : {"http://localhost:1", "http://127.0.0.1", "http://127.1.2.3", "http://[::1]:80"})
        EXPECT_TRUE(check(url, {{"http_proxy", "p"}})) << url;
}

TEST(ProxyEnvironment, HeedsNoProxy)
{
    const std::pair<const char *, bool> cases[] = {
        {"*", true},
        {"gpu-1.lab", true},
        {"other, GPU-1.LAB ,third", true},
        {"lab", true},
        {".lab", true},
        {"*.lab", true},
        {"gpu-1.lab:8000", true},
        {"gpu-1.lab:9000", false},
        {"pu-1.lab", false},
        {"ab", false},
        {",,", false},
        {"gpu-1", false},
    };
    for (const auto &[list, allowed] : cases) {
        EXPECT_EQ(check("http://gpu-1.lab:8000", {{"http_proxy", "p"}, {"no_proxy", list}}).has_value(), allowed)
            << list;
        EXPECT_EQ(check("http://gpu-1.lab:8000", {{"http_proxy", "p"}, {"NO_PROXY", list}}).has_value(), allowed)
            << list;
    }
    EXPECT_TRUE(check("http://[2001:db8::1]:8000", {{"http_proxy", "p"}, {"no_proxy", "2001:db8::1"}}));
    EXPECT_TRUE(check("http://[2001:db8::1]:8000", {{"http_proxy", "p"}, {"no_proxy", "[2001:db8::1]:8000"}}));
}

} // namespace
} // namespace tokamark::http
