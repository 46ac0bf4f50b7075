#include "protocol/eventframer.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace tokamark::protocol {

namespace {

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

/// Capacity that a string may keep when it is empty; more is given back, for most streams are idle most of the time.
constexpr std::size_t KeptCapacity = 512;

void giveBack(std::string &text)
{
    if (text.capacity() > KeptCapacity)
        std::string().swap(text);
    else
        text.clear();
}

/// Place of the first CR or LF, or npos.
std::size_t lineEnd(std::string_view bytes) noexcept
{
    const void *lf = std::memchr(bytes.data(), '\n', bytes.size());
    const std::size_t end = lf ? std::size_t(static_cast<const char *>(lf) - bytes.data()) : bytes.size();
    const void *cr = std::memchr(bytes.data(), '\r', end);
    if (cr)
        return std::size_t(static_cast<const char *>(cr) - bytes.data());
    return lf ? end : std::string_view::npos;
}

/// At most `most` bytes, and no part of a character at the end.
std::string_view utf8Cut(std::string_view text, std::size_t most) noexcept
{
    if (text.size() <= most)
        return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0u) == 0x80u)
        --most;
    return text.substr(0, most);
}

bool isBlank(std::string_view text) noexcept
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

bool EventFramer::feedTo(std::string_view bytes, Sink sink)
{
    if (bytes.empty())
        return true;
    switch (m_framing) {
    case Framing::Sse: return feedSse(withoutByteOrderMark(bytes), sink);
    case Framing::Ndjson: return feedLines(withoutByteOrderMark(bytes), sink);
    case Framing::Raw: sink.call(sink.context, bytes); return true;
    }
    return true;
}

void EventFramer::finishTo(Sink sink)
{
    if (m_framing == Framing::Sse) {
        std::string_view pending;
        const std::string line = std::move(m_line);
        m_line.clear();
        if (!line.empty())
            sseLine(line, pending, sink);
        dispatch(pending, sink);
    } else if (!isBlank(m_line)) {
        sink.call(sink.context, m_line);
    }
    std::string stray = std::move(m_stray);
    reset();
    m_stray = std::move(stray);
}

void EventFramer::reset(std::size_t requestBytes) noexcept
{
    m_maxEventBytes = MaxEventBytes + BytesPerRequestByte * requestBytes;
    giveBack(m_line);
    giveBack(m_data);
    std::string().swap(m_stray);
    m_bomBytes = 0;
    m_hasData = false;
    m_isErrorEvent = false;
    m_skipLineFeed = false;
}

std::size_t EventFramer::heldBytes() const noexcept
{
    const auto heap = [](const std::string &text) { return text.capacity() > 15 ? text.capacity() + 1 : 0; };
    return heap(m_line) + heap(m_data) + heap(m_stray);
}

std::string_view EventFramer::withoutByteOrderMark(std::string_view bytes)
{
    while (m_bomBytes < ByteOrderMark.size() && !bytes.empty()) {
        if (bytes.front() == ByteOrderMark[m_bomBytes]) {
            ++m_bomBytes;
            bytes.remove_prefix(1);
        } else {
            // No mark after all: what looked like one is the start of the first line.
            m_line.assign(ByteOrderMark.substr(0, m_bomBytes));
            m_bomBytes = std::uint8_t(ByteOrderMark.size());
        }
    }
    return bytes;
}

bool EventFramer::feedSse(std::string_view bytes, Sink sink)
{
    std::string_view pending; // the one data line of the event so far; a view into this read or into m_line
    bool lineUsed = false; // m_line was completed in this read and backs `pending`
    while (!bytes.empty()) {
        if (m_skipLineFeed) {
            m_skipLineFeed = false;
            if (bytes.front() == '\n') {
                bytes.remove_prefix(1);
                continue;
            }
        }
        const std::size_t end = lineEnd(bytes);
        if (end == std::string_view::npos)
            break;
        std::string_view line = bytes.substr(0, end);
        if (!lineUsed && !m_line.empty()) {
            if (!keep(line))
                return false;
            line = m_line;
            lineUsed = true;
        }
        m_skipLineFeed = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        sseLine(line, pending, sink);
    }
    if (pending.data() != nullptr)
        joinData(pending);
    if (lineUsed)
        giveBack(m_line);
    return keep(bytes);
}

void EventFramer::sseLine(std::string_view line, std::string_view &pending, Sink sink)
{
    if (line.empty()) {
        dispatch(pending, sink);
        return;
    }
    if (!line.starts_with("data"))
        return noteField(line);
    if (line.size() > 4 && line[4] != ':')
        return keepStray(line); // words that begin so
    line.remove_prefix(4);
    if (!line.empty()) {
        line.remove_prefix(1);
        if (line.starts_with(' '))
            line.remove_prefix(1);
    }
    if (!m_hasData && pending.data() == nullptr) {
        pending = line;
        return;
    }
    if (pending.data() != nullptr) {
        joinData(pending);
        pending = {};
    }
    joinData(line);
}

/// A line that starts with a colon is a comment; `id`, `retry` and most names of events say nothing about tokens.
void EventFramer::noteField(std::string_view line)
{
    constexpr std::string_view Name = "event:";
    if (!line.starts_with(Name))
        return keepStray(line);
    line.remove_prefix(Name.size());
    if (line.starts_with(' '))
        line.remove_prefix(1);
    m_isErrorEvent = line == "error";
}

void EventFramer::keepStray(std::string_view line)
{
    if (!m_stray.empty() || isBlank(line))
        return;
    constexpr std::array<std::string_view, 4> Fields{"", "event", "id", "retry"};
    if (std::ranges::find(Fields, line.substr(0, line.find(':'))) == Fields.end())
        m_stray = utf8Cut(line, StrayBytes);
}

void EventFramer::dispatch(std::string_view &pending, Sink sink)
{
    if (pending.data() != nullptr) {
        if (!isBlank(pending))
            sink.call(sink.context, pending);
        pending = {};
    } else if (m_hasData) {
        if (!isBlank(m_data))
            sink.call(sink.context, m_data);
        giveBack(m_data);
        m_hasData = false;
    }
    m_isErrorEvent = false;
}

void EventFramer::joinData(std::string_view value)
{
    if (m_hasData)
        m_data += '\n';
    m_data += value;
    m_hasData = true;
}

bool EventFramer::feedLines(std::string_view bytes, Sink sink)
{
    // Only LF ends a line: a lone CR is white space in JSON.
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
        std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(end + 1);
        if (!m_line.empty()) {
            if (!keep(line))
                return false;
            line = m_line;
        }
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!isBlank(line))
            sink.call(sink.context, line);
        giveBack(m_line);
    }
    return keep(bytes);
}

bool EventFramer::keep(std::string_view rest)
{
    if (m_line.size() + m_data.size() + rest.size() > m_maxEventBytes)
        return false;
    m_line.append(rest);
    return true;
}

} // namespace tokamark::protocol
