#include "core/session/runcontrollerfixture.h"
#include "session/commandprocess.h"

#include <gmock/gmock.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tokamark::session {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;

/// Plans that run a command before each repetition.
class RunControllerCommandTest : public RunControllerTest {
protected:
    plan::Plan planRunning(const std::string &line, std::vector<std::string> hosts = {"a"}) const
    {
        plan::Plan plan = RunControllerTest::plan(std::move(hosts), {1, 2});
        plan.beforeRepetition = plan::BeforeRepetition{{line}, true, 30s, 30s};
        return plan;
    }
    std::string mark() const { return path(QStringLiteral("mark")).toStdString(); }
    static std::string contentOf(const std::string &file)
    {
        std::ostringstream text;
        text << std::ifstream(file).rdbuf();
        return text.str();
    }
    /// Of each command, in their order: what it printed.
    QStringList outputs() const
    {
        QStringList outputs;
        const auto database = storage::Database::open(path()).value();
        auto query = database->run(QStringLiteral("SELECT output FROM v_command ORDER BY repetition, cell")).value();
        while (query.next())
            outputs << query.value(0).toString();
        return outputs;
    }
};

TEST_F(RunControllerCommandTest, RunsItOnceBeforeEachRepetition)
{
    plan::Plan plan = planRunning("echo again >>" + mark() + "; echo said; echo wrong >&2", {"a", "b"});
    plan.repetitions = 2;
    const auto run = start(plan);
    ASSERT_TRUE(listener.awaitEnd());
    EXPECT_EQ(engine.hosts().size(), 8u);
    EXPECT_EQ(contentOf(mark()), "again\nagain\n");
    EXPECT_EQ(outputs(), QStringList({QStringLiteral("said\nwrong\n"), QStringLiteral("said\nwrong\n")}));
    EXPECT_EQ(stored(run->runId()).plan.beforeRepetition, plan.beforeRepetition);
}

TEST_F(RunControllerCommandTest, LeavesItOutWhereTheOptionsSaySo)
{
    RunOptions without = options();
    without.runsCommand = false;
    const auto run
        = RunController::start(planRunning("echo again >>" + mark()), without, listener, engine.seams()).value();
    ASSERT_TRUE(listener.awaitEnd());
    EXPECT_EQ(engine.hosts().size(), 2u);
    EXPECT_EQ(contentOf(mark()), "");
}

TEST_F(RunControllerCommandTest, RefusesACommandThatNobodyHasSeen)
{
    RunOptions unseen = options();
    unseen.commandSeen = false;
    const auto run = RunController::start(planRunning("echo again"), unseen, listener, engine.seams());
    ASSERT_FALSE(run);
    EXPECT_EQ(run.error().code, ErrorCode::CommandFailed);
    EXPECT_EQ(run.error().detail, "/bin/sh -c 'echo again'");
}

TEST_F(RunControllerCommandTest, GivesArgumentsToTheProgramAsTheyAre)
{
    plan::Plan plan = planRunning("");
    plan.beforeRepetition->shell = false;
    plan.beforeRepetition->command = {"echo", "$HOME", "two words"};
    const auto run = start(plan);
    ASSERT_TRUE(listener.awaitEnd());
    EXPECT_EQ(outputs(), QStringList(QStringLiteral("$HOME two words\n")));
    EXPECT_EQ(commandText(*plan.beforeRepetition), "echo '$HOME' 'two words'");
}

TEST_F(RunControllerCommandTest, FailsTheCellsOfARepetitionWhoseCommandFailed)
{
    // The second time all is well.
    plan::Plan plan = planRunning("test -e " + mark() + " || { touch " + mark() + "; echo no such unit >&2; exit 5; }");
    plan.repetitions = 2;
    const auto run = start(plan);
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(states(*end), (std::vector{CellState::Failed, CellState::Failed, CellState::Done, CellState::Done}));
    const Error error = stored(run->runId()).cells.at(1).error.value();
    EXPECT_EQ(error.code, ErrorCode::CommandFailed);
    EXPECT_EQ(error.cause, "exit status 5: no such unit");
    EXPECT_EQ(engine.hosts().size(), 2u);
}

