#include "words/checkwords.h"
#include "words/differencewords.h"
#include "words/durationwords.h"
#include "words/errorwords.h"
#include "words/faultwords.h"
#include "words/limitwords.h"
#include "words/metricwords.h"
#include "words/outcomewords.h"
#include "words/refusalwords.h"
#include "words/replicawords.h"
#include "words/statewords.h"
#include "words/thresholdwords.h"
#include "words/verdictwords.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>

namespace tokamark::words {
namespace {

TEST(ErrorWords, HaveASentenceAndAnAdviceForEveryCode)
{
    std::set<QString> sentences;
    for (int code = 1; code <= static_cast<int>(ErrorCode::ServerNotReady); ++code) {
        const Error error{static_cast<ErrorCode>(code), "the-detail", "the-cause."};
        const QString text = sentence(error);
        EXPECT_TRUE(text.contains(QStringLiteral("the-detail"))) << name(error.code);
        EXPECT_TRUE(text.endsWith(QStringLiteral("(the-cause)."))) << text.toStdString();
        EXPECT_FALSE(advice(error).isEmpty()) << name(error.code);
        sentences.insert(text);
    }
    EXPECT_EQ(static_cast<int>(sentences.size()), static_cast<int>(ErrorCode::ServerNotReady)) << "no two say the same";
}

TEST(ErrorWords, AdviseToWaitForAServerThatCannotAnswerYet)
{
    const QString loading = advice({ErrorCode::HttpStatus, "GET /health: 503", "Loading model"});
    EXPECT_TRUE(loading.contains(QStringLiteral("Wait"))) << loading.toStdString();
    for (const char *other : {"GET /v1/models: 500", "GET /m/1503: 404", "POST /v1/completions: 5031"})
        EXPECT_NE(advice({ErrorCode::HttpStatus, other, {}}), loading) << other;
}

TEST(ErrorWords, ReadWellWithoutParticulars)
{
    EXPECT_EQ(sentence({ErrorCode::ConnectRefused, "10.0.0.7:8000", {}}),
              QStringLiteral("Nothing listens at 10.0.0.7:8000."));
    EXPECT_FALSE(sentence({ErrorCode::ConnectRefused, {}, {}}).contains(QLatin1Char('%')));
    EXPECT_EQ(sentence({ErrorCode::HttpStatus, "100%2 of 7", "%1"}),
              QStringLiteral("The server refused the request: 100%2 of 7 (%1)."))
        << "what a server says is not a pattern";
}

TEST(RefusalWords, NameTheSwitchOfTheFieldThatIsRefused)
{
    const auto advised = [](const char *said, std::uint16_t status = 400) {
        return refusalAdvice(status, QString::fromUtf8(said)).toStdString();
    };
    const std::string length = advised("unknown field: ignore_eos");
    EXPECT_NE(length.find("--no-ignore-eos"), std::string::npos) << length;
    // As pydantic and vLLM write it; cut, for no more of a refusal is kept.
    EXPECT_EQ(
        advised(R"({"detail":[{"type":"extra_forbidden","loc":["body","ignore_eos"],"msg":"Extra inputs are)", 422),
        length);
    EXPECT_EQ(advised("[{'type': 'extra_forbidden', 'loc': ('body', 'ignore_eos'), 'input': True}]"), length);
    EXPECT_NE(advised("Use 'max_completion_tokens' instead.").find("openai.com"), std::string::npos);
    const std::string seed = advised(R"({"error":{"message":"Unrecognized request argument supplied: seed"}})");
    EXPECT_NE(seed.find(R"({"seed": null})"), std::string::npos) << seed;
    EXPECT_NE(advised("stream_options.continuous_usage_stats: not permitted").find("include_usage"), std::string::npos);
}

TEST(RefusalWords, SayNothingOfOtherTroubles)
{
    const auto advised = [](const char *said, std::uint16_t status = 400) {
        return refusalAdvice(status, QString::fromUtf8(said)).toStdString();
    };
    EXPECT_EQ(advised("The model m does not exist"), "");
    EXPECT_EQ(advised("'max_tokens' or 'max_completion_tokens' is too large: 5000"), "");
    EXPECT_EQ(advised("no seeds here"), "") << "a part of another word";
    EXPECT_EQ(advised("ignore_eos", 404), "");
    EXPECT_EQ(
        advised(R"({"detail":[{"type":"missing","loc":["body","messages"],"input":{"ignore_eos":true,"seed":1}}]})",
                422),
        "")
        << "the request is only repeated";
}

TEST(ReplicaWords, NameEachReplicaTheOneThatSaidMostFirst)
{
    const std::vector<session::ReplicaCounts> replicas{{"http://one/m", 120, 480, {}, {}},
                                                       {"http://two/m", 340, 1360, 7, 12.34}};
    const auto told = [&replicas](const char *subject) {
        const metrics::Verdict verdict{metrics::VerdictCode::Impossible, metrics::Severity::Bad, subject, 3, 2, "%"};
        return replicaEvidence(verdict, replicas).toStdString();
    };
    EXPECT_EQ(told("server-requests"), "Counted by each replica: http://two/m 340, http://one/m 120.");
    EXPECT_NE(told("server-prompt-tokens").find("http://one/m 480"), std::string::npos);
}

TEST(ReplicaWords, SayNothingWhereNotSeveralTellAndOfOtherVerdicts)
{
    const std::vector<session::ReplicaCounts> replicas{{"http://one/m", 120, 480, {}, {}},
                                                       {"http://two/m", 340, 1360, 7, 12.34}};
    const auto evidence = [&replicas](const char *subject, metrics::VerdictCode code) {
        return replicaEvidence({code, metrics::Severity::Bad, subject, 3, 2, "%"}, replicas);
    };
    EXPECT_TRUE(evidence("server-output-tokens", metrics::VerdictCode::Impossible).isEmpty()) << "one alone tells";
    EXPECT_TRUE(evidence("server-ttft", metrics::VerdictCode::Impossible).isEmpty());
    EXPECT_TRUE(evidence("physical-limit", metrics::VerdictCode::Impossible).isEmpty());
    EXPECT_TRUE(evidence("server-requests", metrics::VerdictCode::Errors).isEmpty());
    EXPECT_FALSE(
        mayNameReplicas({metrics::VerdictCode::Impossible, metrics::Severity::Bad, "physical-limit", 1, 1, {}}));
    EXPECT_TRUE(mayNameReplicas({metrics::VerdictCode::Impossible, metrics::Severity::Bad, "server-ttft", 1, 1, {}}));
}

TEST(FaultWords, HaveASentenceForEveryKindOfFault)
{
    std::set<QString> sentences;
    const auto last = static_cast<int>(plan::FaultKind::UrlQuery);
    for (int kind = 0; kind <= last; ++kind) {
        const plan::Fault fault{"load.ramp", static_cast<plan::FaultKind>(kind), {}, {}, ErrorCode::BadPlan};
        const QString text = sentence(fault);
        EXPECT_TRUE(text.endsWith(QLatin1Char('.'))) << text.toStdString();
        EXPECT_FALSE(text.contains(QStringLiteral("load.ramp"))) << "the field stands beside it";
        EXPECT_FALSE(text.contains(QLatin1Char('%'))) << text.toStdString();
        sentences.insert(text);
    }
    EXPECT_EQ(static_cast<int>(sentences.size()), last + 1) << "no two say the same";
}

TEST(FaultWords, SayWhatWasWritten)
{
    EXPECT_EQ(sentence(plan::Fault{"load.concurrency", plan::FaultKind::GivenTwice, "5", {}, ErrorCode::BadPlan}),
              QStringLiteral("5 is given twice."));
    EXPECT_EQ(
        sentence(plan::Fault{"targets[0].kind", plan::FaultKind::KindMisspelt, "vlm%2", "vllm", ErrorCode::BadPlan}),
        QStringLiteral("The kind of server vlm%2 is not known. Perhaps vllm is meant."));
    EXPECT_EQ(sentence(plan::Fault{"targets[0].headers", plan::FaultKind::HeaderName, {}, {}, ErrorCode::BadHeader}),
              QStringLiteral("A line of the headers is not of the form “Name: value”."));
}

TEST(ThresholdWords, NameEveryLimitOfThePlan)
{
    std::set<QString> labels;
    std::set<QString> meanings;
    for (const plan::ThresholdKey &limit : plan::ThresholdKeys) {
        EXPECT_FALSE(thresholdLabel(limit.key).contains(QLatin1Char('_'))) << limit.key;
        EXPECT_TRUE(thresholdMeaning(limit.key).endsWith(QLatin1Char('.'))) << limit.key;
        labels.insert(thresholdLabel(limit.key));
        meanings.insert(thresholdMeaning(limit.key));
    }
    EXPECT_EQ(labels.size(), plan::ThresholdKeys.size()) << "no two are called the same";
    EXPECT_EQ(meanings.size(), plan::ThresholdKeys.size());
}

TEST(CheckWords, NameEveryCheckAndEveryDoubt)
{
    std::set<QString> labels;
    for (int what = 0; what <= static_cast<int>(metrics::CheckOf::Roofline); ++what)
        labels.insert(label(static_cast<metrics::CheckOf>(what)));
    EXPECT_EQ(labels.size(), 10u);
    EXPECT_FALSE(labels.contains(QString()));
    std::set<QString> reasons;
    for (int doubt = 1; doubt <= static_cast<int>(metrics::CheckDoubt::GpusUntold); ++doubt)
        reasons.insert(reason(static_cast<metrics::CheckDoubt>(doubt)));
    EXPECT_EQ(reasons.size(), 13u);
    EXPECT_FALSE(reasons.contains(QString()));
    EXPECT_EQ(reason(metrics::CheckDoubt::None), QString());
    EXPECT_EQ(label(metrics::CheckOutcome::Differs), QStringLiteral("differs"));
}

TEST(LimitWords, SayWhatASearchHasFound)
{
    using namespace metrics;
    LimitState state;
    state.meets = 96;
    state.fails = 100;
    state.meetsVotes = state.meetsOf = state.failsOf = 3;
    state.failsVotes = 2;
    state.reason = LimitReason::Bracketed;
    EXPECT_TRUE(sentence(state, plan::LoadKind::Closed).startsWith(QStringLiteral("Between 96 and 100 user")));
    EXPECT_TRUE(sentence(state, plan::LoadKind::Closed).contains(QStringLiteral("3 of 3")));
    EXPECT_TRUE(sentence(state, plan::LoadKind::Closed).contains(QStringLiteral("2 of 3")));
    state.reason = LimitReason::HighestMeets;
    EXPECT_TRUE(sentence(state, plan::LoadKind::Open).startsWith(QStringLiteral("At least 96 requests/s")));
    state.reason = LimitReason::Unusable;
    state.because = VerdictCode::ClientLimited;
    state.at = 128;
    EXPECT_TRUE(sentence(state, plan::LoadKind::Closed).contains(QStringLiteral("the client itself is the limit")));
    state.because = VerdictCode::NotSteady;
    EXPECT_TRUE(sentence(state, plan::LoadKind::Closed).contains(label(VerdictCode::NotSteady)));
    state.reason = LimitReason::Undecided;
    state.clearlyMeets = 90;
    const QString undecided = sentence(state, plan::LoadKind::Closed);
    EXPECT_TRUE(undecided.startsWith(QStringLiteral("Undecided between 96 and 100 user"))) << undecided.toStdString();
    EXPECT_TRUE(undecided.endsWith(QStringLiteral("Good enough for certain: 90 users."))) << undecided.toStdString();
    state.fails.reset();
    EXPECT_TRUE(sentence(state, plan::LoadKind::Closed).startsWith(QStringLiteral("Undecided at 96 users")));
    LimitState none;
    none.fails = 1;
    none.reason = LimitReason::LowestFails;
    EXPECT_TRUE(sentence(none, plan::LoadKind::Closed).startsWith(QStringLiteral("Under 1 user")));
    EXPECT_TRUE(progress(none, plan::LoadKind::Closed).isEmpty()) << "it has ended";
}

TEST(LimitWords, SayWhatIsAskedOfAPoint)
{
    plan::Plan plan;
    plan.search.emplace();
    plan.search->requirements = {{plan::Slo::Metric::Ttft, 95, 500}, {plan::Slo::Metric::Tpot, 0, 37.5}};
    plan.slos = {{plan::Slo::Metric::E2el, 900}};
    EXPECT_EQ(requirements(plan),
              QStringLiteral("TTFT p95 ≤ 500 ms; TPOT mean ≤ 37.5 ms; 99 % of requests with E2EL ≤ 900 ms"));
}

TEST(VerdictWords, SayTheNumbers)
{
    using namespace metrics;
    EXPECT_EQ(sentence(Verdict{VerdictCode::Errors, Severity::Bad, "error-rate", 1.75, 1, "%"}),
              QStringLiteral("1.75\u00a0% of the requests failed (threshold 1\u00a0%)."));
    EXPECT_EQ(sentence(Verdict{VerdictCode::TooFewSamples, Severity::Warning, "p99", 12, 20, "samples"}),
              QStringLiteral("Samples beyond the highest percentile shown: 12; at least 20 are needed."));
    EXPECT_TRUE(sentence(Verdict{VerdictCode::ClientLimited, Severity::Bad, "turnaround",
                                 std::numeric_limits<double>::infinity(), 10, "ms"})
                    .contains(QStringLiteral("∞")));
}

TEST(VerdictWords, SayWhatToDoAboutEveryFinding)
{
    for (int code = 0; code <= static_cast<int>(metrics::VerdictCode::ServerLimit); ++code) {
        const metrics::Verdict verdict{
            static_cast<metrics::VerdictCode>(code), metrics::Severity::Bad, "other", 2, 1, "%"};
        EXPECT_FALSE(label(verdict.code).isEmpty());
        EXPECT_FALSE(sentence(verdict).isEmpty());
        const bool isFinding
            = verdict.code != metrics::VerdictCode::Valid && verdict.code != metrics::VerdictCode::Unchecked;
        EXPECT_EQ(advice(verdict).isEmpty(), !isFinding);
        EXPECT_EQ(sentence(verdict).contains(QStringLiteral("2")), isFinding) << sentence(verdict).toStdString();
    }
}

TEST(VerdictWords, TellWhichWitnessContradicts)
{
    std::set<QString> sentences;
    std::set<QString> advices;
    for (const char *subject : {"server-ttft", "server-output-tokens", "physical-limit", "output-above-limit"}) {
        const metrics::Verdict verdict{metrics::VerdictCode::Impossible, metrics::Severity::Bad, subject, 3, 2, "%"};
        sentences.insert(sentence(verdict));
        advices.insert(advice(verdict));
    }
    EXPECT_EQ(sentences.size(), 4u);
    EXPECT_EQ(advices.size(), 3u) << "what a server says has other causes";
}

TEST(VerdictWords, ExplainEveryThingThatIsNotChecked)
{
    std::set<QString> sentences;
    for (const char *subject :
         {"cache", "steadiness", "physical-limit", "server-counters", "client-ceiling", "load", "token-count",
          "kernel-stamps", "steadiness-short", "steadiness-ttft", "steadiness-trace", "cache-allowed", "cache-system",
          "physical-limit-gpus", "above-bound", "above-bound-gpus"}) {
        const QString text = sentence({metrics::VerdictCode::Unchecked, metrics::Severity::Note, subject, 0, 0, {}});
        EXPECT_FALSE(text.contains(QString::fromLatin1(subject) + QLatin1Char('.'))) << "in words, not by its key";
        sentences.insert(text);
    }
    EXPECT_EQ(sentences.size(), 16u);
    for (const char *subject : {"above-bound", "above-bound-gpus"})
        EXPECT_TRUE(advice({metrics::VerdictCode::Unchecked, metrics::Severity::Note, subject, 0, 0, {}})
                        .contains(QStringLiteral("gpus")))
            << "what to state";
}

TEST(VerdictWords, TellWhichWayAPaceWentAndWhatThatRestsOn)
{
    const QChar nbsp(QChar::Nbsp);
    const metrics::Verdict fell{metrics::VerdictCode::NotSteady, metrics::Severity::Bad, "rate-drift", -12, 5, "%"};
    EXPECT_EQ(
        sentence(fell),
        QStringLiteral("The output rate fell by 12%1% from the beginning of the window to its end (threshold 5%1%).")
            .replace(QStringLiteral("%1"), nbsp));
    metrics::CellFigures figures;
    EXPECT_TRUE(evidence(fell, figures).isEmpty()) << "nothing was looked at";
    figures.steady = metrics::SteadyFigures{0, 120, 20, metrics::Trend{900, 792, -12, -13, -11, std::nullopt},
                                            metrics::Trend{100, 130, 30, 25, 35, 42.0}};
    EXPECT_EQ(evidence(fell, figures),
              QStringLiteral("From 900#tokens/s to 792#tokens/s within 120#s, -6#% a minute (over the whole: -13#% to "
                             "-11#% with 95 % certainty).")
                  .replace(QLatin1Char('#'), nbsp));
    const metrics::Verdict stepped{metrics::VerdictCode::NotSteady, metrics::Severity::Bad, "ttft-step", 30, 20, "%"};
    EXPECT_TRUE(evidence(stepped, figures).contains(QStringLiteral("second 42 of the window")));
    EXPECT_TRUE(
        evidence({metrics::VerdictCode::Errors, metrics::Severity::Bad, "error-rate", 2, 1, "%"}, figures).isEmpty());
}

TEST(DifferenceWords, SayNoMoreThanTheRepetitionsCarry)
{
    using metrics::IntervalKind;
    metrics::Difference difference;
    difference.metric = metrics::Metric::OutputThroughput;
    EXPECT_EQ(statement(difference), QStringLiteral("whether it differs cannot be told."));
    difference.lowPct = 4.2;
    difference.highPct = 11.6;
    difference.kind = IntervalKind::BetweenRuns;
    difference.repetitions = 3;
    difference.significant = true;
    EXPECT_EQ(statement(difference), QStringLiteral("faster by 4.2 to 12 %."));
    difference.metric = metrics::Metric::TtftP50;
    EXPECT_EQ(statement(difference), QStringLiteral("slower by 4.2 to 12 %."));
    difference.lowPct = -9.0;
    difference.highPct = -4.0;
    EXPECT_EQ(statement(difference), QStringLiteral("faster by 4.0 to 9.0 %."));
    difference.lowPct = 6815;
    difference.highPct = 9100;
    EXPECT_EQ(statement(difference), QStringLiteral("69 to 92 times as long."));
    difference.lowPct = 99;
    difference.highPct = 140;
    EXPECT_EQ(statement(difference), QStringLiteral("slower by 99 to 140 %."));
    difference.metric = metrics::Metric::OutputThroughput;
    difference.lowPct = 100;
    EXPECT_EQ(statement(difference), QStringLiteral("2.0 to 2.4 times as fast."));
    difference.kind = IntervalKind::WithinRun;
    EXPECT_EQ(statement(difference),
              QStringLiteral("3 repetition(s) carry no statement; within the runs it is 2.0 to 2.4 times as much."));
    difference.kind = IntervalKind::BetweenRuns;
    difference.metric = metrics::Metric::TtftP50;
    difference.lowPct = -9.0;
    difference.highPct = 1.5;
    difference.significant = false;
    EXPECT_EQ(statement(difference), QStringLiteral("no difference that 3 repetition(s) can show (-9.0 to +1.5 %)."));
    difference.kind = IntervalKind::WithinRun;
    difference.repetitions = 2;
    EXPECT_EQ(statement(difference),
              QStringLiteral("2 repetition(s) carry no statement; within the runs the difference "
                             "is -9.0 to +1.5 %."));
}

TEST(DurationWords, UseTwoUnitsAtMost)
{
    EXPECT_EQ(duration(0.4), QStringLiteral("0 s"));
    EXPECT_EQ(duration(59.6), QStringLiteral("1 min"));
    EXPECT_EQ(duration(200), QStringLiteral("3 min 20 s"));
    EXPECT_EQ(duration(3600), QStringLiteral("1 h"));
    EXPECT_EQ(duration(7500.2), QStringLiteral("2 h 5 min"));
    EXPECT_EQ(duration(-1), QString());
    EXPECT_EQ(remaining(200), QStringLiteral("3 min 20 s left"));
    EXPECT_EQ(remaining(-1), QStringLiteral("time left not known yet"));
}

TEST(Labels, ExistForEveryState)
{
    for (int code = 0; code <= static_cast<int>(metrics::Outcome::Cancelled); ++code)
        EXPECT_FALSE(label(static_cast<metrics::Outcome>(code)).isEmpty());
    for (int code = 0; code <= static_cast<int>(session::RunState::Failed); ++code)
        EXPECT_FALSE(label(static_cast<session::RunState>(code)).isEmpty());
    for (int code = 0; code <= static_cast<int>(session::CellState::Cancelled); ++code)
        EXPECT_FALSE(label(static_cast<session::CellState>(code)).isEmpty());
    for (int code = 0; code <= static_cast<int>(storage::StoredCellState::Broken); ++code)
        EXPECT_FALSE(label(static_cast<storage::StoredCellState>(code)).isEmpty());
    for (const metrics::Metric metric : metrics::allMetrics()) {
        EXPECT_FALSE(label(metric).isEmpty());
        EXPECT_FALSE(unit(metric).isEmpty());
        EXPECT_TRUE(meaning(metric).endsWith(QLatin1Char('.')));
    }
}

} // namespace
} // namespace tokamark::words
