#include "bench/barereader.h"

#include "bench/cputime.h"
#include "calibration/truthserver.h"
#include "http/stampedsocket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tokamark::bench {
namespace {

using calibration::requestMark;

constexpr std::string_view AnswerEnd = "\r\n0\r\n\r\n";
/// A load that has not ended by then is given up.
constexpr Duration Limit = std::chrono::seconds(120);

Instant now()
{
    return SteadyClock().now();
}

int connectTo(std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (socket < 0 || ::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        throw std::system_error(errno, std::generic_category(), "connect");
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    http::enableReceiveStamps(socket);
    return socket;
}

} // namespace

BenchCost runBareReader(const BenchLoad &load)
{
    const Duration before = processCpuTime();
    const Instant started = now();
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    std::string request = load.requestText;
    const std::size_t mark = request.find(requestMark(0));
    std::uint32_t nextRequest = 0;
    const auto sendNext = [&](int socket) {
        if (nextRequest >= load.requests)
            return;
        const std::string text = requestMark(nextRequest++);
        request.replace(mark, text.size(), text);
        ::send(socket, request.data(), request.size(), MSG_NOSIGNAL);
    };

    std::vector<int> sockets;
    std::vector<char> buffer(256 * 1024);
    std::array<epoll_event, 256> events{};
    std::int64_t newestStamp = 0;
    BenchCost cost;
    while (cost.completed < load.requests && now() - started < Limit) {
        while (sockets.size() < load.streams
               && now() >= started + load.ramp * static_cast<std::int64_t>(sockets.size()) / load.streams) {
            const int socket = connectTo(load.port);
            sockets.push_back(socket);
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.fd = socket;
            ::epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event);
            sendNext(socket);
        }
        const int timeoutMs = sockets.size() < load.streams ? 1 : 100;
        const int count = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), timeoutMs);
        for (int i = 0; i < count; ++i) {
            const int socket = events[static_cast<std::size_t>(i)].data.fd;
            const http::StampedRead read = http::receiveStamped(socket, buffer);
            newestStamp = std::max(newestStamp, read.kernelRealtimeNs);
            if (std::string_view(buffer.data(), read.bytes).ends_with(AnswerEnd)) {
                ++cost.completed;
                sendNext(socket);
            }
        }
    }
    for (const int socket : sockets)
        ::close(socket);
    ::close(poll);
    cost.cpu = processCpuTime() - before;
    return cost;
}

} // namespace tokamark::bench
