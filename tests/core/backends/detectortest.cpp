#include "backends/detector.h"
#include "backends/portsearch.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <iterator>
#include <map>
#include <thread>

namespace tokamark::backends {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::IsSupersetOf;

/// Answers each path with a fixed text and closes the connection; notes what was asked. Lives on the test's own event
/// loop, which runs while the detector waits.
class FixedServer : public QObject {
public:
    FixedServer()
    {
        EXPECT_TRUE(m_server.listen(QHostAddress::LocalHost));
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { onReadyRead(*socket); });
        });
    }

    void answer(const std::string &path, const std::string &head, const std::string &body)
    {
        m_answers[path] = "HTTP/1.1 " + head + "\r\nContent-Length: " + std::to_string(body.size())
            + "\r\nConnection: close\r\n\r\n" + body;
    }
    void answerRaw(const std::string &path, const std::string &bytes) { m_answers[path] = bytes; }

    [[nodiscard]] http::Url url() const { return {false, "127.0.0.1", m_server.serverPort(), ""}; }
    std::vector<std::string> asked;
    std::string lastRequest;

private:
    void onReadyRead(QTcpSocket &socket)
    {
        const std::string request = socket.readAll().toStdString();
        lastRequest = request;
        const std::size_t from = request.find(' ') + 1;
        const std::string path = request.substr(from, request.find(' ', from) - from);
        asked.push_back(path);
        const auto found = m_answers.find(path);
        const std::string bytes = found != m_answers.end()
            ? found->second
            : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        if (bytes.empty())
            return; // says nothing at all
        socket.write(QByteArray::fromStdString(bytes));
        socket.disconnectFromHost();
    }

    QTcpServer m_server;
    std::map<std::string, std::string> m_answers;
};

/// Waits until the threads that began in its scope are gone. Qt does not join the thread of its network manager, and the
/// last thing such a thread does is to free what OpenSSL keeps for it: a program that ends meanwhile leaks that.
class ThreadsEnd {
public:
    ThreadsEnd() = default;
    ~ThreadsEnd()
    {
        while (threads() > m_before)
            std::this_thread::yield();
    }
    ThreadsEnd(const ThreadsEnd &) = delete;
    ThreadsEnd &operator=(const ThreadsEnd &) = delete;

private:
    static std::ptrdiff_t threads()
    {
        const std::filesystem::directory_iterator tasks("/proc/self/task");
        return std::distance(begin(tasks), end(tasks));
    }

    const std::ptrdiff_t m_before = threads();
};

const std::string VllmModels = R"({"object":"list","data":[{"id":"m","owned_by":"vllm","max_model_len":2048}]})";

TEST(Detector, AsksAndIdentifies)
{
    FixedServer server;
    server.answer("/v1/models", "200 OK", VllmModels);
    server.answer("/version", "200 OK", R"({"version":"0.32.0"})");
    const auto found = detectAndWait(server.url(), {});
    ASSERT_TRUE(found.has_value()) << found.error().detail;
    EXPECT_EQ(found->kind, "vllm");
    EXPECT_EQ(found->version, "0.32.0");
    EXPECT_THAT(server.asked, IsSupersetOf({"/v1/models", "/version"}));
}

TEST(Detector, SendsTheHeadersItWasGiven)
{
    FixedServer server;
    server.answer("/v1/models", "401 Unauthorized", R"({"error":"Unauthorized"})");
    ProbeOptions options;
    options.headers = {{"Authorization", "Bearer secret"}, {"X-Route", "b"}};
    const auto found = detectAndWait(server.url(), options);
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, ErrorCode::KeyRefused);
    EXPECT_EQ(found.error().cause, "Unauthorized");
    EXPECT_NE(server.lastRequest.find("Authorization: Bearer secret"), std::string::npos);
    EXPECT_NE(server.lastRequest.find("X-Route: b"), std::string::npos);
    EXPECT_EQ(server.asked.size(), 1u);
}

TEST(Detector, LeavesTheKeyOutOfWhatAServerSays)
{
    ProbeOptions options;
    options.headers = {{"Authorization", "Bearer sk-do-not-tell"}};
    FixedServer refusing;
    refusing.answer("/v1/models", "401 Unauthorized\r\nWWW-Authenticate: Bearer error=\"sk-do-not-tell\"",
                    R"({"error":{"message":"no such key: sk-do-not-tell"}})");
    const auto refused = detectAndWait(refusing.url(), options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().cause, "no such key: ***");

    FixedServer telling;
    telling.answer("/v1/models", "200 OK", VllmModels);
    telling.answer("/version", "200 OK", R"({"version":"1 for sk-do-not-tell"})");
    telling.answer("/metrics", "200 OK", "vllm:cache_config_info{block_size=\"16\",owner=\"sk-do-not-tell\"} 1\n");
    const auto found = detectAndWait(telling.url(), options);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->version, "1 for ***");
    EXPECT_EQ(profiles::toJson(*found).find("do-not-tell"), std::string::npos) << profiles::toJson(*found);
}

/// Takes every connection and closes it once it is asked: a server of TLS that gets plain text, or a proxy or tunnel
/// before a server that is not there.
class ClosingServer : public QTcpServer {
public:
    ClosingServer()
    {
        EXPECT_TRUE(listen(QHostAddress::LocalHost));
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *const socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, &QTcpSocket::close);
        });
    }
};

