#include "http/responseparser.h"

#include <boost/none.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <system_error>
#include <utility>

namespace tokamark::http {
namespace {

constexpr std::uint32_t LargestHeadBytes = 64 * 1024;

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string mediaType(std::string_view value)
{
    std::string type(value.substr(0, value.find(';')));
    type.erase(type.find_last_not_of(" \t") + 1);
    return lowered(std::move(type));
}

/// "timeout=5, max=100": the first of these, in seconds.
std::optional<Duration> idleLimitIn(std::string_view value)
{
    constexpr std::string_view Name = "timeout=";
    const std::string text = lowered(std::string(value));
    const std::size_t found = text.find(Name);
    std::uint32_t seconds = 0;
    if (found == std::string::npos)
        return std::nullopt;
    const char *const digits = text.data() + found + Name.size();
    const auto [end, error] = std::from_chars(digits, text.data() + text.size(), seconds);
    if (error != std::errc() || seconds == 0)
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

} // namespace

std::string objectionIn(const ResponseHead &head)
{
    if (!head.contentEncoding.empty())
        return "content-encoding " + head.contentEncoding;
    if (head.status >= 300 && head.status < 400 && !head.location.empty())
        return "location " + head.location;
    return {};
}

std::string faultText(const boost::beast::error_code &error)
{
    using Code = boost::beast::http::error;
    constexpr std::array<std::pair<Code, const char *>, 12> Texts{{
        {Code::bad_version, "the answer does not begin with HTTP/1.0 or HTTP/1.1"},
        {Code::bad_status, "the first line of the answer has no status of three digits"},
        {Code::bad_reason, "the first line of the answer holds characters that HTTP does not allow"},
        {Code::bad_line_ending, "a line of the answer's head does not end in CR LF"},
        {Code::bad_field, "a header of the answer has a name that HTTP does not allow"},
        {Code::bad_value, "a header of the answer does not end in CR LF, or holds what HTTP does not allow"},
        {Code::bad_obs_fold, "a header of the answer is folded in a way that HTTP does not allow"},
        {Code::bad_content_length, "the answer's Content-Length is no length"},
        {Code::bad_transfer_encoding, "the answer's Transfer-Encoding is not chunked alone"},
        {Code::bad_chunk, "a chunk of the answer does not begin with its size and end in CR LF"},
        {Code::bad_chunk_extension, "a chunk of the answer has an extension that HTTP does not allow"},
        {Code::header_limit, "the head of the answer is too long"},
    }};
    const auto known
        = std::find_if(Texts.begin(), Texts.end(), [&error](const auto &text) { return error == text.first; });
    return known == Texts.end() ? error.message() : std::string(known->second) + " (" + error.message() + ")";
}

ResponseParser::ResponseParser(ResponseHandler &handler)
    : m_handler(handler)
{
    eager(true);
    header_limit(LargestHeadBytes);
    body_limit(boost::none);
}

void ResponseParser::on_request_impl(boost::beast::http::verb, View, View, int, ErrorCode &)
{
}

void ResponseParser::on_response_impl(int code, View, int, ErrorCode &)
{
    m_head.status = code;
}

void ResponseParser::on_field_impl(boost::beast::http::field name, View, View value, ErrorCode &)
{
    using boost::beast::http::field;
    const std::string_view text(value.data(), value.size());
    if (name == field::content_type)
        m_head.contentType = mediaType(text);
    else if (name == field::content_encoding)
        m_head.contentEncoding = text == "identity" ? std::string() : lowered(std::string(text));
    else if (name == field::location)
        m_head.location = text;
    else if (name == field::keep_alive)
        m_head.idleLimit = idleLimitIn(text);
}

void ResponseParser::on_header_impl(ErrorCode &)
{
    if (!isInterim())
        m_handler.headParsed(m_head);
}

void ResponseParser::on_body_init_impl(const boost::optional<std::uint64_t> &, ErrorCode &)
{
}

std::size_t ResponseParser::on_body_impl(View body, ErrorCode &)
{
    m_handler.bodyParsed({body.data(), body.size()});
    return body.size();
}

void ResponseParser::on_chunk_header_impl(std::uint64_t size, View, ErrorCode &)
{
    m_handler.chunkBegun(size);
}

std::size_t ResponseParser::on_chunk_body_impl(std::uint64_t, View body, ErrorCode &)
{
    m_handler.bodyParsed({body.data(), body.size()});
    return body.size();
}

void ResponseParser::on_finish_impl(ErrorCode &)
{
}

} // namespace tokamark::http
