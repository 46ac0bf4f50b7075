#include "cli/runflags.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace tokamark::cli {
namespace {

using namespace std::chrono_literals;

/// The plan that `arguments` describe.
Expected<plan::Plan> planOf(std::vector<std::string> arguments)
{
    CLI::App app;
    RunFlags flags;
    flags.addTo(app);
    std::reverse(arguments.begin(), arguments.end());
    app.parse(std::move(arguments));
    return flags.plan();
}

plan::Plan planWith(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), {"--base-url", "http://127.0.0.1:8000", "--max-concurrency", "1"});
    const auto plan = planOf(std::move(arguments));
    EXPECT_TRUE(plan) << (plan ? "" : plan.error().detail);
    return plan.value_or(plan::Plan());
}

TEST(RunFlags, PercentilesAreThoseOfThePlan)
{
    const std::vector<std::string> base{"--base-url", "http://h:1", "--max-concurrency", "1"};
    const auto with = [&base](std::vector<std::string> more) {
        more.insert(more.begin(), base.begin(), base.end());
        return planOf(std::move(more));
    };
    EXPECT_EQ(with({})->percentiles, (std::vector<double>{50, 90, 95, 99}));
    EXPECT_EQ(with({"--percentiles", "50,90"})->percentiles, (std::vector<double>{50, 90}));
    EXPECT_EQ(with({"--metric-percentiles", "99"})->percentiles, (std::vector<double>{99}));
    EXPECT_THROW(static_cast<void>(with({"--percentiles", "75"})), CLI::ParseError);
}

TEST(RunFlags, SmallestCallIsAPlanThatCanRun)
{
    const plan::Plan plan = planWith({});
    EXPECT_TRUE(plan::check(plan).empty());
    EXPECT_EQ(plan.load.levels, std::vector<double>{1});
    EXPECT_EQ(plan.load.duration, Duration(60s));
    EXPECT_EQ(plan.limits.requestTimeout, Duration(60s));
    EXPECT_EQ(plan.load.warmupRequests, 0u);
    EXPECT_TRUE(plan.workloads.front().ignoreEos) << "as plans have it";
}

TEST(RunFlags, LetsTheModelEndItsAnswersOnDemand)
{
    EXPECT_FALSE(planWith({"--no-ignore-eos"}).workloads.front().ignoreEos);
    EXPECT_EQ(planWith({"--ignore-eos"}), planWith({})) << "what older scripts say is the default";
    EXPECT_THROW(static_cast<void>(planOf({"--base-url", "http://h:1", "--ignore-eos", "--no-ignore-eos"})),
                 CLI::ParseError);
}

TEST(RunFlags, ASearchTakesTheLoadsAsItsBounds)
{
    const std::vector<std::string> base{"--base-url", "http://h:1", "--find-limit", "ttft_p95:500", "tpot_mean<=50"};
    const auto with = [&base](std::vector<std::string> more) {
        more.insert(more.begin(), base.begin(), base.end());
        return planOf(std::move(more));
    };
    const auto plain = with({});
    ASSERT_TRUE(plain) << plain.error().detail;
    EXPECT_TRUE(plan::check(*plain).empty());
    ASSERT_TRUE(plain->search);
    EXPECT_EQ(plain->search->lowest, 1);
    EXPECT_EQ(plain->search->highest, 1024);
    EXPECT_EQ(plain->search->requirements,
              (std::vector<plan::Requirement>{{plan::Slo::Metric::Ttft, 95, 500}, {plan::Slo::Metric::Tpot, 0, 50}}));
    EXPECT_EQ(plain->repetitions, 3u);
    EXPECT_TRUE(plain->load.levels.empty());

    EXPECT_EQ(with({"--max-concurrency", "64"})->search->highest, 64);
    EXPECT_EQ(with({"--max-concurrency", "8,64"})->search->lowest, 8);
    EXPECT_EQ(with({"--limit-precision", "2", "--num-runs", "5"})->search->precisionPct, 2);
    EXPECT_EQ(with({"--num-runs", "5"})->repetitions, 5u);
    const auto rates = with({"--request-rate", "0.5,32"});
    EXPECT_EQ(rates->load.kind, plan::LoadKind::Open);
    EXPECT_EQ(rates->search->lowest, 0.5);
    const auto slow = with({"--request-rate", "0.5"});
    EXPECT_EQ(slow->search->lowest, 0.5) << "a bound that nobody gave refuses nothing";
    EXPECT_EQ(slow->search->highest, 0.5);
    EXPECT_TRUE(plan::check(*slow).empty());
    EXPECT_EQ(with({"--max-concurrency", "1,2,3"}).error().code, ErrorCode::BadUsage);
}

