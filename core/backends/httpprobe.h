#pragma once

#include "base/clock.h"
#include "http/secretmask.h"
#include "http/url.h"
#include "plan/plan.h"
#include "profiles/fingerprint.h"

#include <QNetworkAccessManager>
#include <QSslConfiguration>

#include <functional>
#include <string>
#include <utility>
#include <vector>

class QNetworkReply;

namespace tokamark::backends {

/// How a server is asked.
struct ProbeOptions {
    std::vector<std::pair<std::string, std::string>> headers; ///< extra ones, Authorization included
    plan::TlsChoice tls;
    Duration timeout = std::chrono::seconds(5); ///< of each question
};

/// Sends probes to one server, follows no redirect, uses no proxy, and keeps at most a few megabytes of an answer.
/// Never used for anything that is timed.
///
/// Lives in any thread with an event loop; answers come there. Owned by a Detector; destroying it drops what is asked.
class HttpProbe final {
public:
    using Done = std::function<void(Expected<profiles::ProbeAnswer>)>;

    HttpProbe(http::Url url, ProbeOptions options);
    ~HttpProbe();
    HttpProbe(const HttpProbe &) = delete;
    HttpProbe &operator=(const HttpProbe &) = delete;

    /// Checks the options and reads the trusted certificates. Errors: UnsupportedProxy, BadHeader, FileUnreadable.
    [[nodiscard]] Expected<void> prepare();
    /// An answer with any status is an answer. Errors: ConnectRefused, ConnectTimedOut, TimedOut, ResolveFailed,
    /// Unreachable, also where a connection is taken up and closed, as proxies and tunnels do before a server that is
    /// not there; TlsFailed; ProtocolViolation where something answers that speaks no HTTP.
    void ask(const profiles::Probe &probe, Done done);
    /// Somebody took a question, whatever came of it.
    [[nodiscard]] bool tookRequest() const noexcept { return m_tookRequest; }

private:
    void listenOnce(const std::string &path, Error closed, Done done);
    [[nodiscard]] Expected<profiles::ProbeAnswer> answerOf(QNetworkReply &reply, const std::string &path,
                                                           bool sent) const;

    http::Url m_url;
    ProbeOptions m_options;
    http::SecretMask m_secrets; ///< never in an error
    QSslConfiguration m_tls;
    QNetworkAccessManager m_network;
    bool m_tookRequest = false;
    bool m_answered = false;
};

} // namespace tokamark::backends
