#include "dialogs/trialdialog.h"
#include "ui/uifixture.h"
#include "widgets/noticecard.h"

#include <gtest/gtest.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace tokamark::ui {
namespace {

/// Answers every request with `first`, and a little later with `second`.
class SplitServer : public QTcpServer {
public:
    SplitServer(QByteArray first, QByteArray second)
    {
        EXPECT_TRUE(listen(QHostAddress::LocalHost));
        connect(this, &QTcpServer::newConnection, this, [this, first = std::move(first), second = std::move(second)] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, first, second] {
                if (!socket->readAll().contains("POST "))
                    return;
                socket->write(first);
                QTimer::singleShot(50, socket, [socket, second] {
                    socket->write(second);
                    socket->disconnectFromHost();
                });
            });
        });
    }
};

plan::Target targetOf(const QTcpServer &server)
{
    plan::Target target;
    target.name = "a";
    target.url = "http://127.0.0.1:" + std::to_string(server.serverPort());
    target.kind = "openai";
    target.model = "m";
    target.endpoint = plan::Endpoint::Chat;
    return target;
}

TEST(TrialDialog, ACharacterThatTwoReadsShareIsWhole)
{
    UiFixture fixture;
    const SplitServer server("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                             "data: {\"choices\":[{\"delta\":{\"content\":\"caf\xC3",
                             "\xA9\"}}]}\n\ndata: [DONE]\n\n");
    const plan::Target target = targetOf(server);
    TrialDialog dialog(target, {}, fixture.secretStore);
    const QSignalSpy answered(&dialog, &TrialDialog::answered);
    ASSERT_TRUE(waitFor([&] { return !answered.isEmpty(); }));
    const QString shown = dialog.findChild<QPlainTextEdit *>()->toPlainText();
    EXPECT_TRUE(shown.contains(QStringLiteral("caf"))) << shown.toStdString();
    EXPECT_TRUE(shown.contains(QChar(0xE9))) << shown.toStdString();
    EXPECT_FALSE(shown.contains(QChar::ReplacementCharacter)) << shown.toStdString();
}

TEST(TrialDialog, LeavesPercentSignsInTheUrlAlone)
{
    UiFixture fixture;
    const SplitServer server("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n",
                             "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}\n\ndata: [DONE]\n\n");
    plan::Target target = targetOf(server);
    target.url += "/a%2b";
    TrialDialog dialog(target, {}, fixture.secretStore);
    const QSignalSpy answered(&dialog, &TrialDialog::answered);
    ASSERT_TRUE(waitFor([&] { return !answered.isEmpty(); }));
    const auto labels = dialog.findChildren<QLabel *>();
    EXPECT_TRUE(std::ranges::any_of(labels, [](const QLabel *label) {
        return label->text().contains(QStringLiteral("/a%2b/")) && label->text().contains(QStringLiteral("status 200"));
    }));
}

TEST(TrialDialog, AsksAsARunDoesAndSaysWhichSwitchToChange)
{
    UiFixture fixture;
    QByteArray asked;
    QTcpServer server;
    ASSERT_TRUE(server.listen(QHostAddress::LocalHost));
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, &asked] {
            asked += socket->readAll();
            if (!asked.contains("ignore_eos"))
                return;
            const QByteArray body = R"({"detail":[{"loc":["body","ignore_eos"],"msg":"Extra inputs"}]})";
            socket->write("HTTP/1.1 422 Unprocessable Entity\r\nContent-Type: application/json\r\nContent-Length: "
                          + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
            socket->disconnectFromHost();
        });
    });
    const plan::Target target = targetOf(server);
    TrialDialog dialog(target, {}, fixture.secretStore);
    const QSignalSpy answered(&dialog, &TrialDialog::answered);
    ASSERT_TRUE(waitFor([&] { return !answered.isEmpty(); }));
    const QString told = dialog.findChild<NoticeCard *>()->text();
    EXPECT_TRUE(told.contains(QStringLiteral("Extra inputs"))) << told.toStdString();
    EXPECT_TRUE(told.contains(QStringLiteral("--no-ignore-eos"))) << told.toStdString();
}

TEST(TrialDialog, CopiesTheRequestAsACommand)
{
    UiFixture fixture;
    const SplitServer server("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n",
                             "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}\n\ndata: [DONE]\n\n");
    plan::Target target = targetOf(server);
    target.apiKeyKeychain = "production";
    fixture.keychain->secrets["production"] = "sk-do-not-tell";
    TrialDialog dialog(target, {}, fixture.secretStore);
    const QSignalSpy answered(&dialog, &TrialDialog::answered);
    ASSERT_TRUE(waitFor([&] { return !answered.isEmpty(); }));
    QGuiApplication::clipboard()->clear();
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Copy as curl"))
            button->click();
    }
    const QString command = QGuiApplication::clipboard()->text();
    EXPECT_TRUE(command.startsWith(QStringLiteral("curl "))) << command.toStdString();
    EXPECT_TRUE(command.contains(QString::fromStdString(target.url + "/v1/chat/completions"))) << command.toStdString();
    EXPECT_TRUE(command.contains(QStringLiteral("Say hello"))) << command.toStdString();
    EXPECT_FALSE(command.contains(QStringLiteral("sk-do-not-tell"))) << "a clipboard is read by every program";
    EXPECT_TRUE(command.contains(QStringLiteral("$API_KEY"))) << command.toStdString();
}

} // namespace
} // namespace tokamark::ui
