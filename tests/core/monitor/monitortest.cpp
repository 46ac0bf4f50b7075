#include "monitor/monitor.h"

#include "support/scriptedserver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

namespace tokamark::monitor {
namespace {

using namespace std::chrono_literals;
using profiles::Meaning;
using profiles::MetricName;
using profiles::SeriesForm;
using support::Script;
using support::ScriptedServer;
using testing::HasSubstr;

constexpr std::array Names{
    MetricName{Meaning::Running, SeriesForm::Gauge, "x:running"},
    MetricName{Meaning::OutputTokens, SeriesForm::Counter, "x:output_total"},
};

Script page(const std::string &status, const std::string &body)
{
    return {support::awaitRequest(), support::send(support::plainAnswer(status, body))};
}

http::Url metricsOf(const ScriptedServer &server)
{
    http::Url url = server.url();
    url.basePath = "/metrics";
    return url;
}

/// Rounds come in quick succession, and nothing depends on how many there are.
MonitorSpec specOf(std::vector<http::Url> servers)
{
    MonitorSpec spec;
    if (!servers.empty())
        spec.home = servers.front();
    spec.servers = std::move(servers);
    spec.names = Names;
    spec.interval = 5ms;
    spec.settling = 1ms;
    return spec;
}

TEST(Monitor, ReadsBeforeDuringAndAfter)
{
    const ScriptedServer server([](int connection) {
        const int tokens = std::min(connection, 4) * 10;
        return page("200 OK", "x:running 3\nx:output_total " + std::to_string(tokens) + "\n");
    });
    Monitor monitor(specOf({metricsOf(server)}));
    Observations seen = monitor.take();
    ASSERT_GE(seen.server.size(), 1u) << "the first round is over before anything else begins";
    EXPECT_EQ(seen.server.front().number(Meaning::OutputTokens), 0);
    EXPECT_EQ(seen.server.front().number(Meaning::Running), 3);
    EXPECT_TRUE(happened(seen.server.front().at));

    seen.append(monitor.finish());
    EXPECT_EQ(seen.server.back().number(Meaning::OutputTokens), 40) << "until the counts stand still";
    EXPECT_TRUE(std::ranges::is_sorted(seen.server, {}, &telemetry::ServerReading::at));
    EXPECT_EQ(seen.answered, seen.server.size());
    EXPECT_TRUE(seen.replicas.empty()) << "one page is no replica of itself";
    EXPECT_EQ(seen.failed, 0u);
    EXPECT_GT(seen.asking, 0ns);
    EXPECT_FALSE(seen.fault);
}

TEST(Monitor, AddsUpReplicas)
{
    const ScriptedServer one([](int) { return page("200 OK", "x:running 3\n"); });
    const ScriptedServer two([](int) { return page("200 OK", "x:running 4\n"); });
    Monitor monitor(specOf({metricsOf(one), metricsOf(two)}));
    const Observations seen = monitor.take();
    ASSERT_FALSE(seen.server.empty());
    EXPECT_EQ(seen.server.front().number(Meaning::Running), 7);
    ASSERT_EQ(seen.replicas.size(), 2 * seen.server.size());
    EXPECT_EQ(seen.replicas[0].page, metricsOf(one).text());
    EXPECT_EQ(seen.replicas[0].reading.number(Meaning::Running), 3);
    EXPECT_EQ(seen.replicas[1].page, metricsOf(two).text());
    EXPECT_EQ(seen.replicas[1].reading.number(Meaning::Running), 4);
    EXPECT_EQ(seen.replicas[1].reading.at, seen.server.front().at);
}

TEST(Monitor, TakesNoHalfOfTheReplicas)
{
    const ScriptedServer one([](int) { return page("200 OK", "x:running 3\n"); });
    const ScriptedServer two([](int) { return page("503 Service Unavailable", ""); });
    Monitor monitor(specOf({metricsOf(one), metricsOf(two)}));
    const Observations seen = monitor.take();
    EXPECT_TRUE(seen.server.empty());
    EXPECT_GE(seen.failed, 1u);
    ASSERT_TRUE(seen.fault);
    EXPECT_EQ(seen.fault->code, ErrorCode::HttpStatus);
    EXPECT_THAT(seen.fault->detail, HasSubstr("503"));
}

TEST(Monitor, AsksNoMoreAfterARefusal)
{
    const ScriptedServer server([](int) { return page("404 Not Found", ""); });
    Monitor monitor(specOf({metricsOf(server)}));
    Observations seen = monitor.take();
    seen.append(monitor.finish());
    EXPECT_EQ(seen.failed, 1u);
    ASSERT_TRUE(seen.fault);
    EXPECT_THAT(seen.fault->detail, HasSubstr("/metrics: 404"));
    EXPECT_EQ(server.requests().size(), 1u);
}

TEST(Monitor, SaysWhenAPageHoldsNothingKnown)
{
    const ScriptedServer server([](int) { return page("200 OK", "<html>hello</html>"); });
    Monitor monitor(specOf({metricsOf(server)}));
    const Observations seen = monitor.take();
    ASSERT_TRUE(seen.fault);
    EXPECT_EQ(seen.fault->code, ErrorCode::ProtocolViolation);
    EXPECT_TRUE(seen.server.empty());
}

TEST(Monitor, WaitsNoLongerThanItsTimeLimit)
{
    const ScriptedServer silent([](int) { return Script{}; });
    MonitorSpec spec = specOf({metricsOf(silent)});
    spec.timeout = 20ms;
    Monitor monitor(std::move(spec));
    const Observations seen = monitor.take();
    ASSERT_TRUE(seen.fault);
    EXPECT_EQ(seen.fault->code, ErrorCode::TimedOut);
}

TEST(Monitor, AsksSomeServersAtTheEndsOnly)
{
    const ScriptedServer server([](int connection) {
        return page("200 OK", "x:output_total\t" + std::to_string(connection == 0 ? 5 : 50) + "\n");
    });
    // The exporter shows that rounds go by.
    std::atomic<int> rounds = 0;
    const ScriptedServer exporter([&rounds](int connection) {
        rounds = connection;
        return page("200 OK", "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-a\"} 100\n");
    });
    MonitorSpec spec = specOf({metricsOf(server)});
    spec.onlyAtEnds = true;
    spec.gpuExporter = metricsOf(exporter);
    spec.headers = {{"Authorization", "Bearer secret"}};
    Monitor monitor(std::move(spec));
    while (rounds < 5)
        std::this_thread::sleep_for(1ms);
    Observations seen = monitor.take();
    EXPECT_EQ(server.requests().size(), 1u);
    EXPECT_THAT(server.requests().front(), HasSubstr("Bearer secret"));
    seen.append(monitor.finish());
    EXPECT_EQ(seen.server.front().number(Meaning::OutputTokens), 5);
    EXPECT_EQ(seen.server.back().number(Meaning::OutputTokens), 50);
    ASSERT_FALSE(seen.gpus.empty());
    EXPECT_EQ(seen.gpus.front().gpus.front().powerWatts, 100);
    for (const std::string &request : exporter.requests())
        EXPECT_THAT(request, testing::Not(HasSubstr("secret"))) << "the key is none of its business";
}

TEST(Monitor, KeepsTheKeyFromPagesOfOtherHosts)
{
    const ScriptedServer server([](int) { return page("200 OK", "x:running 3\n"); });
    MonitorSpec spec = specOf({metricsOf(server)});
    spec.headers = {{"Authorization", "Bearer secret"}};
    spec.home.host = "api.example.org";
    Monitor monitor(std::move(spec));
    static_cast<void>(monitor.take());
    ASSERT_FALSE(server.requests().empty());
    for (const std::string &request : server.requests())
        EXPECT_THAT(request, testing::Not(HasSubstr("secret")));
}

TEST(Monitor, GivesAPageItsOwnKeyAndNoOtherPageThat)
{
    const ScriptedServer one([](int) { return page("200 OK", "x:running 3\n"); });
    const ScriptedServer two([](int) { return page("200 OK", "x:running 4\n"); });
    MonitorSpec spec = specOf({metricsOf(one), metricsOf(two)});
    spec.headers = {{"Authorization", "Bearer of-the-target"}};
    spec.home.host = "api.example.org";
    spec.keys = {"", "of-the-page"};
    Monitor monitor(std::move(spec));
    static_cast<void>(monitor.take());
    ASSERT_FALSE(one.requests().empty() || two.requests().empty());
    for (const std::string &request : one.requests())
        EXPECT_THAT(request, testing::Not(HasSubstr("Bearer")));
    for (const std::string &request : two.requests()) {
        EXPECT_THAT(request, HasSubstr("Bearer of-the-page"));
        EXPECT_THAT(request, testing::Not(HasSubstr("of-the-target")));
    }
}

TEST(Monitor, ReadsTheGpusOfThisHost)
{
    MonitorSpec spec = specOf({});
    spec.localGpus = true;
    spec.gpuLibrary = TOKAMARK_FAKE_NVML;
    Monitor monitor(std::move(spec));
    Observations seen = monitor.take();
    seen.append(monitor.finish());
    ASSERT_GE(seen.gpus.size(), 2u);
    EXPECT_EQ(seen.gpus.front().gpus.size(), 2u);
    EXPECT_EQ(seen.gpus.front().gpus.front().powerWatts, 350.5);
    EXPECT_EQ(seen.answered + seen.failed, 0u);
}

TEST(Monitor, HasNothingToSayOfAHostWithoutGpus)
{
    MonitorSpec spec = specOf({});
    spec.localGpus = true;
    spec.gpuLibrary = "libtokamark-no-such-driver.so.1";
    Monitor monitor(std::move(spec));
    EXPECT_TRUE(monitor.finish().isEmpty());
}

} // namespace
} // namespace tokamark::monitor
