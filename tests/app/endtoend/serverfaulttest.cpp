#include "app/endtoend/programfixture.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>

namespace tokamark::endtoend {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;

/// A server that fails while it is measured.
class ServerFaultTest : public ProgramFixture {
protected:
    /// A run at a server that is well, once it has said `said`.
    [[nodiscard]] std::unique_ptr<QProcess> startMeasuring(const char *load, const char *said)
    {
        m_url = startSimulator(words("--preset instant"));
        writePlan(m_url + QStringLiteral("/instant"), load);
        auto run = startCli(words("run plan.toml --progress plain --db db.sqlite"));
        std::ignore = awaitWords(*run, said);
        return run;
    }
    /// Another one in its place.
    void restartServer(const QStringList &arguments = {})
    {
        const QString port = m_url.section(QLatin1Char(':'), -1);
        EXPECT_EQ(startSimulator(words("--preset instant --port") << port << arguments), m_url);
    }
    /// Those of each cell; null for one that has none.
    [[nodiscard]] std::vector<json> figures() const
    {
        const Outcome shown = cli(words("show measured --format json --db db.sqlite"));
        EXPECT_EQ(shown.status, 0) << shown.err;
        const json document = json::parse(shown.out);
        std::vector<json> figures;
        for (const json &cell : document.at("cells"))
            figures.push_back(cell.at("figures"));
        return figures;
    }

private:
    QString m_url;
};

TEST_F(ServerFaultTest, KilledServerFailsItsRequestsAndNoOthers)
{
    const auto run = startMeasuring("concurrency = [2]\nduration = \"2s\"\n", "0/1  server, 2 users");
    awaitStoredRequests();
    killSimulator();
    const Outcome ended = waitFor(*run);
    EXPECT_EQ(ended.status, 1) << ended.err;
    const std::vector<metrics::RequestRecord> records = storedRequests();
    std::vector<metrics::Outcome> outcomes;
    std::ranges::transform(records, std::back_inserter(outcomes), &metrics::RequestRecord::outcome);
    EXPECT_THAT(outcomes, Contains(metrics::Outcome::Completed));
    EXPECT_THAT(outcomes, Contains(metrics::Outcome::ConnectFailed));
    EXPECT_TRUE(figures().at(0).at("failures").contains("connect-failed"));
}

TEST_F(ServerFaultTest, ServerThatComesBackIsMeasuredOn)
{
    const auto run = startMeasuring("concurrency = [1, 2]\nduration = \"3s\"\n", "0/2  server, 1 user");
    awaitStoredRequests();
    killSimulator();
    restartServer();
    const Outcome ended = waitFor(*run);
    const std::vector<json> cells = figures();
    ASSERT_EQ(cells.size(), 2u);
    // A request that died on a reused connection was sent once more and may have met the new server.
    EXPECT_EQ(ended.status, cells.at(0).at("failed") > 0 ? 1 : 0) << ended.err;
    EXPECT_GT(cells.at(0).at("completed"), 0);
    EXPECT_GT(cells.at(1).at("completed"), 0);
    EXPECT_EQ(cells.at(1).at("failed"), 0);
}

TEST_F(ServerFaultTest, AModelThatIsNotThereIsNotAskedForToTheEnd)
{
    const QString url = startSimulator(words("--preset vllm-llama3-8b-a100")) + QStringLiteral("/vllm-llama3-8b-a100");
    const Outcome run = cli(words("run --name wrong --model nowhere --max-concurrency 1,2,4 --num-prompts 6 "
                                  "--random-output-len 4 --progress none --db db.sqlite --base-url ")
                            << url);
    EXPECT_EQ(run.status, 1) << run.err;
    EXPECT_THAT(run.out, HasSubstr("FAILED  wrong, 2 users, 4 users: The server refused the request: 404 "));
    EXPECT_THAT(run.out, HasSubstr("nowhere"));
    const json cells = json::parse(cli(words("show wrong --format json --db db.sqlite")).out).at("cells");
    ASSERT_EQ(cells.size(), 3u);
    EXPECT_EQ(cells.at(0).at("figures").at("failed"), 6) << "the first point is measured as it was asked for";
    EXPECT_TRUE(cells.at(1).at("figures").is_null());
}

struct Replacement {
    const char *name;
    const char *arguments; ///< null: no server at all
    const char *failure; ///< name of the outcome
};

class ReplacedServerTest : public ServerFaultTest, public testing::WithParamInterface<Replacement> { };

TEST_P(ReplacedServerTest, EndsItsPointAndKeepsTheOneBefore)
{
    const auto run = startMeasuring("concurrency = [1, 2]\nrequests = 12\n", "1/2  ");
    // It stands still meanwhile, so that it meets no third thing.
    ::kill(static_cast<pid_t>(run->processId()), SIGSTOP);
    killSimulator();
    if (GetParam().arguments != nullptr)
        restartServer(words(GetParam().arguments));
    ::kill(static_cast<pid_t>(run->processId()), SIGCONT);
    const Outcome ended = waitFor(*run);
    EXPECT_EQ(ended.status, 1) << ended.err;
    const std::vector<json> cells = figures();
    ASSERT_EQ(cells.size(), 2u);
    EXPECT_EQ(cells.at(0).at("completed"), 12);
    if (cells.at(1).is_null()) {
        EXPECT_EQ(GetParam().arguments, nullptr);
        EXPECT_THAT(ended.err, HasSubstr("Nothing listens at"));
    } else {
        EXPECT_GT(cells.at(1).at("failed"), 0);
        EXPECT_TRUE(cells.at(1).at("failures").contains(GetParam().failure)) << cells.at(1).at("failures");
    }
}

INSTANTIATE_TEST_SUITE_P(Faults, ReplacedServerTest,
                         testing::Values(Replacement{"Gone", nullptr, "connect-failed"},
                                         Replacement{"Refusing", "--quirk refuse=503", "http-error"},
                                         Replacement{"TooBusy", "--quirk overload-200", "error-frame"},
                                         Replacement{"Resetting", "--quirk reset", "reset"},
                                         Replacement{"Truncating", "--quirk truncate", "truncated"},
                                         Replacement{"GarbageEvents", "--quirk garbage", "protocol-error"},
                                         Replacement{"GarbageAnswers", "--quirk garbage=http", "protocol-error"}),
                         [](const auto &tested) { return std::string(tested.param.name); });

} // namespace
} // namespace tokamark::endtoend
