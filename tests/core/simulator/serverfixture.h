#pragma once

#include "rawclient.h"

#include "simulator/simulatorserver.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::simulator {

/// A server with the preset `instant`, made quick, and what tests ask of it.
class ServerFixture : public testing::Test {
protected:
    void start(const std::vector<const char *> &quirks = {}, ServerOptions options = {})
    {
        using namespace std::chrono_literals;
        if (options.presets.empty())
            options.presets = {"instant"};
        options.ttft = options.ttft.value_or(20ms);
        options.tpot = options.tpot.value_or(2ms);
        for (const char *quirk : quirks)
            ASSERT_TRUE(addQuirk(options.quirks, quirk)) << quirk;
        auto server = SimulatorServer::start(std::move(options));
        ASSERT_TRUE(server) << server.error().detail << server.error().cause;
        m_server = std::move(*server);
    }

    /// Speaks that dialect at the root.
    void speak(std::string_view dialect, const std::vector<const char *> &quirks = {}, ServerOptions options = {})
    {
        options.presets = {"instant@" + std::string(dialect)};
        start(quirks, std::move(options));
    }

    RawClient::Response post(std::string_view path, std::string_view body, std::string_view header = {})
    {
        RawClient client(m_server->port());
        client.post(path, body, header);
        return client.receive();
    }

    RawClient::Response get(std::string_view path, std::string_view header = {})
    {
        RawClient client(m_server->port());
        client.send("GET " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + std::string(header) + "\r\n");
        return client.receive();
    }

    std::unique_ptr<SimulatorServer> m_server;
};

inline std::size_t count(const std::string &text, std::string_view part)
{
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++found;
    return found;
}

} // namespace tokamark::simulator
