#pragma once

#include "base/clock.h"

#include <boost/beast/http/basic_parser.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokamark::http {

/// What is kept of a response's head.
struct ResponseHead {
    int status = 0;
    std::string contentType; ///< lower case, without parameters
    std::string contentEncoding; ///< lower case; empty: as it is
    std::string location; ///< where a redirect points to
    std::optional<Duration> idleLimit = {}; ///< after which the server closes an idle connection, where it tells that
};

/// What a head says that makes the body worthless: compressed although nobody asked for that, or a redirect, whose body
/// is boilerplate. Empty: nothing of the kind.
[[nodiscard]] std::string objectionIn(const ResponseHead &head);

/// What a server did wrong when the parser refuses its bytes, for people.
[[nodiscard]] std::string faultText(const boost::beast::error_code &error);

/// Who takes a response apart further. Views are good for the length of the call.
class ResponseHandler {
public:
    virtual ~ResponseHandler() = default;
    virtual void headParsed(const ResponseHead &head) = 0;
    /// A chunk of the chunked coding begins; the last one has size zero.
    virtual void chunkBegun(std::uint64_t sizeBytes) = 0;
    virtual void bodyParsed(std::string_view bytes) = 0;
};

/// Beast's parser for one response, fed by hand. Body bytes go straight to the handler and are stored nowhere.
///
/// One per response, on one thread, owned by a connection. Bytes that `put` leaves over have to come again in front of
/// the next ones.
class ResponseParser final : public boost::beast::http::basic_parser<false> {
public:
    explicit ResponseParser(ResponseHandler &handler);

    [[nodiscard]] const ResponseHead &head() const noexcept { return m_head; }
    /// A 1xx answer, behind which the real one follows.
    [[nodiscard]] bool isInterim() const noexcept { return m_head.status >= 100 && m_head.status < 200; }

private:
    using ErrorCode = boost::beast::error_code;
    using View = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb method, View methodText, View target, int version,
                         ErrorCode &error) override;
    void on_response_impl(int code, View reason, int version, ErrorCode &error) override;
    void on_field_impl(boost::beast::http::field name, View nameText, View value, ErrorCode &error) override;
    void on_header_impl(ErrorCode &error) override;
    void on_body_init_impl(const boost::optional<std::uint64_t> &length, ErrorCode &error) override;
    std::size_t on_body_impl(View body, ErrorCode &error) override;
    void on_chunk_header_impl(std::uint64_t size, View extensions, ErrorCode &error) override;
    std::size_t on_chunk_body_impl(std::uint64_t remain, View body, ErrorCode &error) override;
    void on_finish_impl(ErrorCode &error) override;

    ResponseHandler &m_handler;
    ResponseHead m_head;
};

} // namespace tokamark::http
