#include "words/errorwords.h"

#include "words/causewords.h"

#include <QCoreApplication>

#include <string>
#include <string_view>

namespace tokamark::words {
namespace {

struct ErrorWords {
    Q_DECLARE_TR_FUNCTIONS(ErrorWords)

public:
    static QString pattern(ErrorCode code);
    static QString advice(const Error &error);
    static QString nothingKnown() { return tr("not known"); }
};

/// True of a status that a server has while it loads or cannot go on: nothing in the request is wrong then.
bool saysUnavailable(const std::string &detail)
{
    constexpr std::string_view Status = "503";
    const std::size_t place = detail.rfind(Status);
    const auto isDigit
        = [&detail](std::size_t at) { return at < detail.size() && detail[at] >= '0' && detail[at] <= '9'; };
    return place != std::string::npos && !isDigit(place + Status.size()) && (place == 0 || !isDigit(place - 1));
}

/// %1: the particulars; %2: what the system or a library said, in parentheses, or nothing.
QString ErrorWords::pattern(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadUsage: return tr("The command line is not valid: %1%2.");
    case ErrorCode::BadUrl: return tr("This is not a URL of a server: %1%2.");
    case ErrorCode::UnsupportedProxy:
        return tr("The environment asks for a proxy, and requests through one are not measured: %1%2.");
    case ErrorCode::BadHeader: return tr("HTTP does not allow this header: %1%2.");
    case ErrorCode::BadJson: return tr("This is not valid JSON: %1%2.");
    case ErrorCode::BadPlan: return tr("The plan cannot run: %1%2.");
    case ErrorCode::BadDataset: return tr("The file of prompts or the trace cannot be used: %1%2.");
    case ErrorCode::ResolveFailed: return tr("The host name has no address: %1%2.");
    case ErrorCode::ConnectRefused: return tr("Nothing listens at %1%2.");
    case ErrorCode::ConnectTimedOut: return tr("%1 did not answer the attempt to connect%2.");
    case ErrorCode::Unreachable: return tr("There is no way through the network to %1%2.");
    case ErrorCode::TlsFailed: return tr("No secure connection could be made: %1%2.");
    case ErrorCode::HttpStatus: return tr("The server refused the request: %1%2.");
    case ErrorCode::ProtocolViolation: return tr("The answer is not what this kind of server should send: %1%2.");
    case ErrorCode::TimedOut: return tr("The answer did not come in time: %1%2.");
    case ErrorCode::TooFewFiles: return tr("This program may not open as many connections as the load needs: %1%2.");
    case ErrorCode::TooFewPorts: return tr("This machine has fewer free local ports than the load needs: %1%2.");
    case ErrorCode::FileUnreadable: return tr("The file cannot be read: %1%2.");
    case ErrorCode::FileUnwritable: return tr("The file cannot be written: %1%2.");
    case ErrorCode::DiskFull: return tr("The disk is full: %1%2.");
    case ErrorCode::DatabaseUnopenable: return tr("The database cannot be opened: %1%2.");
    case ErrorCode::DatabaseReadOnly: return tr("The database, or its folder, may only be read: %1%2.");
    case ErrorCode::DatabaseLocked: return tr("Another program is writing to the database: %1%2.");
    case ErrorCode::DatabaseNewer: return tr("The database was written by a newer version of this program: %1%2.");
    case ErrorCode::DatabaseCorrupt: return tr("The file is damaged, or is not a database: %1%2.");
    case ErrorCode::DatabaseForeign: return tr("The file is a database of another program: %1%2.");
    case ErrorCode::NotFound: return tr("There is no such thing here: %1%2.");
    case ErrorCode::Ambiguous: return tr("The name fits more than one: %1%2.");
    case ErrorCode::Interrupted: return tr("Stopped before the end: %1%2.");
    case ErrorCode::ChildFailed: return tr("A helper program ended too early: %1%2.");
    case ErrorCode::Unsupported: return tr("This version cannot do that: %1%2.");
    case ErrorCode::Internal: return tr("A fault in this program: %1%2.");
    case ErrorCode::KeyRefused: return tr("The server does not accept the API key, or wants one: %1%2.");
    case ErrorCode::KeyMissing: return tr("The API key is not there: %1%2.");
    case ErrorCode::KeychainUnavailable: return tr("No keychain of the system answers here: %1%2.");
    case ErrorCode::KeychainRefused: return tr("The keychain did not give access: %1%2.");
    case ErrorCode::CommandFailed: return tr("The command before the repetition failed: %1%2.");
    case ErrorCode::ServerNotReady:
        return tr("The server did not come up in time after the command before the repetition: %1%2.");
    }
    return {};
}

QString ErrorWords::advice(const Error &error)
{
    switch (error.code) {
    case ErrorCode::BadUsage: return tr("Look at --help for the options and examples.");
    case ErrorCode::BadUrl: return tr("Write it as http://host:port, without user name and query.");
    case ErrorCode::UnsupportedProxy:
        return tr("Add the host to no_proxy, or unset the proxy variables for this program.");
    case ErrorCode::BadHeader:
        return tr("Write it as \"Name: value\" on one line; some names are set by this program alone.");
    case ErrorCode::BadJson: return tr("Check quotes, commas and brackets.");
    case ErrorCode::BadPlan: return tr("Correct the place that is named and start again; nothing was sent.");
    case ErrorCode::BadDataset:
        return tr(
            "Correct or remove that line. Prompts are one JSON object a line, a trace is one of Mooncake, Azure or "
            "BurstGPT.");
    case ErrorCode::ResolveFailed:
        return tr("Check the spelling of the host and whether its name server can be reached.");
    case ErrorCode::ConnectRefused: return tr("Start the server, or correct its host and port.");
    case ErrorCode::ConnectTimedOut:
        return tr("Check host, port and firewall; a server that is still loading may need a minute.");
    case ErrorCode::Unreachable: return tr("Check the network or the tunnel to the host.");
    case ErrorCode::TlsFailed:
        return tr("Name the file of the server's certificate authority, or allow an unverified certificate for this "
                  "backend.");
    case ErrorCode::HttpStatus:
        if (saysUnavailable(error.detail))
            return tr("Wait until the server is ready, or look at its log.");
        return tr("Read the server's own words; model name, endpoint and key are the usual reasons.");
    case ErrorCode::ProtocolViolation:
        return tr("Check that the URL is that of the API and that the backend kind is right.");
    case ErrorCode::TimedOut: return tr("See whether the server is overloaded, or allow it more time.");
    case ErrorCode::TooFewFiles: return tr("Raise the limit with ulimit -n, or use fewer users.");
    case ErrorCode::TooFewPorts: return tr("Widen net.ipv4.ip_local_port_range, or use fewer users.");
    case ErrorCode::FileUnreadable: return tr("Check the path and the permission to read it.");
    case ErrorCode::FileUnwritable:
        return tr("Check the path and the permission to write there, or choose another place.");
    case ErrorCode::DiskFull: return tr("Free some space, or choose a place on another disk.");
    case ErrorCode::DatabaseUnopenable: return tr("Check the path and its folder, or choose another file.");
    case ErrorCode::DatabaseReadOnly:
        return tr("Allow writing, or choose another file for new runs; this one can still be read.");
    case ErrorCode::DatabaseLocked: return tr("Let the other program finish and try again, or choose another file.");
    case ErrorCode::DatabaseNewer: return tr("Open it with that version; this one leaves the file as it is.");
    case ErrorCode::DatabaseCorrupt:
        return tr("Choose another file, or recover this one with sqlite3 and its .recover command.");
    case ErrorCode::DatabaseForeign: return tr("Choose another file; this one was not touched.");
    case ErrorCode::NotFound: return tr("Look at the list for the names that exist.");
    case ErrorCode::Ambiguous: return tr("Use the number instead of the name.");
    case ErrorCode::Interrupted: return tr("What was measured is kept; resume goes on at the first unfinished cell.");
    case ErrorCode::ChildFailed: return tr("Check that the installation is complete, then try again.");
    case ErrorCode::Unsupported: return tr("Choose another way; the documentation lists what there is.");
    case ErrorCode::Internal: return tr("Please report it with this message; stored runs are not affected.");
    case ErrorCode::KeyRefused:
        return tr("Put the right key into the keychain or an environment variable and name it for this backend.");
    case ErrorCode::KeyMissing:
        return tr("Set that variable before the start, or put the key into the keychain again; keys are never stored "
                  "with a run.");
    case ErrorCode::KeychainUnavailable:
        return tr("Put the key into an environment variable and name that variable instead; a keychain needs a "
                  "desktop session with a Secret Service or KWallet.");
    case ErrorCode::KeychainRefused: return tr("Unlock the keychain and allow access, then try again.");
    case ErrorCode::CommandFailed:
        return tr(
            "Run the command in a terminal of this user to see what it wants; what it printed is kept with the run.");
    case ErrorCode::ServerNotReady:
        return tr("Give it longer with ready_timeout in [before_repetition], or look at what the command printed.");
    }
    return {};
}

} // namespace

QString sentence(const Error &error)
{
    const QString detail = error.detail.empty() ? ErrorWords::nothingKnown() : QString::fromStdString(error.detail);
    QString cause = causeText(QString::fromStdString(error.cause).simplified());
    // A library's last full stop would come before our own.
    while (cause.endsWith(QLatin1Char('.')))
        cause.chop(1);
    return ErrorWords::pattern(error.code)
        .arg(detail, cause.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(cause));
}

QString advice(const Error &error)
{
    return ErrorWords::advice(error);
}

QString sentenceWithAdvice(const Error &error)
{
    const QString next = advice(error);
    return next.isEmpty() ? sentence(error) : sentence(error) + QLatin1Char(' ') + next;
}

} // namespace tokamark::words
