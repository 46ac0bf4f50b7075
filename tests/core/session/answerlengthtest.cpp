#include "session/answerlength.h"

#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <string>

namespace tokamark::session {
namespace {

constexpr std::uint32_t Planned = 8;

storage::StoredTarget targetOf(const char *kind, const char *extraBody, const char *native = nullptr)
{
    storage::StoredTarget target;
    target.asPlanned.model = "m";
    target.asPlanned.kind = kind;
    target.asPlanned.extraBody = extraBody;
    target.asPlanned.endpoint = native ? plan::Endpoint::Native : plan::Endpoint::Chat;
    target.asPlanned.native = native ? native : "";
    return target;
}

struct Case {
    const char *name;
    const char *kind;
    const char *native; ///< null: chat
    const char *extraBody;
    std::optional<double> most;
    std::optional<double> exactly;
};

void PrintTo(const Case &value, std::ostream *out)
{
    *out << value.name;
}

class AnswerLengths : public testing::TestWithParam<Case> { };

TEST_P(AnswerLengths, AreWhatTheBodySays)
{
    const Case &given = GetParam();
    const AnswerLength length = answerLengthOf(targetOf(given.kind, given.extraBody, given.native), plan::Workload());
    EXPECT_EQ(length.most(Planned), given.most);
    EXPECT_EQ(length.exactly(Planned), given.exactly);
}

constexpr std::nullopt_t None = std::nullopt;

INSTANTIATE_TEST_SUITE_P(
    Bodies, AnswerLengths,
    testing::Values(
        Case{"NoExtraBody", "vllm", nullptr, "", Planned, Planned},
        Case{"OtherFields", "vllm", nullptr, R"({"top_k":3,"options":{"top_p":1}})", Planned, Planned},
        Case{"AnotherLength", "vllm", nullptr, R"({"max_tokens":40})", 40, 40},
        Case{"UnderAnotherName", "vllm", nullptr, R"({"max_tokens":null,"max_completion_tokens":40})", 40, 40},
        Case{"BesideOurs", "vllm", nullptr, R"({"max_completion_tokens":40})", 40, None},
        Case{"BesideOursAndSmaller", "vllm", nullptr, R"({"max_completion_tokens":4})", Planned, None},
        Case{"NoLimit", "vllm", nullptr, R"({"max_tokens":null})", None, None},
        Case{"NoNumber", "vllm", nullptr, R"({"max_tokens":"40"})", None, None},
        Case{"WithoutEnd", "llama.cpp", "completion", R"({"n_predict":-1})", None, None},
        Case{"TooLarge", "vllm", nullptr, R"({"max_tokens":18446744073709551615})", None, None},
        Case{"TwoAnswers", "vllm", nullptr, R"({"n":2})", 2 * Planned, None},
        Case{"BestOfThree", "vllm", nullptr, R"({"n":2,"best_of":3,"max_tokens":40})", 120, None},
        Case{"AsManyAsItLikes", "vllm", nullptr, R"({"n":"all"})", None, None},
        Case{"MayEndBefore", "vllm", nullptr, R"({"ignore_eos":false})", Planned, None},
        Case{"MayEndBeforeWithoutTheField", "vllm", nullptr, R"({"ignore_eos":null})", Planned, None},
        Case{"SaysItToo", "vllm", nullptr, R"({"ignore_eos":true})", Planned, Planned},
        Case{"LeastBesideIgnoredEnds", "vllm", nullptr, R"({"min_tokens":3})", Planned, Planned},
        Case{"LeastAndOpenEnds", "vllm", nullptr, R"({"min_tokens":3,"ignore_eos":false})", Planned, None},
        Case{"LeastWhereItHoldsTheLength", "triton", "ensemble", R"({"min_tokens":3})", Planned, None},
        Case{"MostWhereTheLeastIsPlanned", "triton", "ensemble", R"({"max_tokens":40})", 40, None},
        Case{"InsideOfOptions", "ollama", "chat", R"({"options":{"num_predict":40}})", 40, 40},
        Case{"OptionsWithoutIt", "ollama", "chat", R"({"options":{"num_ctx":4096}})", None, None},
        Case{"InsideOfParameters", "tgi", "generate_stream", R"({"parameters":{"max_new_tokens":40}})", 40, 40},
        Case{"InsideOfSamplingParams", "sglang", "generate",
             R"({"sampling_params":{"max_new_tokens":40,"ignore_eos":true}})", 40, 40},
        Case{"SamplingParamsThatMayEnd", "sglang", "generate", R"({"sampling_params":{"max_new_tokens":40}})", 40,
             None},
        Case{"CannotBeExact", "tgi", nullptr, R"({"top_p":0.5})", Planned, Planned},
        Case{"NoJson", "vllm", nullptr, "{", None, None}),
    [](const auto &tested) { return std::string(tested.param.name); });

TEST(AnswerLength, IsOfTheApiThatTheServerHas)
{
    storage::StoredTarget target = targetOf("openai", R"({"max_output":40})");
    EXPECT_EQ(answerLengthOf(target, plan::Workload()).most(Planned), Planned) << "nobody knows that name";
    plan::Workload open;
    open.ignoreEos = false;
    EXPECT_EQ(answerLengthOf(target, open).exactly(Planned), std::nullopt);
}

} // namespace
} // namespace tokamark::session
