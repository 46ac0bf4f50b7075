#include "plan/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>

#include <unistd.h>

namespace tokamark::plan {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A plan in which no field has its default.
Plan fullPlan()
{
    Plan plan;
    plan.name = "Night \"run\"";
    plan.description = "two lines\nwith a \\ and a tab\t, ünïcode";
    plan.preset = "quick-look";
    plan.repetitions = 3;
    plan.seed = 0x7fff'ffff'ffff'ffffULL;
    plan.percentiles = {50, 99};
    plan.verdicts.rateDrift = {2.5, 7.1};
    plan.verdicts.samplesBeyond = {50, 5};
    plan.load.levels = {1, 64};
    plan.load.ramp = 1500ms;
    plan.load.thinkTime = 10ms;
    plan.load.duration.reset();
    plan.load.requests = 4096;
    plan.load.warmup = 0s;
    plan.load.warmupRequests = 2;
    plan.load.rampInsideWindow = true;

    Target target;
    target.name = "vLLM";
    target.url = "https://host.example:8443/base";
    target.kind = "vllm";
    target.model = "meta-llama/Meta-Llama-3-8B-Instruct";
    target.endpoint = Endpoint::Completions;
    target.headers = {{"X-Team", "a: b"}, {"X-Team", "again"}, {"Accept", ""}};
    target.extraBody = R"({"top_p":0.9})";
    target.apiKeyEnv = "API_KEY";
    target.tls.caFile = "/etc/ca.pem";
    target.metricsUrls = {"http://replica-1:8000/metrics", "http://replica-2:8000/metrics"};
    target.gpus = 2;
    target.gpuMetricsUrl = "http://host.example:9400/metrics";
    target.hardware = {"A100-80GB", "/models/config.json", "awq", "fp8", 2.5};
    target.device = "gpu0";
    target.color = "#0072b2";
    target.note = "bf16 'TP1'";
    Target insecure;
    insecure.name = "sim";
    insecure.endpoint = Endpoint::Native;
    insecure.native = "generate";
    insecure.url = "sim:vllm-llama3-8b-a100";
    insecure.tls.insecure = true;
    insecure.apiKeyKeychain = "my key";
    plan.targets = {target, insecure};

    Workload workload;
    workload.name = "file";
    workload.origin = PromptOrigin::File;
    workload.file = "/data/prompts.jsonl";
    workload.inputTokens = {LengthSpec::Shape::Uniform, 90, 60, 30, 150};
    workload.outputTokens = {LengthSpec::Shape::Normal, 200, 20, 10, 400};
    workload.ignoreEos = false;
    workload.uniquePrompts = false;
    workload.systemPrompt = "Be brief.\n";
    workload.temperature = 0.7;
    plan.workloads = {workload, Workload{}};
    plan.slos = {{Slo::Metric::Ttft, 500}, {Slo::Metric::Stall, 1234.5678901234567}};
    plan.limits = {90s, 7s, 250ms};
    return plan;
}

TEST(Plan, ComesBackEqualFromItsText)
{
    const Plan plan = fullPlan();
    const Expected<Plan> back = parsePlan(toToml(plan));
    ASSERT_TRUE(back) << back.error().detail << back.error().cause;
    EXPECT_EQ(*back, plan);
    EXPECT_EQ(toToml(*back), toToml(plan));
}

TEST(Plan, NumbersAreWrittenAsAPersonWouldWriteThem)
{
    Plan plan = Plan();
    plan.load.kind = LoadKind::Open;
    plan.load.levels = {0.1, 2, 1e-7, std::numeric_limits<double>::infinity()};
    plan.verdicts.errorRate = {0.1, 1.0 / 3};
    const std::string text = toToml(plan);
    EXPECT_NE(text.find("request_rate = [0.1, 2.0, 1e-07, inf]\n"), std::string::npos) << text;
    EXPECT_NE(text.find("[0.1, 0.3333333333333333]\n"), std::string::npos) << text;
    EXPECT_EQ(parsePlan(text), plan);
}

TEST(Plan, DefaultsComeBackEqualToo)
{
    EXPECT_EQ(parsePlan(toToml(Plan())), Plan());
}

TEST(Plan, RatesAndTracesComeBackEqual)
{
    Plan plan;
    plan.load.kind = LoadKind::Open;
    plan.load.levels = {0.5, 2, std::numeric_limits<double>::infinity()};
    plan.load.burstiness = std::numeric_limits<double>::infinity();
    plan.load.maxInFlight = 64;
    EXPECT_EQ(parsePlan(toToml(plan)), plan);

    plan.load = Load();
    plan.load.kind = LoadKind::Trace;
    plan.load.trace = "/data/trace.jsonl";
    plan.load.levels = {1, 2.5};
    plan.load.duration.reset();
    plan.load.warmup = 0s;
    EXPECT_EQ(parsePlan(toToml(plan)), plan);
}

/// What is searched, run before and shared, none of it as it is by default.
Plan searchPlan(LoadKind kind)
{
    Plan plan;
    plan.load.kind = kind;
    plan.load.levels.clear();
    Search &search = plan.search.emplace();
    search.lowest = 2;
    search.highest = 96;
    search.precisionPct = 2.5;
    search.sharePct = 95;
    search.requirements = {{Slo::Metric::Ttft, 95, 500}, {Slo::Metric::Tpot, 0, 37.5}};
    plan.repetitions = 5;
    plan.slos = {{Slo::Metric::E2el, 9000}};
    plan.beforeRepetition = BeforeRepetition{{"systemctl", "restart", "a \"b\""}, false, 90s, 5min};
    plan.workloads.front().sharedPrefix = SharedPrefix{0.75, 12};
    return plan;
}

TEST(Plan, SearchesComeBackEqual)
{
    for (const LoadKind kind : {LoadKind::Closed, LoadKind::Open}) {
        Plan plan = searchPlan(kind);
        const auto back = parsePlan(toToml(plan));
        ASSERT_TRUE(back) << back.error().detail << back.error().cause;
        EXPECT_EQ(*back, plan);
        plan.beforeRepetition = BeforeRepetition{{"docker restart vllm | tee log"}, true, 90s, 5min};
        EXPECT_EQ(parsePlan(toToml(plan)), plan);
    }
}

TEST(Plan, LeavesOutOfItsTextWhatASearchHasTried)
{
    Plan plan = searchPlan(LoadKind::Closed);
    const std::string before = toToml(plan);
    plan.load.levels = {2, 4, 8};
    EXPECT_EQ(toToml(plan), before);
}

TEST(Plan, SearchesUsersThreeTimesAtTheEdgeUnlessToldOtherwise)
{
    const auto plan = parsePlan("[search]\nrequire = [\"ttft_p95<500\"]\n");
    ASSERT_TRUE(plan) << plan.error().detail << plan.error().cause;
    EXPECT_EQ(plan->load.kind, LoadKind::Closed);
    EXPECT_THAT(plan->load.levels, testing::IsEmpty());
    EXPECT_EQ(plan->repetitions, 3u);
    EXPECT_EQ(plan->search->requirements.at(0), (Requirement{Slo::Metric::Ttft, 95, 500}));
}

TEST(Plan, TheKeyOfTheLevelsSaysTheKindOfLoad)
{
    const auto open = parsePlan("[load]\nrequest_rate = [1, 2.5]\n");
    ASSERT_TRUE(open) << open.error().detail;
    EXPECT_EQ(open->load.kind, LoadKind::Open);
    EXPECT_EQ(open->load.levels, (std::vector<double>{1, 2.5}));
    EXPECT_EQ(open->load.burstiness, 1);
    EXPECT_EQ(open->load.duration, 60s);

    const auto trace = parsePlan("[load]\ntrace = \"t.csv\"\n");
    ASSERT_TRUE(trace) << trace.error().detail;
    EXPECT_EQ(trace->load.levels, std::vector<double>{1});
    EXPECT_FALSE(trace->load.duration) << "the whole trace, unless it is cut";
    EXPECT_EQ(parsePlan("[load]\ntrace = \"t.csv\"\nduration = 9\n")->load.duration, 9s);
}

TEST(Plan, TakesDefaultsForWhatIsNotSaid)
{
    const Expected<Plan> plan = parsePlan("[[targets]]\nurl = \"127.0.0.1:8000\"\n");
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->load, Load());
    EXPECT_EQ(plan->workloads.size(), 1u);
    EXPECT_EQ(plan->targets.front().kind, "openai");
}