TEST(RunFlags, ASearchMayRestOnTheShareOfGoodRequests)
{
    const auto plan = planOf({"--base-url", "http://h:1", "--goodput", "ttft:500", "tpot:50", "--find-limit", "97.5%"});
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_EQ(plan->search->sharePct, 97.5);
    EXPECT_TRUE(plan->search->requirements.empty());
    EXPECT_TRUE(plan::check(*plan).empty());
    EXPECT_FALSE(plan::check(*planOf({"--base-url", "http://h:1", "--find-limit", "99%"})).empty()) << "of what?";
    EXPECT_THROW(static_cast<void>(planOf({"--base-url", "http://h:1", "--find-limit", "soon"})), CLI::ParseError);
}

TEST(RunFlags, EveryOptionReachesThePlan)
{
    const plan::Plan plan = planWith({"--backend",
                                      "vllm",
                                      "--name",
                                      "mine",
                                      "--model",
                                      "m",
                                      "--endpoint",
                                      "completions",
                                      "--duration",
                                      "2m",
                                      "--ramp",
                                      "500ms",
                                      "--warmup",
                                      "3",
                                      "--num-warmups",
                                      "4",
                                      "--num-runs",
                                      "5",
                                      "--seed",
                                      "6",
                                      "--random-input-len",
                                      "70",
                                      "--random-output-len",
                                      "80",
                                      "--ignore-eos",
                                      "--system-prompt",
                                      "be short",
                                      "--goodput",
                                      "ttft:500",
                                      "tpot:50.5",
                                      "--think-time",
                                      "10ms",
                                      "--temperature",
                                      "0.5",
                                      "--header",
                                      "X-A: b, c",
                                      "--header",
                                      "X-D: e",
                                      "--extra-body",
                                      R"({"top_k": 1})",
                                      "--api-key-env",
                                      "KEY",
                                      "--insecure",
                                      "--metrics-url",
                                      "http://a:1/metrics",
                                      "--metrics-url",
                                      "http://b:1/metrics",
                                      "--gpus",
                                      "4",
                                      "--gpu-metrics-url",
                                      "http://a:9400/metrics",
                                      "--timeout",
                                      "90"});
    EXPECT_TRUE(plan::check(plan).empty());
    const plan::Target &target = plan.targets.front();
    EXPECT_EQ(plan.name, "mine");
    EXPECT_EQ(target.name, "mine");
    EXPECT_EQ(target.kind, "vllm");
    EXPECT_EQ(target.model, "m");
    EXPECT_EQ(target.endpoint, plan::Endpoint::Completions);
    EXPECT_EQ(target.extraBody, R"({"top_k": 1})");
    EXPECT_EQ(target.apiKeyEnv, "KEY");
    EXPECT_TRUE(target.tls.insecure);
    EXPECT_EQ(target.metricsUrls, (std::vector<std::string>{"http://a:1/metrics", "http://b:1/metrics"}));
    EXPECT_EQ(target.gpus, 4u);
    EXPECT_EQ(target.gpuMetricsUrl, "http://a:9400/metrics");
    ASSERT_EQ(target.headers.size(), 2u);
    EXPECT_EQ(target.headers[0], std::pair(std::string("X-A"), std::string("b, c")));
    EXPECT_EQ(plan.load.duration, Duration(120s));
    EXPECT_EQ(plan.load.ramp, Duration(500ms));
    EXPECT_EQ(plan.load.warmup, Duration(3s));
    EXPECT_EQ(plan.load.warmupRequests, 4u);
    EXPECT_EQ(plan.load.thinkTime, Duration(10ms));
    EXPECT_EQ(plan.repetitions, 5u);
    EXPECT_EQ(plan.seed, 6u);
    EXPECT_EQ(plan.limits.requestTimeout, Duration(90s));
    const plan::Workload &workload = plan.workloads.front();
    EXPECT_EQ(workload.inputTokens.mean, 70u);
    EXPECT_EQ(workload.outputTokens.mean, 80u);
    EXPECT_TRUE(workload.ignoreEos);
    EXPECT_EQ(workload.systemPrompt, "be short");
    EXPECT_EQ(workload.temperature, 0.5);
    ASSERT_EQ(plan.slos.size(), 2u);
    EXPECT_EQ(plan.slos[1], (plan::Slo{plan::Slo::Metric::Tpot, 50.5}));
}

