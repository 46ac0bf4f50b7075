#pragma once

#include "http/resolver.h"
#include "http/socketwatch.h"

#include <span>
#include <string>
#include <string_view>

namespace tokamark::http {

/// A non-blocking socket to a server, and the bytes that it did not take yet. Opened and closed any number of times; its
/// owner hears when it becomes ready.
///
/// Lives on the thread of its event loop, owned by a connection.
class ClientSocket final {
public:
    ClientSocket(SocketWatch &watch, SocketOwner &owner);
    ~ClientSocket();
    ClientSocket(const ClientSocket &) = delete;
    ClientSocket &operator=(const ClientSocket &) = delete;

    /// Begins to connect. The errno with which the attempt cannot even begin; 0: it is under way.
    [[nodiscard]] int connect(const Address &to);
    /// The errno with which the attempt failed; 0: it did not.
    [[nodiscard]] int connectError() const;
    /// Closes; what was not sent is lost.
    void close();

    struct Written {
        int error = 0; ///< errno of a socket that took nothing because it is broken
        bool all = false; ///< nothing is left to send
    };
    /// Sends all pieces with one call. What the socket does not take waits here.
    [[nodiscard]] Written write(std::span<const std::string_view> pieces);
    /// Sends what waits. True: nothing is left.
    [[nodiscard]] bool writeRest();

    [[nodiscard]] bool isOpen() const noexcept { return m_descriptor >= 0; }
    [[nodiscard]] int descriptor() const noexcept { return m_descriptor; }
    [[nodiscard]] bool hasUnsent() const noexcept { return !m_unsent.empty(); }

private:
    SocketWatch &m_watch;
    SocketOwner &m_owner;
    int m_descriptor = -1;
    std::string m_unsent; ///< what a full socket buffer did not take
};

} // namespace tokamark::http