TEST(Plan, ReadsShortForms)
{
    const Expected<Plan> plan = parsePlan(R"(
[load]
duration = 30
think_time = 0.5
warmup = "auto"
[[workloads]]
file = "p.jsonl"
input_tokens = 512
)");
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_EQ(plan->load.duration, 30s);
    EXPECT_EQ(plan->load.thinkTime, 500ms);
    EXPECT_FALSE(plan->load.warmup);
    EXPECT_EQ(plan->workloads.front().origin, PromptOrigin::File);
    EXPECT_EQ(plan->workloads.front().inputTokens.mean, 512u);
}

TEST(Plan, ChangesTheLimitsOfVerdictsThatItNames)
{
    const Expected<Plan> plan = parsePlan("[verdicts]\nttft_drift_pct = [5, 12.5]\n");
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_EQ(plan->verdicts.ttftDrift, (Threshold{5, 12.5}));
    EXPECT_EQ(plan->verdicts.rateDrift, VerdictThresholds().rateDrift);

    const Expected<Plan> single = parsePlan("[verdicts]\nttft_drift_pct = [5]\n");
    ASSERT_FALSE(single);
    EXPECT_THAT(single.error().detail, HasSubstr("verdicts.ttft_drift_pct: not two numbers"));
    const Expected<Plan> misspelt = parsePlan("[verdicts]\nttft_drift = [5, 10]\n");
    ASSERT_FALSE(misspelt);
    EXPECT_THAT(misspelt.error().detail, HasSubstr("ttft_drift_pct"));
}

