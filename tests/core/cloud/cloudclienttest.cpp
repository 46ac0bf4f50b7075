#include "cloud/cloudclient.h"
#include "simulator/simulatorserver.h"
#include "words/errorwords.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace tokamark::cloud {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char *Token = "bento-do-not-tell";

/// Answers every request by its first line; lives on the test's own event loop, which runs while the client waits.
class AnsweringServer : public QObject {
public:
    using Answer = std::function<std::string(const std::string &path)>;

    explicit AnsweringServer(Answer answer)
        : m_answer(std::move(answer))
    {
        EXPECT_TRUE(m_server.listen(QHostAddress::LocalHost));
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { onReadyRead(*socket); });
        });
    }

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_server.serverPort()); }

    std::vector<std::string> asked;

private:
    void onReadyRead(QTcpSocket &socket)
    {
        const std::string request = socket.readAll().toStdString();
        const std::size_t from = request.find(' ') + 1;
        asked.push_back(request.substr(from, request.find(' ', from) - from));
        socket.write(QByteArray::fromStdString(m_answer(asked.back())));
        socket.disconnectFromHost();
    }

    QTcpServer m_server;
    Answer m_answer;
};

std::string respond(const std::string &status, const std::string &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size())
        + "\r\nConnection: close\r\n\r\n" + body;
}

TEST(CloudClient, ListsWhatTheStandInHas)
{
    simulator::ServerOptions options;
    options.presets = {"instant"};
    options.cloudToken = Token;
    const auto server = simulator::SimulatorServer::start(options);
    ASSERT_TRUE(server);
    const std::string target = (*server)->url("instant");
    const auto found = listAndWait({target.substr(0, target.rfind('/')), Token});
    ASSERT_TRUE(found) << found.error().detail << found.error().cause;
    ASSERT_EQ(found->size(), 7u);
    std::size_t reachable = 0;
    std::size_t guarded = 0;
    for (const CloudDeployment &deployment : *found) {
        EXPECT_EQ(deployment.cluster, "simulated-1");
        ASSERT_EQ(deployment.services.size(), 1u);
        EXPECT_EQ(deployment.services.front().instanceType, "gpu.a100.1x80");
        EXPECT_EQ(deployment.services.front().concurrency, 32u);
        reachable += deployment.url.empty() ? 0 : 1;
        guarded += deployment.isProtected ? 1 : 0;
    }
    EXPECT_EQ(reachable, 4u);
    EXPECT_GE(guarded, 1u);
}

TEST(CloudClient, SaysThatTheTokenIsRefusedAndNotWhatItIs)
{
    for (const char *status : {"401 Unauthorized", "403 Forbidden"}) {
        AnsweringServer server([status](const std::string &) {
            return respond(status, R"({"error":"invalid api token bento-do-not-tell"})");
        });
        const auto found = listAndWait({server.url(), Token});
        ASSERT_FALSE(found);
        EXPECT_EQ(found.error().code, ErrorCode::KeyRefused) << status;
        const std::string text = words::sentence(found.error()).toStdString() + found.error().cause;
        EXPECT_THAT(text, Not(HasSubstr(Token)));
    }
}

TEST(CloudClient, TellsAnotherServerFromBentoCloud)
{
    for (const char *status : {"404 Not Found", "302 Found"}) {
        AnsweringServer server([status](const std::string &) { return respond(status, "not here"); });
        EXPECT_EQ(listAndWait({server.url(), Token}).error().code, ErrorCode::ProtocolViolation) << status;
    }
    AnsweringServer page([](const std::string &) { return respond("200 OK", "<html>Sign in</html>"); });
    EXPECT_EQ(listAndWait({page.url(), Token}).error().code, ErrorCode::ProtocolViolation);
    AnsweringServer broken([](const std::string &) { return respond("503 Service Unavailable", "{}"); });
    EXPECT_EQ(listAndWait({broken.url(), Token}).error().code, ErrorCode::HttpStatus);
}

TEST(CloudClient, NeedsAUrlAndATokenThatAHeaderCanHold)
{
    EXPECT_EQ(listAndWait({"ftp://x", Token}).error().code, ErrorCode::BadUrl);
    EXPECT_EQ(listAndWait({"http://127.0.0.1:1", {}}).error().code, ErrorCode::KeyMissing);
    const auto error = listAndWait({"http://127.0.0.1:1", "bento-do-not-tell\r\nX: y"}).error();
    EXPECT_EQ(error.code, ErrorCode::BadHeader);
    EXPECT_THAT(error.detail + error.cause, Not(HasSubstr(Token)));
}

TEST(CloudClient, SaysThatNothingListens)
{
    std::string url;
    {
        const AnsweringServer gone([](const std::string &) { return std::string(); });
        url = gone.url();
    }
    EXPECT_EQ(listAndWait({url, Token}).error().code, ErrorCode::ConnectRefused);
}

TEST(CloudClient, GoesThroughEveryPage)
{
    static constexpr std::size_t Total = 120;
    AnsweringServer server([](const std::string &path) {
        const std::size_t at = path.find("start=");
        if (at == std::string::npos) {
            const std::size_t name = path.rfind('/') + 1;
            return respond("200 OK",
                           R"({"name":")" + path.substr(name) + R"(","status":"running","urls":["https://h"]})");
        }
        const std::size_t start = std::stoul(path.substr(at + 6));
        std::string items;
        for (std::size_t i = start; i < std::min(Total, start + 50); ++i)
            items += (i == start ? "" : ",") + (R"({"name":"d)" + std::to_string(i) + "\"}");
        return respond("200 OK", R"({"total":120,"items":[)" + items + "]}");
    });
    const auto found = listAndWait({server.url(), Token});
    ASSERT_TRUE(found) << found.error().detail;
    ASSERT_EQ(found->size(), Total);
    EXPECT_EQ(found->front().name, "d0");
    EXPECT_EQ(found->back().name, "d119");
    EXPECT_EQ(found->back().url, "https://h");
    EXPECT_EQ(server.asked.size(), 3 + Total);
}

TEST(CloudClient, EndsWhenAPageBringsNothing)
{
    AnsweringServer server([](const std::string &) { return respond("200 OK", R"({"total":9,"items":[]})"); });
    const auto found = listAndWait({server.url(), Token});
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->empty());
}

TEST(CloudClient, KeepsADeploymentThatCannotBeAskedAlone)
{
    AnsweringServer server([](const std::string &path) {
        return path.find("start=") == std::string::npos
            ? respond("400 Bad Request", R"({"error":"record not found"})")
            : respond("200 OK", R"({"total":1,"items":[{"name":"gone","status":"terminated"}]})");
    });
    const auto found = listAndWait({server.url(), Token});
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 1u);
    EXPECT_TRUE(found->front().url.empty());
    EXPECT_EQ(found->front().status, "terminated");
}

TEST(CloudClient, AnswersNothingAfterItWasCancelled)
{
    AnsweringServer server([](const std::string &) { return respond("200 OK", R"({"total":0,"items":[]})"); });
    CloudClient client;
    bool first = false;
    bool second = false;
    client.list({server.url(), Token}, [&first](const auto &) { first = true; });
    client.list({server.url(), Token}, [&second](const auto &) { second = true; });
    QElapsedTimer waited;
    waited.start();
    while (!second && waited.elapsed() < 10'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    EXPECT_TRUE(second);
    EXPECT_FALSE(first);
}

} // namespace
} // namespace tokamark::cloud