TEST_F(RunControllerCommandTest, KeepsKeysOutOfWhatItPrinted)
{
    qputenv("TOKAMARK_TEST_COMMAND_KEY", "sk-do-not-tell");
    const auto planPrinting = [&](const char *then) {
        plan::Plan plan = planRunning(std::string("echo got sk-do-not-tell; echo and pass-word; ") + then);
        plan.targets.front().apiKeyEnv = "TOKAMARK_TEST_COMMAND_KEY";
        plan.targets.front().extraBody = R"({"password":"pass-word"})";
        return plan;
    };
    const auto run = start(planPrinting("true"));
    const auto end = listener.awaitEnd();
    EXPECT_EQ(outputs(), QStringList(QStringLiteral("got ***\nand ***\n")));
    Listener second;
    const auto failing = RunController::start(planPrinting("exit 3"), options(), second, engine.seams());
    const auto failed = second.awaitEnd();
    qunsetenv("TOKAMARK_TEST_COMMAND_KEY");
    ASSERT_TRUE(end && failing && failed);
    const Error error = failed->cells.at(0).error.value();
    EXPECT_THAT(error.detail, HasSubstr("echo got ***; echo and ***; exit 3"));
    EXPECT_EQ(error.cause, "exit status 3: got ***\nand ***");
    EXPECT_EQ(stored((*failing)->runId()).plan.beforeRepetition->command.front(), plan::LeftOut);
}

TEST_F(RunControllerCommandTest, FailsWhereThereIsNoSuchProgram)
{
    plan::Plan plan = planRunning("");
    plan.beforeRepetition->shell = false;
    plan.beforeRepetition->command = {"/no/such/program"};
    const auto run = start(plan);
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->cells.at(0).error->code, ErrorCode::CommandFailed);
    EXPECT_EQ(end->cells.at(0).error->detail, "/no/such/program");
}

TEST_F(RunControllerCommandTest, EndsACommandThatTakesTooLong)
{
    plan::Plan plan = planRunning("echo before; exec sleep 600");
    plan.beforeRepetition->timeout = 200ms;
    const auto run = start(plan);
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_THAT(end->cells.at(0).error->cause, HasSubstr("not over in time"));
}

TEST_F(RunControllerCommandTest, StopsWhileTheCommandRuns)
{
    const auto run = start(planRunning("touch " + mark() + "; exec sleep 600"));
    while (!QFile::exists(QString::fromStdString(mark())))
        std::this_thread::yield();
    run->stop();
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->state, RunState::Stopped);
    EXPECT_EQ(end->cells.at(0).state, CellState::Cancelled);
    EXPECT_THAT(engine.hosts(), IsEmpty());
}

/// Whether a process is there that does anything; one that is over may still be listed.
bool isAlive(const std::string &pid)
{
    std::string name;
    std::string state;
    std::ifstream status("/proc/" + pid + "/stat");
    return status >> name >> name >> state && state != "Z";
}

TEST_F(RunControllerCommandTest, EndsWithTheRunWhatTheCommandLeftRunning)
{
    std::atomic<bool> alive = false;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &) { alive = isAlive(contentOf(mark())); };
    auto run = start(planRunning("sleep 600 & printf %s $! >" + mark()));
    ASSERT_TRUE(listener.awaitEnd());
    run.reset();
    EXPECT_TRUE(alive) << "a server that it started is there to be measured";
    EXPECT_FALSE(isAlive(contentOf(mark())));
}

TEST_F(RunControllerCommandTest, GivesWhatTheCommandLeftRunningTimeToEnd)
{
    // Longer than a program gets that is only to go away.
    plan::Plan plan
        = planRunning("if test -e " + mark()
                      + "; then exit; fi; "
                        "(trap 'sleep 3; echo ended >>"
                      + mark() + "; exit' TERM; touch " + mark() + "; while :; do sleep 0.05; done) & while ! test -e "
                      + mark() + "; do sleep 0.05; done");
    plan.repetitions = 2;
    const auto run = start(plan);
    ASSERT_TRUE(listener.awaitEnd());
    EXPECT_EQ(contentOf(mark()), "ended\n");
}