TEST(Plan, RequestsReplaceTheDuration)
{
    const Expected<Plan> plan = parsePlan("[load]\nrequests = 200\n");
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->load.requests, 200u);
    EXPECT_FALSE(plan->load.duration);
}

struct BadText {
    const char *toml;
    const char *place;
    const char *what;
};

class PlanRefuses : public testing::TestWithParam<BadText> { };

TEST_P(PlanRefuses, NamingPlaceAndKey)
{
    const Expected<Plan> plan = parsePlan(GetParam().toml);
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().code, ErrorCode::BadPlan);
    EXPECT_THAT(plan.error().detail, StartsWith(GetParam().place));
    EXPECT_THAT(plan.error().detail + plan.error().cause, HasSubstr(GetParam().what));
}

INSTANTIATE_TEST_SUITE_P(
    Texts, PlanRefuses,
    testing::Values(
        BadText{"name = \"a\"\nname", "line 2, column 5", ""},
        BadText{"name = \"a\"\n\nnmae = \"b\"", "line 3, column 1", "nmae: unknown key, nearest is name"},
        BadText{"[load]\n  concurency = [1]", "line 2, column 3",
                "load.concurency: unknown key, nearest is concurrency"},
        BadText{"[load]\nwarmpu = 1", "line 2, column 1", "nearest is warmup"},
        BadText{"[load]\nconcurrency = \"search\"", "line 2", "a table [search] must say for what"},
        BadText{"[search]\n[load]\nconcurrency = [1, 2]", "line 3", "not \"search\""},
        BadText{"[search]\n[load]\nrequest_rate = \"search\"\nconcurrency = \"search\"", "line 3", "one of"},
        BadText{"[search]\n[load]\ntrace = \"t.csv\"", "line 3", "no load to search over"},
        BadText{"[search]\nrequire = [\"ttft_p42 <= 5\"]", "line 2", "ttft_p42 <= 5"},
        BadText{"zzzzzzzzzzzz = 1", "line 1, column 1", "zzzzzzzzzzzz: unknown key"},
        BadText{"name = 7", "line 1, column 8", "name: not a string"},
        BadText{"repetitions = -1", "line 1, column 15", "repetitions: not a whole number"},
        BadText{"repetitions = 4294967296", "line 1, column 15", "from 0 to 4294967295"},
        BadText{"[load]\nconcurrency = [1, 2.5]", "line 2, column 19", "load.concurrency: not a whole number"},
        BadText{"[load]\nconcurrency = 5", "line 2, column 15", "not a list"},
        BadText{"[load]\nconcurrency = [1]\nrequest_rate = [1]", "line 3, column 16", "one of concurrency"},
        BadText{"[load]\nrequest_rate = [\"x\"]", "line 2, column 17", "not a number"},
        BadText{"[load]\nburstiness = 2", "line 2, column 14", "says nothing"},
        BadText{"[load]\nrequest_rate = [1]\nthink_time = 1", "line 3, column 14", "says nothing"},
        BadText{"[load]\nmax_in_fligth = 2", "line 2, column 1", "nearest is max_in_flight"},
        BadText{"[load]\nduration = \"soon\"", "line 2, column 12", "load.duration: not a duration"},
        BadText{"[load]\nduration = true", "line 2, column 12", "not a duration"},
        BadText{"percentiles = [\"p50\"]", "line 1, column 16", "not a number"},
        BadText{"[[targets]]\nendpoint = \"chatt\"", "line 2, column 12", "not one of chat|completions|native|auto"},
        BadText{"[[targets]]\n[[targets]]\nurl = 1", "line 3, column 7", "targets[1].url: not a string"},
        BadText{"[[targets]]\nheaders = [\"none\"]", "line 2, column 11", "not of the form"},
        BadText{"[[targets]]\napi_key = \"keychain:\"", "line 2, column 11", "not of the form \"keychain:NAME\""},
        BadText{"[[targets]]\napi_key = 7", "line 2, column 11", "targets[0].api_key: not a string"},
        BadText{"[[targets]]\ninsecure = 1", "line 2, column 12", "not true or false"},
        BadText{"targets = 3", "line 1, column 11", "not a list of tables"},
        BadText{"targets = [3]", "line 1, column 12", "not a table"},
        BadText{"load = 3", "line 1, column 8", "load: not a table"},
        BadText{"[[workloads]]\ninput_tokens = { maen = 3 }", "line 2, column 18", "nearest is mean"},
        BadText{"zzzzzzzzzzzz = 1", "line 1, column 1", "unknown key; known here: before_repetition, description"},
        BadText{"[[slos]]\nmetric = \"ttft\"", "line 1", "slos[0].limit_ms: missing"},
        BadText{"[[slos]]\nmetric = \"ttft\"\nlimit_mss = 3", "line 3", "nearest is limit_ms"},
        BadText{"[[slos]]\nmetric = \"itl\"", "line 2, column 10", "ttft|tpot|e2el|stall"}));

