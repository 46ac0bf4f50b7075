#include "core/session/runcontrollerfixture.h"
#include "session/seams.h"
#include "support/scriptedserver.h"

namespace tokamark::session {
namespace {

using namespace std::chrono_literals;

/// The wait for a server that the plan's command has started anew, with the questions that are really asked.
class ReadinessTest : public RunControllerTest { };

TEST_F(ReadinessTest, WaitsBehindAProxyUntilTheServerItselfAnswers)
{
    // What a proxy or tunnel does while nobody is behind it: takes the connection and closes it.
    constexpr int Closed = 12;
    const support::ScriptedServer server([](int connection) -> support::Script {
        if (connection < Closed)
            return {support::awaitRequest()};
        return {support::awaitRequest(),
                support::send(support::plainAnswer("200 OK", R"({"data":[{"id":"m","owned_by":"vllm"}]})",
                                                   "Connection: close\r\n"))};
    });
    plan::Plan plan = RunControllerTest::plan({"a"}, {1});
    plan.targets.front().url = server.url().text();
    plan.beforeRepetition = plan::BeforeRepetition{{"true"}, false, 30s, 30s};
    Seams seams = engine.seams();
    seams.askServer = realSeams().askServer;
    const auto run = RunController::start(plan, options(), listener, seams).value();
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(states(*end), std::vector{CellState::Done});
    EXPECT_GT(server.connections(), Closed);
}

} // namespace
} // namespace tokamark::session
