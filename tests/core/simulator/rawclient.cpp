#include "rawclient.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tokamark::simulator {

using Clock = std::chrono::steady_clock;

RawClient::RawClient(std::uint16_t port)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
}

RawClient::~RawClient()
{
    close();
}

void RawClient::close()
{
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
}

void RawClient::send(std::string_view bytes)
{
    EXPECT_EQ(::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
}

void RawClient::post(std::string_view path, std::string_view body, std::string_view extraHeader)
{
    send("POST " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + std::string(extraHeader)
         + "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
         + std::string(body));
}

void RawClient::get(std::string_view path)
{
    send("GET " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
}

RawClient::End RawClient::fill(Clock::time_point until)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd source{m_socket, POLLIN, 0};
    if (::poll(&source, 1, static_cast<int>(std::max<long>(0, left))) <= 0)
        return End::TimedOut;
    std::array<char, 65536> buffer{};
    const auto size = ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (size <= 0)
        return size == 0 ? End::Closed : End::Reset;
    m_bytes.append(buffer.data(), static_cast<std::size_t>(size));
    return End::Complete;
}

RawClient::End RawClient::waitForClose(std::chrono::milliseconds limit)
{
    const auto until = Clock::now() + limit;
    while (true)
        if (const End end = fill(until); end != End::Complete)
            return end;
}

RawClient::Response RawClient::receive(std::chrono::milliseconds limit)
{
    const auto until = Clock::now() + limit;
    Response response;
    // Makes sure that `size` bytes are there; false: they never came, and `end` says why.
    const auto need = [&](auto ready) {
        while (!ready()) {
            response.end = fill(until);
            if (response.end != End::Complete)
                return false;
        }
        return true;
    };
    if (!need([&] { return m_bytes.find("\r\n\r\n") != std::string::npos; })) {
        response.body = m_bytes;
        return response;
    }
    response.headAt = Clock::now();
    const auto headEnd = m_bytes.find("\r\n\r\n") + 4;
    response.head = m_bytes.substr(0, headEnd);
    m_bytes.erase(0, headEnd);
    std::from_chars(response.head.data() + 9, response.head.data() + 12, response.status);
    if (const auto at = response.head.find("Content-Length: "); at != std::string::npos) {
        const auto length = std::stoul(response.head.substr(at + 16));
        response.bodyEnded = need([&] { return m_bytes.size() >= length; });
        response.body = m_bytes.substr(0, length);
        m_bytes.erase(0, length);
        return response;
    }
    while (need([&] { return m_bytes.find("\r\n") != std::string::npos; })) {
        const auto line = m_bytes.find("\r\n");
        const auto sizeText = m_bytes.substr(0, line);
        const auto size = std::stoul(sizeText, nullptr, 16);
        if (!need([&] { return m_bytes.size() >= line + 2 + size + 2; }))
            break;
        const auto chunk = m_bytes.substr(line + 2, size);
        m_bytes.erase(0, line + 2 + size + 2);
        if (size == 0) {
            response.bodyEnded = true;
            break;
        }
        ++response.chunks;
        response.pieces.push_back(chunk);
        response.sizes.push_back(sizeText);
        response.body += chunk;
        const bool text
            = chunk.find(R"("content":" )") != std::string::npos || chunk.find(R"("text":" )") != std::string::npos;
        if (text && response.firstTokenAt == Clock::time_point())
            response.firstTokenAt = Clock::now();
    }
    return response;
}

} // namespace tokamark::simulator
