#include "cli/exitstatus.h"

namespace tokamark::cli {

ExitStatus exitStatusFor(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::BadUsage:
    case ErrorCode::BadUrl:
    case ErrorCode::UnsupportedProxy:
    case ErrorCode::BadHeader:
    case ErrorCode::BadJson:
    case ErrorCode::BadPlan:
    case ErrorCode::BadDataset:
    case ErrorCode::TooFewFiles:
    case ErrorCode::TooFewPorts:
    case ErrorCode::FileUnreadable:
    case ErrorCode::NotFound:
    case ErrorCode::Ambiguous:
    case ErrorCode::KeyMissing:
    case ErrorCode::KeychainUnavailable:
    case ErrorCode::KeychainRefused:
    case ErrorCode::Unsupported: return ExitStatus::BadUsage;
    case ErrorCode::ResolveFailed:
    case ErrorCode::ConnectRefused:
    case ErrorCode::ConnectTimedOut:
    case ErrorCode::Unreachable:
    case ErrorCode::TlsFailed:
    case ErrorCode::HttpStatus:
    case ErrorCode::KeyRefused:
    case ErrorCode::ProtocolViolation:
    case ErrorCode::ServerNotReady:
    case ErrorCode::TimedOut: return ExitStatus::Unreachable;
    case ErrorCode::FileUnwritable:
    case ErrorCode::DiskFull:
    case ErrorCode::DatabaseUnopenable:
    case ErrorCode::DatabaseReadOnly:
    case ErrorCode::DatabaseLocked:
    case ErrorCode::DatabaseNewer:
    case ErrorCode::DatabaseCorrupt:
    case ErrorCode::DatabaseForeign: return ExitStatus::Unwritable;
    case ErrorCode::Interrupted: return ExitStatus::Interrupted;
    case ErrorCode::ChildFailed:
    case ErrorCode::CommandFailed:
    case ErrorCode::Internal: return ExitStatus::SomeFailed;
    }
    return ExitStatus::SomeFailed;
}

bool isUnreachable(ErrorCode code) noexcept
{
    return exitStatusFor(code) == ExitStatus::Unreachable;
}

} // namespace tokamark::cli
