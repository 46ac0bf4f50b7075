#include "integration/cellharness.h"
#include "support/scriptedserver.h"
#include "support/testcertificates.h"

#include <gtest/gtest.h>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::Outcome;
using namespace support;
using test::everyConnection;

ScriptedServer::Options tlsOptions(const TestCertificates &certificates)
{
    ScriptedServer::Options options;
    options.tls = certificates.serverContext();
    return options;
}

/// The trial connection makes its handshake too.
std::function<Script(int)> tlsConnections(const Script &script)
{
    return [script](int number) { return number == 0 ? Script{awaitClose()} : script; };
}

TEST(Tls, MeasuresAStreamOfATrustedServer)
{
    const TestCertificates certificates("127.0.0.1");
    ScriptedServer server(
        tlsConnections({awaitRequest(), send(streamHead() + tokenEvent("a")), wait(50ms),
                        send(tokenEvent("b") + finishEvent("length") + usageEvent(3, 2) + streamEnd()), awaitRequest(),
                        send(wholeStream(3)), awaitClose()}),
        tlsOptions(certificates));
    load::CellSpec spec = test::smallCell(server.url(), 2);
    spec.endpoint.tls.caFile = certificates.caFile();

    const test::CellRun ran = test::run(spec);

    ASSERT_TRUE(ran.result) << ran.result.error().cause;
    ASSERT_EQ(ran.records.size(), 2u);
    const metrics::RequestRecord &record = ran.records[0];
    EXPECT_EQ(record.outcome, Outcome::Completed) << record.error;
    EXPECT_EQ(record.stamps, metrics::StampSource::Kernel);
    EXPECT_GT(record.at.tlsDone, record.at.connected);
    EXPECT_GE(record.at.sent, record.at.tlsDone);
    EXPECT_GE(record.at.lastToken - record.at.firstToken, 50ms);
    EXPECT_EQ(ran.records[1].outcome, Outcome::Completed) << ran.records[1].error;
    EXPECT_FALSE(ran.records[1].newConnection);
    EXPECT_EQ(ran.records[1].outputTokens, 3u);
}

TEST(Tls, RefusesAnUnknownAuthority)
{
    const TestCertificates certificates("127.0.0.1");
    ScriptedServer server(tlsConnections({awaitClose()}), tlsOptions(certificates));
    const test::CellRun ran = test::run(test::smallCell(server.url()));
    ASSERT_FALSE(ran.result);
    EXPECT_EQ(ran.result.error().code, ErrorCode::TlsFailed);
    EXPECT_NE(ran.result.error().cause.find("issuer"), std::string::npos) << ran.result.error().cause;
}

TEST(Tls, RefusesACertificateOfAnotherName)
{
    const TestCertificates certificates("other.example");
    ScriptedServer server(tlsConnections({awaitClose()}), tlsOptions(certificates));
    load::CellSpec spec = test::smallCell(server.url());
    spec.endpoint.tls.caFile = certificates.caFile();
    const test::CellRun ran = test::run(spec);
    ASSERT_FALSE(ran.result);
    EXPECT_EQ(ran.result.error().code, ErrorCode::TlsFailed);
    EXPECT_NE(ran.result.error().cause.find("mismatch"), std::string::npos) << ran.result.error().cause;
}

TEST(Tls, RefusesAnExpiredCertificate)
{
    const TestCertificates certificates("127.0.0.1", -10, -1);
    ScriptedServer server(tlsConnections({awaitClose()}), tlsOptions(certificates));
    load::CellSpec spec = test::smallCell(server.url());
    spec.endpoint.tls.caFile = certificates.caFile();
    const test::CellRun ran = test::run(spec);
    ASSERT_FALSE(ran.result);
    EXPECT_EQ(ran.result.error().code, ErrorCode::TlsFailed);
    EXPECT_NE(ran.result.error().cause.find("expired"), std::string::npos) << ran.result.error().cause;
}

TEST(Tls, TakesAnyCertificateWhenToldTo)
{
    const TestCertificates certificates("other.example", -10, -1);
    ScriptedServer server(tlsConnections({awaitRequest(), send(wholeStream(2)), awaitClose()}),
                          tlsOptions(certificates));
    load::CellSpec spec = test::smallCell(server.url());
    spec.endpoint.tls.insecure = true;
    const test::CellRun ran = test::run(spec);
    ASSERT_TRUE(ran.result) << ran.result.error().cause;
    ASSERT_EQ(ran.records.size(), 1u);
    EXPECT_EQ(ran.records[0].outcome, Outcome::Completed) << ran.records[0].error;
}

TEST(Tls, SaysSoWhenTheServerSpeaksPlainText)
{
    ScriptedServer server([](int) { return Script{send("HTTP/1.1 400 Bad Request\r\n\r\n"), awaitClose()}; });
    http::Url url = server.url();
    url.tls = true;
    const test::CellRun ran = test::run(test::smallCell(url));
    ASSERT_FALSE(ran.result);
    EXPECT_EQ(ran.result.error().code, ErrorCode::TlsFailed);
    EXPECT_FALSE(ran.result.error().cause.empty());
}

TEST(Tls, SaysSoWhenTheCaFileIsMissing)
{
    const TestCertificates certificates("127.0.0.1");
    ScriptedServer server(tlsConnections({awaitClose()}), tlsOptions(certificates));
    load::CellSpec spec = test::smallCell(server.url());
    spec.endpoint.tls.caFile = "/nonexistent/ca.pem";
    const test::CellRun ran = test::run(spec);
    ASSERT_FALSE(ran.result);
    EXPECT_EQ(ran.result.error().code, ErrorCode::TlsFailed);
    EXPECT_EQ(ran.result.error().detail, "/nonexistent/ca.pem");
}

} // namespace
} // namespace tokamark
