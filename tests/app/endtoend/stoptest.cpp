#include "app/endtoend/programfixture.h"

#include <gmock/gmock.h>

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>
#include <csignal>

namespace tokamark::endtoend {
namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

/// Names its model and then leaves every request without an answer. Lives on the test's event loop.
class SilentServer : public QObject {
public:
    SilentServer()
    {
        EXPECT_TRUE(m_server.listen(QHostAddress::LocalHost));
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { onReadyRead(*socket); });
        });
    }
    [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort()); }
    void awaitRequests(int count)
    {
        while (m_requests < count)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

private:
    void onReadyRead(QTcpSocket &socket)
    {
        const QByteArray request = socket.readAll();
        if (request.startsWith("POST ")) {
            ++m_requests;
        } else if (request.startsWith("GET /v1/models ")) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 46\r\nConnection: close\r\n\r\n"
                         R"({"object":"list","data":[{"id":"m"}]}         )");
            socket.disconnectFromHost();
        } else if (request.startsWith("GET ")) {
            socket.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            socket.disconnectFromHost();
        }
    }

    QTcpServer m_server;
    int m_requests = 0;
};

/// How a run is stopped, and what is left of it.
class StopTest : public ProgramFixture {
protected:
    /// A run with `users` at `url` that is far from its end.
    [[nodiscard]] std::unique_ptr<QProcess> startMeasuring(const QString &url, const char *users)
    {
        const std::string load
            = std::string("requests = 1000\nconcurrency = [") + users + "]\n[limits]\nrequest_timeout = \"600s\"\n";
        writePlan(url, load.c_str());
        return startCli(words("run plan.toml --progress plain --db db.sqlite"));
    }
    static void send(QProcess &process, int signal) { ::kill(static_cast<pid_t>(process.processId()), signal); }

    [[nodiscard]] std::vector<metrics::Outcome> storedOutcomes() const
    {
        std::vector<metrics::Outcome> outcomes;
        std::ranges::transform(storedRequests(), std::back_inserter(outcomes), &metrics::RequestRecord::outcome);
        return outcomes;
    }
};

TEST_F(StopTest, AStoppedSearchIsListedAsOneThatNobodyKnowsTheRestOf)
{
    const QString url = startSimulator(words("--preset instant --ttft 500ms"));
    writePlan(url + QStringLiteral("/instant"),
              "requests = 1000\n[search]\nlowest = 4\nrequire = [\"ttft_p95<=60000\"]\n");
    const auto run = startCli(words("run plan.toml --progress plain --db db.sqlite"));
    awaitStoredRequests();
    send(*run, SIGINT);
    EXPECT_EQ(waitFor(*run).status, 130);
    const std::string list = cli(words("list --db db.sqlite")).out;
    EXPECT_THAT(list, HasSubstr(", search stopped"));
    EXPECT_THAT(list, Not(HasSubstr("/")));
}

TEST_F(StopTest, FirstInterruptLetsRequestsEnd)
{
    const QString url = startSimulator(words("--preset instant --ttft 500ms"));
    const auto run = startMeasuring(url + QStringLiteral("/instant"), "4");
    awaitStoredRequests();
    send(*run, SIGINT);
    const Outcome stopped = waitFor(*run);
    EXPECT_EQ(stopped.status, 130);
    EXPECT_THAT(stopped.err,
                AllOf(HasSubstr("stopping: requests in flight may end"), HasSubstr("tokamark-cli resume 1 --db")));
    const auto outcomes = storedOutcomes();
    EXPECT_GE(outcomes.size(), 8u);
    EXPECT_THAT(outcomes, Each(metrics::Outcome::Completed));
}

TEST_F(StopTest, SecondInterruptEndsRequestsAtOnce)
{
    SilentServer server;
    const auto run = startMeasuring(server.url(), "4");
    server.awaitRequests(4);
    send(*run, SIGINT);
    std::ignore = awaitWords(*run, "stopping: requests in flight may end");
    EXPECT_EQ(run->state(), QProcess::Running);
    send(*run, SIGINT);
    const Outcome stopped = waitFor(*run);
    EXPECT_EQ(stopped.status, 130);
    EXPECT_THAT(stopped.err, HasSubstr("ending the requests in flight"));
    const auto outcomes = storedOutcomes();
    EXPECT_EQ(outcomes.size(), 4u);
    EXPECT_THAT(outcomes, Each(metrics::Outcome::Cancelled));
}

TEST_F(StopTest, TerminationIsAnInterrupt)
{
    SilentServer server;
    const auto run = startMeasuring(server.url(), "1");
    server.awaitRequests(1);
    send(*run, SIGTERM);
    std::ignore = awaitWords(*run, "stopping: requests in flight may end");
    send(*run, SIGTERM);
    EXPECT_EQ(waitFor(*run).status, 130);
}

TEST_F(StopTest, KilledRunKeepsWhatItHadStored)
{
    writePlan(QStringLiteral("sim:instant"), "concurrency = [2, 1]\nrequests = 30\n");
    const auto run = startCli(words("run plan.toml --progress plain --db db.sqlite"));
    std::ignore = awaitWords(*run, "1/2  ");
    run->kill();
    run->waitForFinished();

    const Outcome shown = cli(words("show measured --db db.sqlite --format json"));
    ASSERT_EQ(shown.status, 0) << shown.err;
    const auto document = nlohmann::json::parse(shown.out);
    EXPECT_EQ(document.at("state"), "stopped");
    EXPECT_EQ(document.at("cells").at(0).at("figures").at("completed"), 30);
    EXPECT_THAT(cli(words("show measured --db db.sqlite")).out,
                HasSubstr("1 of 2 measurements is missing. To measure the rest: tokamark-cli resume 1 --db "));

    const Outcome resumed = cli(words("resume measured --db db.sqlite --format json"));
    ASSERT_EQ(resumed.status, 0) << resumed.err;
    const auto whole = nlohmann::json::parse(resumed.out);
    EXPECT_EQ(whole.at("state"), "finished");
    EXPECT_EQ(whole.at("cells_done"), 2);
    EXPECT_EQ(whole.at("cells").at(0), document.at("cells").at(0)) << "not measured a second time";
}

} // namespace
} // namespace tokamark::endtoend
