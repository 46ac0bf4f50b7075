#include "session/metricsplaces.h"

#include <gtest/gtest.h>

namespace tokamark::session {
namespace {

monitor::MonitorSpec placesOf(const std::string &url, std::string_view kind, const plan::Target &target = {})
{
    load::Endpoint endpoint;
    endpoint.url = http::parseUrl(url).value();
    return metricsPlaces(target, endpoint, kind).value();
}

std::string pageOf(const std::string &url, std::string_view kind)
{
    const monitor::MonitorSpec spec = placesOf(url, kind);
    return spec.servers.size() == 1 ? spec.servers.front().text() : "";
}

TEST(MetricsPlaces, AreThoseOfTheKind)
{
    EXPECT_EQ(pageOf("http://h:8000", "vllm"), "http://h:8000/metrics");
    EXPECT_EQ(pageOf("http://h:8000/proxy/base", "vllm"), "http://h:8000/proxy/base/metrics");
    EXPECT_EQ(pageOf("http://h:8000", "trtllm-serve"), "http://h:8000/prometheus/metrics")
        << "its /metrics empties a queue that others read";
    EXPECT_EQ(pageOf("http://h:8000/prefix", "triton"), "http://h:8002/metrics") << "a port of its own";
    EXPECT_EQ(pageOf("http://h:9000/prefix", "triton-openai"), "http://h:9000/prefix/metrics")
        << "its front end has them on its own";
    EXPECT_EQ(pageOf("http://h:11434", "ollama"), "") << "it has none";
    EXPECT_EQ(pageOf("http://h:1", "openai"), "") << "nobody knows what it is";
    EXPECT_EQ(pageOf("http://h:1", "no-such-kind"), "");
}

TEST(MetricsPlaces, SpareAServerThatWouldHaveToWorkForThem)
{
    EXPECT_TRUE(placesOf("http://h:8000", "mlc-llm").onlyAtEnds);
    EXPECT_FALSE(placesOf("http://h:8000", "vllm").onlyAtEnds);
}

TEST(MetricsPlaces, AreRefusedWhereTheyCannotBeAsked)
{
    load::Endpoint endpoint;
    endpoint.url = http::parseUrl("http://h:8000").value();
    plan::Target target;
    target.metricsUrls = {"http://h:8001/metrics", "http://...@h:8002/metrics?..."};
    const auto places = metricsPlaces(target, endpoint, "vllm");
    ASSERT_FALSE(places) << "one of two is not left out without a word";
    EXPECT_EQ(places.error().code, ErrorCode::BadUrl);
    target.metricsUrls.clear();
    target.gpuMetricsUrl = "http://h:9400/metrics?...";
    EXPECT_FALSE(metricsPlaces(target, endpoint, "vllm"));
}

TEST(MetricsPlaces, GetTheKeyOnTheHostOfTheRequestsOnly)
{
    plan::Target target;
    target.metricsUrls = {"http://h:8002/metrics", "http://other:8000/metrics", "https://h/metrics"};
    const monitor::MonitorSpec plain = placesOf("http://h:8000", "vllm", target);
    ASSERT_EQ(plain.servers.size(), 3u);
    EXPECT_TRUE(plain.getsHeaders(plain.servers[0])) << "another port of it";
    EXPECT_FALSE(plain.getsHeaders(plain.servers[1]));
    EXPECT_TRUE(plain.getsHeaders(plain.servers[2]));
    const monitor::MonitorSpec secure = placesOf("https://h", "vllm", target);
    EXPECT_FALSE(secure.getsHeaders(secure.servers[0])) << "readable on its way";
    EXPECT_TRUE(secure.getsHeaders(secure.servers[2]));
}

TEST(MetricsPlaces, GetAKeyOfTheirOwnWhereThePlanSaysSo)
{
    load::Endpoint endpoint;
    endpoint.url = http::parseUrl("http://h:8000").value();
    endpoint.headers = {{"Authorization", "Bearer of-the-target"}};
    plan::Target target;
    target.metricsUrls = {"env:KEY@http://other:8000/metrics", "http://third:8000/metrics", "http://h:8000/metrics"};
    const auto spec = metricsPlaces(target, endpoint, "vllm", {"of-the-page", "", ""});
    ASSERT_TRUE(spec);
    ASSERT_EQ(spec->servers.size(), 3u);
    EXPECT_EQ(spec->servers[0].text(), "http://other:8000/metrics");
    const decltype(endpoint.headers) own = {{"Authorization", "Bearer of-the-page"}};
    EXPECT_EQ(spec->headersOf(0), own);
    EXPECT_TRUE(spec->headersOf(1).empty());
    EXPECT_EQ(spec->headersOf(2), endpoint.headers);
}

TEST(MetricsPlaces, HaveTheGpusOfThisHostForAServerHere)
{
    EXPECT_TRUE(placesOf("http://127.0.0.1:8000", "ollama").localGpus);
    EXPECT_TRUE(placesOf("http://localhost:8000", "vllm").localGpus);
    EXPECT_TRUE(placesOf("http://[::1]:8000", "vllm").localGpus);
    EXPECT_FALSE(placesOf("http://10.0.0.1:8000", "vllm").localGpus);
    plan::Target target;
    target.url = "sim:somebody";
    const monitor::MonitorSpec simulated = placesOf("http://127.0.0.1:8000/p", "vllm", target);
    EXPECT_FALSE(simulated.localGpus) << "a simulated server uses none";
    ASSERT_TRUE(simulated.gpuExporter);
    EXPECT_EQ(simulated.gpuExporter->text(), "http://127.0.0.1:8000/p/dcgm/metrics") << "but one that is modelled";
    target.url = "http://127.0.0.1:8000";
    target.gpuMetricsUrl = "http://gpu-host:9400/metrics";
    EXPECT_FALSE(placesOf("http://127.0.0.1:8000", "vllm", target).localGpus) << "a forwarded port, for one";
}

} // namespace
} // namespace tokamark::session