TEST(RunFlags, OtherToolsNamesMeanTheSame)
{
    const auto theirs = planOf({"--url", "http://h:1", "--concurrency", "1,10", "--request-count", "20", "--isl", "64",
                                "--osl", "32", "--random-seed", "3"});
    const auto ours = planOf({"--base-url", "http://h:1", "--max-concurrency", "1,10", "--num-prompts", "20",
                              "--random-input-len", "64", "--random-output-len", "32", "--seed", "3"});
    ASSERT_TRUE(theirs && ours);
    EXPECT_EQ(*theirs, *ours);
    EXPECT_FALSE(ours->load.duration);
    EXPECT_EQ(planWith({"--benchmark-duration", "7"}), planWith({"--duration", "7s"}));
}

TEST(RunFlags, FilesAreKeptByTheirFullPath)
{
    const plan::Plan plan = planWith({"--dataset", "prompts.jsonl", "--ca-file", "ca.pem"});
    EXPECT_EQ(plan.workloads.front().file, (std::filesystem::current_path() / "prompts.jsonl").string());
    EXPECT_EQ(plan.workloads.front().origin, plan::PromptOrigin::File);
    EXPECT_EQ(plan.targets.front().tls.caFile, (std::filesystem::current_path() / "ca.pem").string());
}

Expected<plan::Plan> loadedBy(std::vector<std::string> flags)
{
    flags.insert(flags.begin(), {"--base-url", "http://h:1"});
    return planOf(std::move(flags));
}

TEST(RunFlags, ARateMakesAnOpenLoopAndUsersItsLimit)
{
    const auto open = loadedBy({"--request-rate", "0.5,2", "--burstiness", "inf", "--max-concurrency", "8"});
    ASSERT_TRUE(open);
    EXPECT_TRUE(plan::check(*open).empty());
    EXPECT_EQ(open->load.kind, plan::LoadKind::Open);
    EXPECT_EQ(open->load.levels, (std::vector<double>{0.5, 2}));
    EXPECT_EQ(open->load.maxInFlight, 8u);
    EXPECT_TRUE(std::isinf(open->load.burstiness));
    EXPECT_EQ(loadedBy({"--request-rate", "2", "--max-concurrency", "1,2"}).error().code, ErrorCode::BadUsage);
}

TEST(RunFlags, AnEndlessRateIsAClosedLoopWithUsersAndAllAtOnceWithout)
{
    const auto closed = loadedBy({"--request-rate", "inf", "--max-concurrency", "4,8"});
    ASSERT_TRUE(closed);
    EXPECT_EQ(closed->load.kind, plan::LoadKind::Closed);
    EXPECT_EQ(closed->load.levels, (std::vector<double>{4, 8}));
    const auto open = loadedBy({"--request-rate", "inf", "--num-prompts", "10"});
    ASSERT_TRUE(open);
    EXPECT_EQ(open->load.kind, plan::LoadKind::Open);
    EXPECT_TRUE(plan::check(*open).empty());
    EXPECT_FALSE(plan::check(*loadedBy({"--request-rate", "inf"})).empty()) << "all of how many?";
}

TEST(RunFlags, ATraceIsPlayedWholeUnlessItIsCut)
{
    const auto trace = loadedBy({"--trace", "/t.jsonl", "--trace-speed", "1,2"});
    ASSERT_TRUE(trace);
    EXPECT_TRUE(plan::check(*trace).empty());
    EXPECT_EQ(trace->load.kind, plan::LoadKind::Trace);
    EXPECT_EQ(trace->load.trace, "/t.jsonl");
    EXPECT_EQ(trace->load.levels, (std::vector<double>{1, 2}));
    EXPECT_FALSE(trace->load.duration);
    EXPECT_EQ(loadedBy({"--trace", "/t.jsonl", "--duration", "9s"})->load.duration, Duration(9s));
    EXPECT_EQ(loadedBy({"--trace", "/t", "--request-rate", "1"}).error().code, ErrorCode::BadUsage);
    EXPECT_EQ(loadedBy({"--max-concurrency", "1", "--trace-speed", "2"}).error().code, ErrorCode::BadUsage);
    EXPECT_FALSE(plan::check(*loadedBy({"--max-concurrency", "1", "--burstiness", "2"})).empty());
}

