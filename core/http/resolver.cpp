#include "http/resolver.h"

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <netdb.h>
#include <sys/socket.h>

namespace tokamark::http {
namespace {

/// What the lookup leaves behind. Shared, for the system's resolver cannot be interrupted and may outlast the wait.
struct Lookup {
    std::mutex mutex;
    std::condition_variable_any done;
    bool finished = false;
    int status = 0;
    int systemError = 0;
    std::vector<Address> addresses;
};

void lookUp(const std::shared_ptr<Lookup> &lookup, const std::string &host, const std::string &port)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    const int status = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
    const int systemError = errno;

    std::vector<Address> addresses;
    for (const addrinfo *entry = found; entry != nullptr; entry = entry->ai_next) {
        Address address;
        if (entry->ai_addrlen > address.capacity())
            continue;
        std::memcpy(address.data(), entry->ai_addr, entry->ai_addrlen);
        address.resize(entry->ai_addrlen);
        addresses.push_back(address);
    }
    if (found != nullptr)
        ::freeaddrinfo(found);

    const std::lock_guard lock(lookup->mutex);
    lookup->finished = true;
    lookup->status = status;
    lookup->systemError = systemError;
    lookup->addresses = std::move(addresses);
    lookup->done.notify_all();
}

} // namespace

Expected<std::vector<Address>> resolve(const Url &url, Duration timeout, std::stop_token stop)
{
    auto lookup = std::make_shared<Lookup>();
    std::thread([lookup, host = url.host, port = std::to_string(url.port)] { lookUp(lookup, host, port); }).detach();

    std::unique_lock lock(lookup->mutex);
    if (!lookup->done.wait_for(lock, stop, timeout, [&] { return lookup->finished; }))
        return stop.stop_requested() ? fail(ErrorCode::Interrupted, url.host) : fail(ErrorCode::TimedOut, url.host);
    if (lookup->status != 0)
        return fail(ErrorCode::ResolveFailed, url.host,
                    lookup->status == EAI_SYSTEM ? std::strerror(lookup->systemError) : ::gai_strerror(lookup->status));
    if (lookup->addresses.empty())
        return fail(ErrorCode::ResolveFailed, url.host, "no address");
    return std::move(lookup->addresses);
}

} // namespace tokamark::http