TEST_F(RunControllerCommandTest, WaitsNoLongerForWhatWasLeftOnceItIsStopped)
{
    plan::Plan plan = planRunning("(trap '' TERM; touch " + mark() + "; exec sleep 600) & while ! test -e " + mark()
                                  + "; do sleep 0.05; done");
    plan.repetitions = 2;
    plan.beforeRepetition->timeout = 600s;
    const auto run = start(plan);
    ASSERT_TRUE(listener.await([](const RunSnapshot &snapshot) { return snapshot.current == 2u; }));
    run->stop();
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->state, RunState::Stopped);
}

TEST_F(RunControllerCommandTest, WaitsUntilTheServerAnswersAgain)
{
    int asked = 0;
    Seams seams = engine.seams();
    seams.askServer = [&asked, ask = seams.askServer](const load::Endpoint &endpoint) -> Expected<ServerFacts> {
        return ++asked < 3 ? fail(ErrorCode::ConnectRefused, "a:8000") : ask(endpoint);
    };
    const auto run = RunController::start(planRunning("true"), options(), listener, seams).value();
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(states(*end), std::vector(2, CellState::Done));
    EXPECT_GE(asked, 4) << "and it is looked up anew, for it may be another version now";
}

TEST_F(RunControllerCommandTest, KeepsWhatAServerSaysWhileItComesUp)
{
    const std::string asked = path(QStringLiteral("asked")).toStdString();
    Seams seams = engine.seams();
    seams.askServer = [&, ask = seams.askServer](const load::Endpoint &endpoint) -> Expected<ServerFacts> {
        std::ofstream(asked).close();
        return QFile::exists(QString::fromStdString(mark())) ? ask(endpoint) : fail(ErrorCode::ConnectRefused, "a");
    };
    const plan::Plan plan = planRunning("echo starting; { while ! test -e " + asked
                                        + "; do sleep 0.05; done; echo loaded; touch " + mark() + "; } &");
    const auto run = RunController::start(plan, options(), listener, seams).value();
    ASSERT_TRUE(listener.awaitEnd());
    EXPECT_EQ(outputs(), QStringList(QStringLiteral("starting\nloaded\n")));
}

TEST_F(RunControllerCommandTest, LetsTheOutputOfARunningServerNotGrowForEver)
{
    std::vector<std::uintmax_t> sizes;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &) {
        sizes.push_back(std::filesystem::file_size("/proc/" + contentOf(mark()) + "/fd/1"));
    };
    const auto run = start(planRunning("echo starting; sleep 600 & printf %s $! >" + mark()));
    ASSERT_TRUE(listener.awaitEnd());
    EXPECT_EQ(sizes, (std::vector<std::uintmax_t>{9, 0}));
    EXPECT_EQ(outputs(), QStringList(QStringLiteral("starting\n")));
}

TEST_F(RunControllerCommandTest, CountsItAmongTheTimeThatIsLeft)
{
    std::vector<double> left;
    engine.before = [&](const CellSpec &, CellObserver &, const StopTokens &) {
        left.push_back(listener.await([](const RunSnapshot &) { return true; })->remainingSeconds);
    };
    plan::Plan plan = planRunning("sleep 0.3");
    plan.load.levels = {1};
    plan.repetitions = 3;
    const auto run = start(plan);
    ASSERT_TRUE(listener.awaitEnd());
    // As it was said before the command ran; a cell takes four seconds here.
    ASSERT_EQ(left.size(), 3u);
    EXPECT_GE(left[1], 2 * 4.3);
    EXPECT_GE(left[2], 4.3);
    EXPECT_LT(left[2], left[1]);
}

TEST_F(RunControllerCommandTest, FailsWhereTheServerDoesNotComeUp)
{
    Seams seams = engine.seams();
    seams.askServer
        = [](const load::Endpoint &) -> Expected<ServerFacts> { return fail(ErrorCode::ConnectRefused, "a:8000"); };
    plan::Plan plan = planRunning("true");
    plan.beforeRepetition->readyTimeout = 10ms;
    const auto run = RunController::start(plan, options(), listener, seams).value();
    const auto end = listener.awaitEnd();
    ASSERT_TRUE(end);
    EXPECT_EQ(end->cells.at(1).error->code, ErrorCode::ServerNotReady);
    EXPECT_EQ(end->cells.at(1).error->detail, "http://a:8000");
}

} // namespace
} // namespace tokamark::session
