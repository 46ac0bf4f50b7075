#include "http/answerreader.h"

#include "http/loosehead.h"

#include <boost/beast/http/error.hpp>

#include <cstring>
#include <utility>

namespace tokamark::http {
namespace {

/// How long the end of a message may lag behind the end that the stream itself announced.
constexpr Duration LingerLimit = std::chrono::milliseconds(250);
/// A parser that still wants more than this is being fed something else than HTTP.
constexpr std::size_t LargestCarriedBytes = std::size_t{128} * 1024;

} // namespace

AnswerReader::AnswerReader(ExchangeListener &listener, const ReadStamp &stamp)
    : m_listener(listener)
    , m_stamp(stamp)
{
}

void AnswerReader::begin()
{
    m_parser.emplace(static_cast<ResponseHandler &>(*this));
    m_isAwaited = true;
    m_isAtStart = true;
    m_wish = Wish::GoOn;
    m_lingerUntil = {};
    m_carried.clear();
}

void AnswerReader::end()
{
    m_isAwaited = false;
    m_wish = Wish::GoOn;
    m_lingerUntil = {};
    m_fault = Fault::None;
}

void AnswerReader::forget()
{
    m_carried = {};
    m_idleLimit.reset();
}

std::size_t AnswerReader::putCarriedFirst(std::span<char> buffer) const
{
    std::memcpy(buffer.data(), m_carried.data(), m_carried.size());
    return m_carried.size();
}

void AnswerReader::parse(std::string_view bytes, Instant &firstByte)
{
    m_carried.clear();
    while (!bytes.empty() && m_fault == Fault::None && m_wish != Wish::Close) {
        if (!m_isAwaited || m_parser->is_done()) {
            // Nobody asked for these bytes. An answer that is already complete keeps its result.
            refuse(Fault::Malformed, "bytes behind the end of the answer");
            return;
        }
        if (!(m_isAtStart ? putStart(bytes) : put(bytes)))
            return;
        if (m_parser->is_done() && m_parser->isInterim()) {
            m_parser.emplace(static_cast<ResponseHandler &>(*this));
            m_isAtStart = true;
            firstByte = bytes.empty() ? Instant() : m_stamp.at;
        }
    }
}

/// The same at the start of an answer, whose head the parser gets in its strict form.
bool AnswerReader::putStart(std::string_view &bytes)
{
    const LooseHead head = readLooseHead(bytes);
    if (head.form == LooseHead::Form::Unfinished) {
        carry(bytes);
        return false;
    }
    m_isAtStart = false;
    if (head.form == LooseHead::Form::Strict)
        return put(bytes);
    bytes.remove_prefix(head.size);
    std::string_view mended = head.mended;
    while (!mended.empty()) {
        if (!put(mended))
            return false;
    }
    return true;
}

/// Hands bytes to the parser and takes away those that it used. False: it wants more of them, or refuses them.
bool AnswerReader::put(std::string_view &bytes)
{
    boost::beast::error_code error;
    bytes.remove_prefix(m_parser->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error));
    if (error == boost::beast::http::error::need_more)
        carry(bytes);
    else if (error)
        refuse(Fault::Malformed, faultText(error));
    return !error;
}

/// Keeps what has to come again in front of the next bytes.
void AnswerReader::carry(std::string_view bytes)
{
    m_carried.assign(bytes);
    if (m_carried.size() > LargestCarriedBytes)
        refuse(Fault::Malformed, m_isAtStart ? "the head of the answer has no end" : "chunk header without end");
}

bool AnswerReader::parseEnd()
{
    // Bytes that are kept back have to be followed by more.
    if (m_isAtStart)
        return false;
    boost::beast::error_code error;
    if (!m_parser->is_done())
        m_parser->put_eof(error);
    return !error;
}

void AnswerReader::refuse(Fault fault, std::string text)
{
    m_fault = fault;
    m_faultText = std::move(text);
}

void AnswerReader::headParsed(const ResponseHead &head)
{
    m_idleLimit = head.idleLimit;
    m_listener.responseBegun(head, m_stamp);
}

void AnswerReader::chunkBegun(std::uint64_t sizeBytes)
{
    m_listener.chunkBegun(sizeBytes, m_stamp);
}

void AnswerReader::bodyParsed(std::string_view bytes)
{
    if (m_wish == Wish::Close)
        return;
    const Wish wish = m_listener.bodyReceived(bytes, m_stamp);
    if (wish == Wish::Finish && !isLingering())
        m_lingerUntil = m_stamp.at + LingerLimit;
    m_wish = wish;
}

} // namespace tokamark::http
