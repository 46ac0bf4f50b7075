#include "app/endtoend/programfixture.h"

#include <gmock/gmock.h>

namespace tokamark::endtoend {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using ServerSideTest = ProgramFixture;

/// The server's part of the only cell of the newest run.
json serverOf(const std::string &shown)
{
    return json::parse(shown).at("cells").at(0).at("figures").value("server", json());
}

TEST_F(ServerSideTest, CountsAgreeWithThoseOfTheServer)
{
    const Outcome run
        = cli(words("run --base-url sim:vllm-llama3-8b-a100 --name one --max-concurrency 4 --num-prompts 12 "
                    "--random-output-len 8 --ignore-eos --db db.sqlite"));
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_THAT(run.out, HasSubstr("prefill")) << "the TTFT is taken apart";

    const Outcome shown = cli(words("show one --db db.sqlite --format json"));
    ASSERT_EQ(shown.status, 0) << shown.err;
    const json server = serverOf(shown.out);
    ASSERT_TRUE(server.is_object());
    for (const char *count : {"requests", "prompt_tokens", "output_tokens"})
        EXPECT_EQ(server.at(count).at("client"), server.at(count).at("server")) << count;
    EXPECT_EQ(server.at("requests").at("client"), 12);
    EXPECT_EQ(server.at("output_tokens").at("client"), 96);
    EXPECT_GE(server.at("scrapes"), 2) << "before and after, at the least";
    EXPECT_EQ(server.at("failed_scrapes"), 0);

    const json split = server.at("ttft_split_ms");
    ASSERT_TRUE(split.is_object());
    EXPECT_EQ(split.at("requests"), split.at("server_requests"));
    const auto part
        = [&split](const char *name) { return split.at(name).is_null() ? 0 : split.at(name).get<double>(); };
    EXPECT_NEAR(part("network") + part("queue") + part("prefill") + part("remainder"), part("client"), 1e-6);
    EXPECT_GT(part("prefill"), 0);
}

TEST_F(ServerSideTest, NobodyAsksAServerThatIsToBeLeftAlone)
{
    const Outcome run
        = cli(words("run --base-url sim:vllm-llama3-8b-a100 --name one --max-concurrency 2 --num-prompts 4 "
                    "--random-output-len 4 --metrics-url off --db db.sqlite"));
    ASSERT_EQ(run.status, 0) << run.err;
    const Outcome shown = cli(words("show one --db db.sqlite --format json"));
    const json server = serverOf(shown.out);
    if (server.is_object()) {
        EXPECT_EQ(server.at("scrapes"), 0);
        EXPECT_EQ(server.at("failed_scrapes"), 0);
    }
}

} // namespace
} // namespace tokamark::endtoend
