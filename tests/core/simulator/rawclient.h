#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::simulator {

/// A blocking HTTP client of a few lines that shows the bytes as they come. Every wait has a limit, so a test that
/// goes wrong ends. One connection; used by one thread.
class RawClient {
public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    enum class End : std::uint8_t { Complete, Closed, Reset, TimedOut };
    struct Response {
        End end = End::Complete;
        int status = 0;
        std::string head;
        std::string body; ///< without the chunk framing
        bool bodyEnded = false; ///< by length or last chunk, not by the connection
        std::size_t chunks = 0;
        std::vector<std::string> pieces; ///< of the body, as the chunk framing parts it
        std::vector<std::string> sizes; ///< of the pieces, as written
        std::chrono::steady_clock::time_point headAt;
        std::chrono::steady_clock::time_point firstTokenAt; ///< first chunk with `"content":"` or `"text":"` and text
    };

    void send(std::string_view bytes);
    void post(std::string_view path, std::string_view body, std::string_view extraHeader = {});
    void get(std::string_view path);
    [[nodiscard]] Response receive(std::chrono::milliseconds limit = std::chrono::seconds(5));
    /// Waits for the server to close; the reason, or TimedOut.
    [[nodiscard]] End waitForClose(std::chrono::milliseconds limit = std::chrono::seconds(5));
    void close();

private:
    [[nodiscard]] End fill(std::chrono::steady_clock::time_point until);

    int m_socket = -1;
    std::string m_bytes; ///< received, not yet taken
};

} // namespace tokamark::simulator
