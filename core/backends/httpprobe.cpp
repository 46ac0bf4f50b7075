#include "backends/httpprobe.h"

#include "http/proxyenvironment.h"
#include "http/requesthead.h"

#include <QFile>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QTcpSocket>
#include <QTimer>

#include <memory>

namespace tokamark::backends {

namespace {

/// A model list is a few kilobytes; what is longer is no answer to our question.
constexpr qint64 MaxBodyBytes = 4 << 20;

/// A reply that is given back by its own event loop, as Qt asks for inside of its signals.
struct DeleteLater {
    void operator()(QObject *object) const { object->deleteLater(); }
};

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// Taken up and closed again, with nothing that Qt would call an answer.
bool hungUp(const QNetworkReply &reply)
{
    return reply.error() == QNetworkReply::RemoteHostClosedError && statusOf(reply) == 0;
}

ErrorCode codeOf(const QNetworkReply &reply, bool sent)
{
    // What broke off later had begun to answer.
    if (statusOf(reply) != 0)
        return ErrorCode::ProtocolViolation;
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError: return ErrorCode::ConnectRefused;
    case QNetworkReply::HostNotFoundError: return ErrorCode::ResolveFailed;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // Qt's name for its own time limit
        return sent ? ErrorCode::TimedOut : ErrorCode::ConnectTimedOut;
    case QNetworkReply::SslHandshakeFailedError: return ErrorCode::TlsFailed;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError: return ErrorCode::Unreachable;
    default: return ErrorCode::ProtocolViolation;
    }
}

} // namespace

HttpProbe::HttpProbe(http::Url url, ProbeOptions options)
    : m_url(std::move(url))
    , m_options(std::move(options))
    , m_secrets(m_options.headers)
    , m_tls(QSslConfiguration::defaultConfiguration())
{
    m_network.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
}

HttpProbe::~HttpProbe() = default;

Expected<void> HttpProbe::prepare()
{
    if (auto allowed = http::checkProxyEnvironment(m_url); !allowed)
        return allowed;
    if (auto allowed = http::checkHeaders(m_options.headers); !allowed)
        return allowed;
    if (m_options.tls.insecure)
        m_tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    if (m_options.tls.caFile.empty())
        return {};
    QFile file(QString::fromStdString(m_options.tls.caFile));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, m_options.tls.caFile, file.errorString().toStdString());
    const QList<QSslCertificate> certificates = QSslCertificate::fromDevice(&file);
    if (certificates.isEmpty())
        return fail(ErrorCode::FileUnreadable, m_options.tls.caFile, "no PEM certificate in it");
    m_tls.setCaCertificates(certificates);
    return {};
}

void HttpProbe::ask(const profiles::Probe &probe, Done done)
{
    QNetworkRequest request(QUrl(QString::fromStdString(m_url.text() + probe.path)));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(int(std::chrono::ceil<std::chrono::milliseconds>(m_options.timeout).count()));
    request.setSslConfiguration(m_tls);
    request.setRawHeader("Accept", "application/json");
    for (const auto &[name, value] : m_options.headers)
        request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));

    if (probe.post)
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));

    QNetworkReply *reply = probe.post ? m_network.post(request, QByteArrayLiteral("{}")) : m_network.get(request);
    const auto sent = std::make_shared<bool>(false);
    QObject::connect(reply, &QNetworkReply::requestSent, reply, [sent] { *sent = true; });
    QObject::connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > MaxBodyBytes)
            reply->abort();
    });
    QObject::connect(reply, &QNetworkReply::finished, reply,
                     [this, reply, sent, path = probe.path, done = std::move(done)] {
                         const std::unique_ptr<QNetworkReply, DeleteLater> owned(reply);
                         m_tookRequest = m_tookRequest || *sent;
                         auto answer = answerOf(*reply, path, *sent);
                         m_answered = m_answered || answer;
                         if (hungUp(*reply) && !m_url.tls && !m_answered)
                             listenOnce(path, std::move(answer.error()), done);
                         else
                             done(std::move(answer));
                     });
}

/// To Qt, bytes that are no HTTP are a connection that was closed. To us they are an answer: somebody else is there.
void HttpProbe::listenOnce(const std::string &path, Error closed, Done done)
{
    auto *const socket = new QTcpSocket(&m_network);
    auto *const limit = new QTimer(socket);
    const auto conclude = [socket, limit, closed = std::move(closed), done = std::move(done)] {
        Error error = closed;
        if (socket->bytesAvailable() > 0)
            error.code = ErrorCode::ProtocolViolation;
        limit->stop();
        socket->disconnect();
        socket->deleteLater();
        done(tl::make_unexpected(std::move(error)));
    };
    QObject::connect(socket, &QTcpSocket::connected, socket, [socket, place = m_url.basePath + path] {
        socket->write(QByteArray::fromStdString("GET " + place + " HTTP/1.0\r\n\r\n"));
    });
    QObject::connect(socket, &QTcpSocket::readyRead, socket, conclude);
    QObject::connect(socket, &QTcpSocket::errorOccurred, socket, conclude);
    QObject::connect(limit, &QTimer::timeout, socket, conclude);
    limit->start(std::chrono::ceil<std::chrono::milliseconds>(m_options.timeout));
    socket->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    socket->connectToHost(QString::fromStdString(m_url.host), m_url.port);
}

Expected<profiles::ProbeAnswer> HttpProbe::answerOf(QNetworkReply &reply, const std::string &path, bool sent) const
{
    const int status = statusOf(reply);
    const auto error = reply.error();
    // Qt reports every status from 400 on as an error of its own; to us they are answers.
    const bool broken = error != QNetworkReply::NoError
        && (status == 0 || error < QNetworkReply::ContentAccessDenied || error == QNetworkReply::ProtocolFailure);
    if (broken) {
        const std::string cause = m_secrets.masked(reply.errorString().toStdString());
        // OpenSSL's words for bytes that are no TLS at all.
        const bool plain = error == QNetworkReply::SslHandshakeFailedError
            && (cause.find("wrong version number") != std::string::npos
                || cause.find("packet length too long") != std::string::npos);
        // A server of TLS that gets plain text says nothing that could be told apart from any other who hangs up.
        const bool mayBeTls = hungUp(reply) && !m_url.tls;
        return fail(codeOf(reply, sent), m_url.text() + path,
                    plain          ? "no TLS there: try http://"
                        : mayBeTls ? cause + "; if it speaks TLS: try https://"
                                   : cause);
    }
    return profiles::ProbeAnswer{path,
                                 status,
                                 reply.readAll().toStdString(),
                                 reply.rawHeader("Server").toStdString(),
                                 reply.rawHeader("X-Tokamark-Simulated").toStdString(),
                                 reply.rawHeader("X-Tokamark-Parallel").toStdString()};
}

} // namespace tokamark::backends
