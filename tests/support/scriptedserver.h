#pragma once

#include "base/clock.h"
#include "http/url.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct ssl_ctx_st;

namespace tokamark::support {

/// One thing that a scripted server does on a connection.
struct Step {
    enum class Kind : std::uint8_t {
        AwaitRequest, ///< read one whole request: head and body by its Content-Length
        Send,
        Wait,
        AwaitClose, ///< read until the client closes
        Reset, ///< close so that the client sees a reset
    };
    Kind kind = Kind::Send;
    std::string bytes;
    Duration pause{};
};

/// What is done on one connection, then it is closed.
using Script = std::vector<Step>;

[[nodiscard]] Step awaitRequest();
[[nodiscard]] Step send(std::string bytes);
[[nodiscard]] Step wait(Duration pause);
[[nodiscard]] Step awaitClose();
[[nodiscard]] Step reset();

/// The head of a 200 with an event stream in chunked coding.
[[nodiscard]] std::string streamHead();
/// One chunk of the chunked coding; empty text makes the last one.
[[nodiscard]] std::string chunk(std::string_view text);
/// "data: PAYLOAD\n\n" as a chunk.
[[nodiscard]] std::string event(std::string_view payload);
/// An event of a chat stream with this text in it.
[[nodiscard]] std::string tokenEvent(std::string_view text);
[[nodiscard]] std::string finishEvent(std::string_view reason);
[[nodiscard]] std::string usageEvent(unsigned promptTokens, unsigned completionTokens);
/// "[DONE]" and the last chunk.
[[nodiscard]] std::string streamEnd();
/// A whole answer with this many tokens, in one piece.
[[nodiscard]] std::string wholeStream(unsigned tokens);
/// An answer that is no stream.
[[nodiscard]] std::string plainAnswer(std::string_view statusLine, std::string_view body,
                                      std::string_view extraHeaders = {});

/// A server on the loopback that plays one script per connection, each on a thread of its own. For tests: it does what
/// it is told and keeps what it saw. Ends all connections when it is destroyed.
class ScriptedServer final {
public:
    struct Options {
        ssl_ctx_st *tls = nullptr; ///< not owned
        bool v6 = false;
        int backlog = 512;
    };

    /// `scriptFor` is asked on the accepting thread with the number of the connection, from zero. An empty script
    /// leaves the connection open and silent until the end.
    explicit ScriptedServer(std::function<Script(int)> scriptFor);
    ScriptedServer(std::function<Script(int)> scriptFor, Options options);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer &) = delete;
    ScriptedServer &operator=(const ScriptedServer &) = delete;

    [[nodiscard]] http::Url url() const;
    [[nodiscard]] int connections() const { return m_connections.load(); }
    /// Every request as it came, heads and bodies, in the order in which they were complete.
    [[nodiscard]] std::vector<std::string> requests() const;

private:
    class Peer;

    void acceptLoop();
    void play(int socket, const Script &script);
    [[nodiscard]] bool step(Peer &peer, const Step &step);
    [[nodiscard]] bool pause(Duration duration);

    std::function<Script(int)> m_scriptFor;
    Options m_options;
    std::uint16_t m_port = 0;
    int m_listener = -1;
    std::atomic<int> m_connections{0};
    mutable std::mutex m_mutex;
    std::condition_variable m_stopped;
    bool m_stopping = false;
    std::vector<std::string> m_requests;
    std::vector<int> m_open;
    std::vector<std::jthread> m_players;
    std::jthread m_acceptor;
};

} // namespace tokamark::support
