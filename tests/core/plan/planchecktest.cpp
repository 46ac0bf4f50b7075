#include "plan/plan.h"
#include "plan/plannames.h"
#include "profiles/profiles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace tokamark::plan {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;

Plan goodPlan()
{
    Plan plan;
    plan.targets.resize(1);
    plan.targets.front().name = "one";
    plan.targets.front().url = "http://127.0.0.1:8000";
    return plan;
}

TEST(PlanCheck, HasNothingAgainstAGoodPlan)
{
    EXPECT_THAT(check(goodPlan()), IsEmpty());
}

struct Spoiled {
    const char *what;
    std::function<void(Plan &)> spoil;
    ErrorCode code = ErrorCode::BadPlan;
};

void PrintTo(const Spoiled &spoiled, std::ostream *out)
{
    *out << spoiled.what;
}

class PlanCheckRefuses : public testing::TestWithParam<Spoiled> { };

TEST_P(PlanCheckRefuses, NamingTheKey)
{
    Plan plan = goodPlan();
    GetParam().spoil(plan);
    const std::vector<Error> errors = check(plan);
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors.front().code, GetParam().code);
    EXPECT_THAT(errors.front().detail, HasSubstr(GetParam().what));
}

INSTANTIATE_TEST_SUITE_P(
    Plans, PlanCheckRefuses,
    testing::Values(
        Spoiled{"name: empty", [](Plan &p) { p.name = " "; }},
        Spoiled{"verdicts.rate_drift_pct: bad is reached before",
                [](Plan &p) {
                    p.verdicts.rateDrift = {5, 3};
                }},
        Spoiled{"verdicts.samples_beyond: bad is reached before",
                [](Plan &p) {
                    p.verdicts.samplesBeyond = {10, 20};
                }},
        Spoiled{"verdicts.error_rate_pct: not two numbers above 0",
                [](Plan &p) {
                    p.verdicts.errorRate = {0, 1};
                }},
        Spoiled{"search.require: no requirement and no SLO", [](Plan &p) { p.search.emplace(); }},
        Spoiled{"search.highest: below lowest",
                [](Plan &p) {
                    p.search = Search{8, 4, 5, 99, {{Slo::Metric::Ttft, 95, 500}}};
                }},
        Spoiled{"search.lowest: not from 1 to",
                [](Plan &p) {
                    p.search = Search{0.5, 4, 5, 99, {{Slo::Metric::Ttft, 95, 500}}};
                }},
        Spoiled{"search.precision_pct: not above 0 and at most 100",
                [](Plan &p) {
                    p.search = Search{1, 4, 0, 99, {{Slo::Metric::Ttft, 95, 500}}};
                }},
        Spoiled{"search.share_pct: not above 0 and at most 100",
                [](Plan &p) {
                    p.search = Search{1, 4, 5, 101, {{Slo::Metric::Ttft, 95, 500}}};
                }},
        Spoiled{"before_repetition.command: empty", [](Plan &p) { p.beforeRepetition.emplace(); }},
        Spoiled{"before_repetition.command: with shell",
                [](Plan &p) {
                    p.beforeRepetition = BeforeRepetition{{"a", "b"}, true};
                }},
        Spoiled{"before_repetition.timeout: not above 0",
                [](Plan &p) {
                    p.beforeRepetition = BeforeRepetition{{"a"}, false, 0s};
                }},
        Spoiled{"workloads[0].shared_prefix.share: not above 0 and below 1",
                [](Plan &p) {
                    p.workloads[0].sharedPrefix = SharedPrefix{1, 1};
                }},
        Spoiled{"workloads[0].shared_prefix.prefixes: not from 1 to",
                [](Plan &p) {
                    p.workloads[0].sharedPrefix = SharedPrefix{0.5, 0};
                }},
        Spoiled{"workloads[0].shared_prefix: needs unique_prompts",
                [](Plan &p) {
                    p.workloads[0].sharedPrefix = SharedPrefix{0.5, 1};
                    p.workloads[0].uniquePrompts = false;
                }},
        Spoiled{"targets: none", [](Plan &p) { p.targets.clear(); }},
        Spoiled{"targets[1].name: given twice: one", [](Plan &p) { p.targets.push_back(p.targets.front()); }},
        Spoiled{"targets[0].name: empty", [](Plan &p) { p.targets[0].name.clear(); }},
        Spoiled{"targets[0].url", [](Plan &p) { p.targets[0].url = "ftp://x"; }, ErrorCode::BadUrl},
        Spoiled{"targets[0].url", [](Plan &p) { p.targets[0].url = "http:///v1"; }, ErrorCode::BadUrl},
        Spoiled{"targets[0].url", [](Plan &p) { p.targets[0].url = "sim:"; }, ErrorCode::BadUrl},
        Spoiled{"targets[0].url: not of the form http://host:port", [](Plan &p) { p.targets[0].url = "htp:/nowhere"; },
                ErrorCode::BadUrl},
        Spoiled{"targets[0].native: the endpoint is not native",
                [](Plan &p) {
                    p.targets[0].endpoint = Endpoint::Chat;
                    p.targets[0].native = "generate";
                }},
        Spoiled{"targets[0].native: not the name of an API: a b", [](Plan &p) { p.targets[0].native = "a b"; }},
        Spoiled{"targets[0].metrics_urls: not http", [](Plan &p) { p.targets[0].metricsUrls = {"/metrics"}; },
                ErrorCode::BadUrl},
        Spoiled{"targets[0].metrics_urls: no host", [](Plan &p) { p.targets[0].metricsUrls = {"http:///metrics"}; },
                ErrorCode::BadUrl},
        Spoiled{"targets[0].metrics_urls: not http",
                [](Plan &p) { p.targets[0].metricsUrls = {"env:@http://h/m"}; }, ErrorCode::BadUrl},
        Spoiled{"targets[0].metrics_urls: given twice",
                [](Plan &p) {
                    p.targets[0].metricsUrls = {"http://h/m", "http://h/m"};
                }},
        Spoiled{"targets[0].metrics_urls: off stands alone",
                [](Plan &p) {
                    p.targets[0].metricsUrls = {"off", "http://h/m"};
                }},
        Spoiled{"targets[0].gpus", [](Plan &p) { p.targets[0].gpus = 1'000'000; }},
        Spoiled{"targets[0].gpu: not known: A100", [](Plan &p) { p.targets[0].hardware.gpu = "A100"; }},
        Spoiled{"targets[0].model_shape", [](Plan &p) { p.targets[0].hardware.model = "my-model"; }},
        Spoiled{"targets[0].weights", [](Plan &p) { p.targets[0].hardware.weights = "fp7"; }},
        Spoiled{"targets[0].kv_cache", [](Plan &p) { p.targets[0].hardware.kv = "awq"; }},
        Spoiled{"targets[0].tokens_per_step", [](Plan &p) { p.targets[0].hardware.tokensPerStep = 0.5; }},
        Spoiled{"targets[0].gpu_metrics_url", [](Plan &p) { p.targets[0].gpuMetricsUrl = "dcgm:9400"; },
                ErrorCode::BadUrl},
        Spoiled{"not a header: a b",
                [](Plan &p) {
                    p.targets[0].headers = {{"a b", "c"}};
                },
                ErrorCode::BadHeader},
        Spoiled{"not a header: a",
                [](Plan &p) {
                    p.targets[0].headers = {{"a", "b\r\nc: d"}};
                },
                ErrorCode::BadHeader},
        Spoiled{"Content-Length",
                [](Plan &p) {
                    p.targets[0].headers = {{"Content-Length", "1"}};
                },
                ErrorCode::BadHeader},
        Spoiled{"extra_body", [](Plan &p) { p.targets[0].extraBody = "[1]"; }, ErrorCode::BadJson},
        Spoiled{"extra_body", [](Plan &p) { p.targets[0].extraBody = "{"; }, ErrorCode::BadJson},
        Spoiled{"stream", [](Plan &p) { p.targets[0].extraBody = R"({"stream":false})"; }},
        Spoiled{"color", [](Plan &p) { p.targets[0].color = "red"; }},
        Spoiled{"insecure",
                [](Plan &p) {
                    p.targets[0].tls = {"ca.pem", true};
                }},
        Spoiled{"api_key_env", [](Plan &p) { p.targets[0].apiKeyEnv = "KEY=secret"; }},
        Spoiled{"targets[0].api_key: not the name", [](Plan &p) { p.targets[0].apiKeyKeychain = " "; }},
        Spoiled{"targets[0].api_key: not the name", [](Plan &p) { p.targets[0].apiKeyKeychain = "a\nb"; }},
        Spoiled{"targets[0].api_key: contradicts api_key_env",
                [](Plan &p) {
                    p.targets[0].apiKeyEnv = "KEY";
                    p.targets[0].apiKeyKeychain = "prod";
                }},
        Spoiled{"workloads: none", [](Plan &p) { p.workloads.clear(); }},
        Spoiled{"workloads[1].name", [](Plan &p) { p.workloads.resize(2); }},
        Spoiled{"workloads[0].file: missing", [](Plan &p) { p.workloads[0].origin = PromptOrigin::File; }},
        Spoiled{"workloads[0].file: given", [](Plan &p) { p.workloads[0].file = "x"; }},
        Spoiled{"input_tokens: mean outside", [](Plan &p) { p.workloads[0].inputTokens.max = 5; }},
        Spoiled{"output_tokens: a fixed", [](Plan &p) { p.workloads[0].outputTokens.spread = 5; }},
        Spoiled{"temperature", [](Plan &p) { p.workloads[0].temperature = std::nan(""); }},
        Spoiled{"concurrency: empty", [](Plan &p) { p.load.levels.clear(); }},
        Spoiled{"concurrency: not from 1", [](Plan &p) { p.load.levels = {0}; }},
        Spoiled{"concurrency: given twice: 5", [](Plan &p) { p.load.levels = {5, 5}; }},
        Spoiled{"concurrency: not from 1", [](Plan &p) { p.load.levels = {2.5}; }},
        Spoiled{"max_in_flight: says nothing", [](Plan &p) { p.load.maxInFlight = 5; }},
        Spoiled{"burstiness: says nothing", [](Plan &p) { p.load.burstiness = 2; }},
        Spoiled{"trace: says nothing", [](Plan &p) { p.load.trace = "t"; }},
        Spoiled{"request_rate: not above 0", [](Plan &p) { p.load.kind = LoadKind::Open, p.load.levels = {0}; }},
        Spoiled{"request_rate: inf sends all",
                [](Plan &p) { p.load.kind = LoadKind::Open, p.load.levels = {INFINITY}; }},
        Spoiled{"burstiness: not above 0", [](Plan &p) { p.load.kind = LoadKind::Open, p.load.burstiness = 0; }},
        Spoiled{"max_in_flight: not from 1", [](Plan &p) { p.load.kind = LoadKind::Open, p.load.maxInFlight = 0; }},
        Spoiled{"think_time: says nothing", [](Plan &p) { p.load.kind = LoadKind::Open, p.load.thinkTime = 1s; }},
        Spoiled{"trace: missing", [](Plan &p) { p.load.kind = LoadKind::Trace, p.load.warmup = 0s; }},
        Spoiled{"warmup: not 0s, as every", [](Plan &p) { p.load.kind = LoadKind::Trace, p.load.trace = "t"; }},
        Spoiled{
            "ramp: says nothing",
            [](Plan &p) { p.load.kind = LoadKind::Trace, p.load.trace = "t", p.load.warmup = 0s, p.load.ramp = 1s; }},
        Spoiled{"ramp: negative", [](Plan &p) { p.load.ramp = -1s; }},
        Spoiled{"contradicts duration", [](Plan &p) { p.load.requests = 5; }},
        Spoiled{"duration: missing", [](Plan &p) { p.load.duration.reset(); }},
        Spoiled{"duration: not above 0", [](Plan &p) { p.load.duration = 0s; }},
        Spoiled{"warmup: contradicts",
                [](Plan &p) { p.load.duration.reset(), p.load.requests = 5, p.load.warmup = 1s; }},
        Spoiled{"warmup: not 0s", [](Plan &p) { p.load.rampInsideWindow = true; }},
        Spoiled{"ramp: as long",
                [](Plan &p) { p.load.rampInsideWindow = true, p.load.warmup = 0s, p.load.ramp = 60s; }},
        Spoiled{"repetitions", [](Plan &p) { p.repetitions = 0; }},
        Spoiled{"percentiles: none", [](Plan &p) { p.percentiles.clear(); }},
        Spoiled{"percentiles: not one of 50, 90, 95, 99", [](Plan &p) { p.percentiles = {75}; }},
        Spoiled{"targets[0].kind: not known: vlm, perhaps vllm is meant", [](Plan &p) { p.targets[0].kind = "vlm"; }},
        Spoiled{"targets[0].kind: not known: something, write openai",
                [](Plan &p) { p.targets[0].kind = "something"; }},
        Spoiled{"targets[0].url: missing, write http://host:port", [](Plan &p) { p.targets[0].url.clear(); }},
        Spoiled{"targets[0].url: port not from 1 to 65535: host:99999",
                [](Plan &p) { p.targets[0].url = "http://host:99999/v1"; }, ErrorCode::BadUrl},
        Spoiled{"targets[0].url: port not from 1 to 65535: [::1]:0",
                [](Plan &p) { p.targets[0].url = "http://[::1]:0"; }, ErrorCode::BadUrl},
        Spoiled{"targets[0].metrics_urls: name or password before the host: http://...@host:8000/metrics",
                [](Plan &p) { p.targets[0].metricsUrls = {"http://user:pw@host:8000/metrics"}; }, ErrorCode::BadUrl},
        Spoiled{"targets[0].metrics_urls: query or fragment: http://host:8000/metrics?...",
                [](Plan &p) { p.targets[0].metricsUrls = {"http://host:8000/metrics?token=secret"}; },
                ErrorCode::BadUrl},
        Spoiled{"targets[0].metrics_urls: port not from 1 to 65535: http://host:0/metrics",
                [](Plan &p) { p.targets[0].metricsUrls = {"http://host:0/metrics"}; }, ErrorCode::BadUrl},
        Spoiled{"targets[0].gpu_metrics_url: query or fragment: http://host:9400/metrics#...",
                [](Plan &p) { p.targets[0].gpuMetricsUrl = "http://host:9400/metrics#secret"; }, ErrorCode::BadUrl},
        Spoiled{"slos[0].limit_ms", [](Plan &p) { p.slos = {{Slo::Metric::Ttft, 0}}; }},
        Spoiled{"slos[1].metric", [](Plan &p) { p.slos = {{Slo::Metric::Ttft, 1}, {Slo::Metric::Ttft, 2}}; }},
        Spoiled{"seed", [](Plan &p) { p.seed = ~0ULL; }},
        Spoiled{"stall_timeout", [](Plan &p) { p.limits.stallTimeout = 0s; }}));