TEST(Plan, DoesNotRepeatAKeyThatStandsWhereItsPlaceBelongs)
{
    const Expected<Plan> plan = parsePlan("[[targets]]\napi_key = \"sk-do-not-tell\"");
    ASSERT_FALSE(plan);
    EXPECT_THAT(plan.error().detail + plan.error().cause, Not(HasSubstr("sk-do-not-tell")));
}

class PlanFile : public testing::Test {
protected:
    void SetUp() override { std::filesystem::create_directories(m_folder); }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    const std::filesystem::path m_folder
        = std::filesystem::path(testing::TempDir()) / ("tokamark-planfile-" + std::to_string(getpid()));
};

TEST_F(PlanFile, TakesPathsFromItsOwnFolder)
{
    std::ofstream(m_folder / "plan.toml") << "[load]\ntrace = \"t.csv\"\n[[workloads]]\nfile = "
                                             "\"../prompts.jsonl\"\n[[targets]]\nca_file = \"/ca.pem\"\n";
    const Expected<Plan> plan = loadPlan((m_folder / "plan.toml").string());
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->workloads.front().file, (m_folder.parent_path() / "prompts.jsonl").string());
    EXPECT_EQ(plan->targets.front().tls.caFile, "/ca.pem");
    EXPECT_EQ(plan->load.trace, (m_folder / "t.csv").string());
}

TEST_F(PlanFile, TakesAProgramWithASlashFromItsOwnFolder)
{
    const auto commandOf = [this](const std::string &table) {
        std::ofstream(m_folder / "plan.toml") << "[before_repetition]\n" << table << "\n";
        return loadPlan((m_folder / "plan.toml").string())->beforeRepetition->command;
    };
    EXPECT_THAT(commandOf(R"(command = ["./restart.sh", "./a"])"),
                ElementsAre((m_folder / "restart.sh").string(), "./a"));
    EXPECT_THAT(commandOf(R"(command = ["/bin/true"])"), ElementsAre("/bin/true"));
    EXPECT_THAT(commandOf(R"(command = ["systemctl", "restart"])"), ElementsAre("systemctl", "restart"));
    EXPECT_THAT(commandOf("command = \"./restart.sh a\"\nshell = true"), ElementsAre("./restart.sh a"));
}

TEST_F(PlanFile, NamesAProgramFromTheRootOn)
{
    std::ofstream(m_folder / "plan.toml") << "[before_repetition]\ncommand = [\"./restart.sh\"]\n";
    const std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(m_folder);
    const Expected<Plan> plan = loadPlan("plan.toml");
    std::filesystem::current_path(before);
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->beforeRepetition->command.front(), (m_folder / "restart.sh").string())
        << "a bare name would be looked for in PATH";
}

TEST_F(PlanFile, SaysWhichFileIsBad)
{
    std::ofstream(m_folder / "plan.toml") << "x";
    EXPECT_THAT(loadPlan((m_folder / "plan.toml").string()).error().detail, HasSubstr("plan.toml, line 1, column"));
}

TEST_F(PlanFile, SaysThatAFileCannotBeRead)
{
    EXPECT_EQ(loadPlan((m_folder / "none.toml").string()).error().code, ErrorCode::FileUnreadable);
    EXPECT_EQ(loadPlan(m_folder.string()).error().code, ErrorCode::FileUnreadable);
}

} // namespace
} // namespace tokamark::plan