TEST(Detector, PointsToTlsWhereAServerHangsUpOnPlainText)
{
    const ClosingServer closing;
    const auto closed = detectAndWait({false, "127.0.0.1", closing.serverPort(), ""}, {});
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().code, ErrorCode::Unreachable) << "nothing was answered";
    EXPECT_NE(closed.error().cause.find("try https://"), std::string::npos) << closed.error().cause;
}

TEST(Detector, KeepsTheBasePath)
{
    FixedServer server;
    server.answer("/team/v1/models", "200 OK", VllmModels);
    http::Url url = server.url();
    url.basePath = "/team";
    EXPECT_EQ(detectAndWait(url, {}).value_or(profiles::Detection{}).kind, "vllm");
}

TEST(PortSearch, SaysWhoIsThereAndLeavesOutWhoIsNot)
{
    FixedServer vllm;
    vllm.answer("/v1/models", "200 OK", VllmModels);
    FixedServer other;
    std::uint16_t closed = 0;
    {
        QTcpServer listener;
        ASSERT_TRUE(listener.listen(QHostAddress::LocalHost));
        closed = listener.serverPort();
    }
    const std::vector<std::uint16_t> ports{vllm.url().port, closed, other.url().port};
    const auto found = detectAtPorts("127.0.0.1", ports, {});
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 2u);
    EXPECT_EQ((*found)[0].url, vllm.url());
    ASSERT_TRUE((*found)[0].detection);
    EXPECT_EQ((*found)[0].detection->kind, "vllm");
    EXPECT_EQ((*found)[1].url, other.url());
    ASSERT_FALSE((*found)[1].detection) << "a web server of another kind";
    EXPECT_EQ((*found)[1].detection.error().code, ErrorCode::ProtocolViolation);

    const ClosingServer closing;
    const auto hungUp = detectAtPorts("127.0.0.1", std::vector{closed, closing.serverPort()}, {});
    ASSERT_TRUE(hungUp);
    ASSERT_EQ(hungUp->size(), 1u) << "somebody is there, if only for TLS";
    EXPECT_EQ(hungUp->front().url.port, closing.serverPort());

    EXPECT_TRUE(detectAtPorts("127.0.0.1", {}, {})->empty());
    EXPECT_EQ(detectAtPorts("user@host", ports, {}).error().code, ErrorCode::BadUrl);
}

TEST(Detector, NobodyListens)
{
    http::Url url;
    {
        const FixedServer gone;
        url = gone.url();
    }
    const auto found = detectAndWait(url, {});
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, ErrorCode::ConnectRefused);
}

TEST(Detector, NoAnswerInTime)
{
    FixedServer server;
    server.answerRaw("/v1/models", "");
    ProbeOptions options;
    options.timeout = 50ms;
    const auto found = detectAndWait(server.url(), options);
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, ErrorCode::TimedOut);
}

TEST(Detector, BytesThatAreNoHttp)
{
    FixedServer server;
    server.answerRaw("/v1/models", "SSH-2.0-OpenSSH_9.2\r\n");
    const auto found = detectAndWait(server.url(), {});
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, ErrorCode::ProtocolViolation);
}

TEST(Detector, PlainTextWhereTlsIsExpected)
{
    const ThreadsEnd ends;
    FixedServer server;
    server.answer("/v1/models", "200 OK", VllmModels);
    http::Url url = server.url();
    url.tls = true;
    const auto found = detectAndWait(url, {});
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, ErrorCode::TlsFailed);
}

TEST(Detector, CertificateFileThatIsNotThere)
{
    ProbeOptions options;
    options.tls.caFile = "/nonexistent/ca.pem";
    const auto found = detectAndWait(http::Url{true, "127.0.0.1", 1, ""}, options);
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, ErrorCode::FileUnreadable);
}

TEST(Detector, ACancelledQuestionHasNoAnswer)
{
    FixedServer server;
    server.answer("/v1/models", "200 OK", VllmModels);
    Detector detector;
    detector.detect(server.url(), {}, [](const Expected<profiles::Detection> &) { FAIL() << "was cancelled"; });
    detector.cancel();
    EXPECT_EQ(detectAndWait(server.url(), {}).value_or(profiles::Detection{}).kind, "vllm");
}

TEST(Detector, WaitsOnAnyThread)
{
    FixedServer server;
    server.answer("/v1/models", "200 OK", VllmModels);
    const http::Url url = server.url();
    std::atomic<bool> answered = false;
    std::string kind;
    std::jthread asking([&] {
        kind = detectAndWait(url, {}).value_or(profiles::Detection{}).kind;
        answered = true;
    });
    while (!answered)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    asking.join();
    EXPECT_EQ(kind, "vllm");
}

TEST(Detector, MayBeDestroyedByItsAnswer)
{
    FixedServer server;
    server.answer("/v1/models", "200 OK", VllmModels);
    auto detector = std::make_unique<Detector>();
    bool answered = false;
    detector->detect(server.url(), {}, [&](const Expected<profiles::Detection> &) {
        answered = true;
        detector.reset();
    });
    while (!answered)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    EXPECT_EQ(detector, nullptr);
}

} // namespace
} // namespace tokamark::backends