TEST(RunFlags, ContradictionsAreRefused)
{
    EXPECT_EQ(planOf({"--max-concurrency", "1"}).error().code, ErrorCode::BadUsage);
    EXPECT_EQ(planOf({"--base-url", "http://h:1"}).error().code, ErrorCode::BadUsage);
    EXPECT_EQ(planOf({"--base-url", "http://h:1", "--max-concurrency", "1", "--duration", "1", "--num-prompts", "1"})
                  .error()
                  .code,
              ErrorCode::BadUsage);
    EXPECT_EQ(planOf({"--base-url", "http://h:1", "--max-concurrency", "1", "--header", "nothing"}).error().code,
              ErrorCode::BadHeader);
}

TEST(RunFlags, BadValuesAreErrorsOfParsing)
{
    EXPECT_THROW(static_cast<void>(planOf({"--max-concurrency", "1,two"})), CLI::ParseError);
    EXPECT_THROW(static_cast<void>(planOf({"--max-concurrency", "-1"})), CLI::ParseError);
    EXPECT_THROW(static_cast<void>(planOf({"--goodput", "ttft"})), CLI::ParseError);
    EXPECT_THROW(static_cast<void>(planOf({"--goodput", "ttft:-5"})), CLI::ParseError);
    EXPECT_THROW(static_cast<void>(planOf({"--ramp", "soon"})), CLI::ParseError);
    EXPECT_THROW(static_cast<void>(planOf({"--backend", "gpt"})), CLI::ParseError);
}

/// What the parser says of `arguments`.
std::string refusalOf(std::vector<std::string> arguments)
{
    try {
        static_cast<void>(planOf(std::move(arguments)));
    } catch (const CLI::ParseError &error) {
        return error.what();
    }
    return {};
}

TEST(RunFlags, SayWhichNumbersTheyExpect)
{
    EXPECT_EQ(refusalOf({"--max-concurrency", "1,-3"}),
              "--max-concurrency: expected a whole number from 1 up, not '-3'");
    EXPECT_EQ(refusalOf({"--max-concurrency", "0"}), "--max-concurrency: expected a whole number from 1 up, not '0'");
    EXPECT_EQ(refusalOf({"--max-concurrency", "5000000000"}),
              "--max-concurrency: expected a whole number from 1 to 4294967295, not '5000000000'");
    EXPECT_EQ(refusalOf({"--request-rate", "fast"}), "--request-rate: expected a number above 0, not 'fast'");
    EXPECT_EQ(refusalOf({"--num-prompts", "3.5"}), "--num-prompts: expected a whole number from 1 up, not '3.5'");
    EXPECT_EQ(refusalOf({"--request-rate", "inf"}), "");
    EXPECT_EQ(refusalOf({"--max-concurrency", "1, 10 ,50"}), "");
    EXPECT_EQ(refusalOf({"--request-rate", "0.5, 2"}), "");
}

TEST(RunFlags, SayWhatExcludesEachOther)
{
    const auto plan
        = planOf({"--base-url", "http://h:1", "--max-concurrency", "1", "--duration", "5", "--num-prompts", "3"});
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().detail, "--duration, --num-prompts");
    EXPECT_NE(plan.error().cause.find("exclude each other"), std::string::npos);
}

TEST(RunFlags, DoNotRepeatAHeaderThatMayBeAKey)
{
    const auto plan = planOf({"--base-url", "http://h:1", "--max-concurrency", "1", "--header", "sk-do-not-tell"});
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error(), (Error{ErrorCode::BadHeader, "--header", "no colon between name and value"}));
}

TEST(RunFlags, NameAloneGoesWithAPlanFile)
{
    CLI::App app;
    RunFlags flags;
    flags.addTo(app);
    app.parse(std::vector<std::string>{"mine", "--name"});
    EXPECT_FALSE(flags.any());
    app.parse(std::vector<std::string>{"8", "--max-concurrency"});
    EXPECT_TRUE(flags.any());
}

} // namespace
} // namespace tokamark::cli
