#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>

namespace tokamark {

/// What went wrong, for a machine. `core/words` turns each into a sentence that says what to do next.
/// Append only: the numbers are stored in databases.
enum class ErrorCode : std::uint16_t {
    BadUsage = 1, ///< a command line option is wrong
    BadUrl, ///< not an http or https URL, or no host in it
    UnsupportedProxy, ///< the environment asks for a proxy of a kind that is not supported
    BadHeader, ///< an extra header that HTTP does not allow
    BadJson, ///< a JSON text that does not parse
    BadPlan, ///< a plan that does not parse, or that contradicts itself; detail has line and column
    BadDataset, ///< a prompt file with a line that cannot be used; detail has the line
    ResolveFailed, ///< the host name has no address
    ConnectRefused, ///< nothing listens there
    ConnectTimedOut, ///< no answer to the connection attempt
    Unreachable, ///< no route, network down
    TlsFailed, ///< handshake or certificate; detail has the reason
    HttpStatus, ///< an answer that is not 2xx; detail has status and body
    ProtocolViolation, ///< an answer that is not what the protocol says
    TimedOut, ///< an answer that did not come in time
    TooFewFiles, ///< the limit of open files is below what the load needs
    TooFewPorts, ///< the local port range is smaller than the load needs
    FileUnreadable,
    FileUnwritable,
    DiskFull,
    DatabaseUnopenable,
    DatabaseReadOnly,
    DatabaseLocked,
    DatabaseNewer, ///< written by a newer program
    DatabaseCorrupt,
    DatabaseForeign, ///< an SQLite file that is not ours
    NotFound, ///< no run, target or file of that name
    Ambiguous, ///< a name that fits several
    Interrupted, ///< stopped by the user; what was measured is kept
    ChildFailed, ///< a helper process of ours ended early
    Unsupported, ///< asked for something this version or platform cannot do
    Internal, ///< a broken assumption of ours
    KeyRefused, ///< the server wants an API key, or another than it got; detail has status and path
    KeyMissing, ///< no API key where it should be; detail names the environment variable, or "keychain:NAME"
    KeychainUnavailable, ///< this machine has no keychain, or none that answers; detail names what was wanted
    KeychainRefused, ///< the keychain stayed locked, or its owner said no; detail names what was wanted
    CommandFailed, ///< the plan's command before a repetition did not end well; detail names it, cause has its last lines
    ServerNotReady, ///< after that command a server did not come up in time; detail has its URL
};

/// An operation that failed. A request that failed is not an error but a record with an outcome.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail; ///< the particulars in the C locale: a path, a host, a line; never a sentence for people
    std::string cause; ///< what a library or the system said, verbatim; may be empty

    bool operator==(const Error &) const = default;
};

template <class T> using Expected = tl::expected<T, Error>;

/// Shorthand for `return` in functions that give an Expected.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string detail = {}, std::string cause = {})
{
    return tl::unexpected<Error>(Error{code, std::move(detail), std::move(cause)});
}

/// The stable lower-case name of a code ("connect-refused"), for files and scripts.
[[nodiscard]] const char *name(ErrorCode code) noexcept;

} // namespace tokamark