TEST(PlanCheck, RepeatsNoSecretOfAUrl)
{
    Plan plan = goodPlan();
    Target &target = plan.targets.front();
    target.metricsUrls = {"http://u:s3cret@h/metrics?token=s3cret", "http://u:s3cret@h/metrics?token=s3cret"};
    target.gpuMetricsUrl = "ftp://u:s3cret@h/metrics";
    target.url = "ftp://u:s3cret@h";
    const std::vector<Error> errors = check(plan);
    EXPECT_EQ(errors.size(), 5u);
    for (const Error &error : errors)
        EXPECT_THAT(error.detail, testing::Not(HasSubstr("s3cret")));
}

TEST(PlanCheck, TakesMarksInAPasswordForNoPort)
{
    Plan plan = goodPlan();
    for (const char *url : {"http://bob:s3cr#et@h", "http://bob:s3cr?et@h", "http://bob:s3cr/et@h", "bob:s3cr#et@h"}) {
        plan.targets.front().url = url;
        const std::vector<Error> errors = check(plan);
        ASSERT_EQ(errors.size(), 1u) << url;
        EXPECT_THAT(errors.front().detail, HasSubstr("name or password")) << url;
        EXPECT_THAT(errors.front().detail, testing::Not(HasSubstr("s3cr"))) << url;
    }
}

TEST(PlanCheck, KnowsEveryKindThatIsSpoken)
{
    Plan plan = goodPlan();
    for (const profiles::BackendProfile *profile : profiles::allProfiles()) {
        plan.targets.front().kind = profile->kind;
        EXPECT_TRUE(check(plan).empty()) << profile->kind;
    }
    EXPECT_EQ(profiles::allProfiles().size(), KindNames.size());
}

TEST(PlanCheck, NamesEveryFaultAtOnce)
{
    Plan plan = goodPlan();
    plan.name.clear();
    plan.repetitions = 0;
    EXPECT_EQ(check(plan).size(), 2u);
}

} // namespace
} // namespace tokamark::plan
