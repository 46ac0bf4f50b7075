#include "base/error.h"

namespace tokamark {

const char *name(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::BadUsage: return "bad-usage";
    case ErrorCode::BadUrl: return "bad-url";
    case ErrorCode::UnsupportedProxy: return "unsupported-proxy";
    case ErrorCode::BadHeader: return "bad-header";
    case ErrorCode::BadJson: return "bad-json";
    case ErrorCode::BadPlan: return "bad-plan";
    case ErrorCode::BadDataset: return "bad-dataset";
    case ErrorCode::ResolveFailed: return "resolve-failed";
    case ErrorCode::ConnectRefused: return "connect-refused";
    case ErrorCode::ConnectTimedOut: return "connect-timed-out";
    case ErrorCode::Unreachable: return "unreachable";
    case ErrorCode::TlsFailed: return "tls-failed";
    case ErrorCode::HttpStatus: return "http-status";
    case ErrorCode::ProtocolViolation: return "protocol-violation";
    case ErrorCode::TimedOut: return "timed-out";
    case ErrorCode::TooFewFiles: return "too-few-files";
    case ErrorCode::TooFewPorts: return "too-few-ports";
    case ErrorCode::FileUnreadable: return "file-unreadable";
    case ErrorCode::FileUnwritable: return "file-unwritable";
    case ErrorCode::DiskFull: return "disk-full";
    case ErrorCode::DatabaseUnopenable: return "database-unopenable";
    case ErrorCode::DatabaseReadOnly: return "database-read-only";
    case ErrorCode::DatabaseLocked: return "database-locked";
    case ErrorCode::DatabaseNewer: return "database-newer";
    case ErrorCode::DatabaseCorrupt: return "database-corrupt";
    case ErrorCode::DatabaseForeign: return "database-foreign";
    case ErrorCode::NotFound: return "not-found";
    case ErrorCode::Ambiguous: return "ambiguous";
    case ErrorCode::Interrupted: return "interrupted";
    case ErrorCode::ChildFailed: return "child-failed";
    case ErrorCode::Unsupported: return "unsupported";
    case ErrorCode::Internal: return "internal";
    case ErrorCode::KeyRefused: return "key-refused";
    case ErrorCode::KeyMissing: return "key-missing";
    case ErrorCode::KeychainUnavailable: return "keychain-unavailable";
    case ErrorCode::KeychainRefused: return "keychain-refused";
    case ErrorCode::CommandFailed: return "command-failed";
    case ErrorCode::ServerNotReady: return "server-not-ready";
    }
    return "internal";
}

} // namespace tokamark
