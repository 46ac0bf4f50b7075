#include "backends/trialrecorder.h"

#include "http/responseparser.h"
#include "load/faultoutcome.h"
#include "protocol/errortext.h"

#include <algorithm>
#include <utility>

namespace tokamark::backends {

namespace {

using metrics::Outcome;

/// What a window can show of one answer; a stream that goes on beyond is still counted.
constexpr std::size_t MaxKeptBytes = 1u << 20;

} // namespace

TrialRecorder::TrialRecorder(const protocol::StreamProtocol &protocol, http::SecretMask secrets)
    : m_protocol(protocol)
    , m_secrets(std::move(secrets))
    , m_reader(protocol)
    , m_framer(protocol.framing())
{
    m_result.record.id = RequestId{1};
    m_reader.start(m_result.record);
}

bool TrialRecorder::isStream() const noexcept
{
    return m_result.status >= 200 && m_result.status < 300 && m_objection.empty()
        && m_result.contentType != "application/json" && m_result.contentType != "text/html";
}

void TrialRecorder::responseBegun(const http::ResponseHead &head, const http::ReadStamp &)
{
    m_result.status = head.status;
    m_result.contentType = head.contentType;
    m_objection = http::objectionIn(head);
    m_result.record.httpStatus = std::uint16_t(head.status);
    m_reader.answerBegun(m_connection->times().sent);
}

void TrialRecorder::chunkBegun(std::uint64_t, const http::ReadStamp &)
{
}

http::Wish TrialRecorder::bodyReceived(std::string_view bytes, const http::ReadStamp &stamp)
{
    if (!stamp.kernel)
        m_result.record.stamps = metrics::StampSource::User;
    keepRead(bytes, stamp);
    if (!isStream())
        return m_bytesKept < MaxKeptBytes ? http::Wish::GoOn : http::Wish::Close;
    // A stream that cannot be framed is judged by the reader, which sees the same bytes.
    static_cast<void>(m_framer.feed(bytes, [this](std::string_view payload) { keepEvent(payload); }));
    return m_reader.read(bytes, stamp);
}

void TrialRecorder::keepRead(std::string_view bytes, const http::ReadStamp &stamp)
{
    // One read comes in several pieces where it spans several chunks of the chunked coding.
    if (m_result.reads.empty() || stamp.read != m_lastRead)
        m_result.reads.push_back({stamp.at - m_connection->times().sent, stamp.kernel, {}});
    m_lastRead = stamp.read;
    const std::size_t kept = std::min(bytes.size(), MaxKeptBytes - std::min(MaxKeptBytes, m_bytesKept));
    m_result.reads.back().bytes.append(bytes.substr(0, kept));
    m_bytesKept += kept;
}

void TrialRecorder::keepEvent(std::string_view payload)
{
    if (m_bytesKept >= MaxKeptBytes)
        return;
    TrialEvent event{m_result.reads.back().since, m_result.reads.size() - 1, std::string(payload), false, {}};
    if (m_framer.isErrorEvent()) {
        event.understood = true;
        event.facts.error = true;
        event.facts.errorText = protocol::errorEventText(payload);
    } else {
        event.understood = m_protocol.decode(payload, m_state, event.facts);
    }
    m_result.events.push_back(std::move(event));
}

void TrialRecorder::exchangeEnded(const http::ExchangeEnd &end)
{
    m_end = end;
    m_ended = true;
    m_over = true;
}

void TrialRecorder::tick(Instant now, const plan::Limits &limits)
{
    if (m_over)
        return;
    const http::ExchangeTimes &times = m_connection->times();
    const auto passed = [now](Instant since, Duration limit) { return happened(since) && now - since >= limit; };
    if (!happened(times.sent)) {
        if (passed(times.connectStart, limits.connectTimeout))
            endWith(Outcome::ConnectFailed, "no answer to the connection attempt", now);
    } else if (!m_reader.isOver() && passed(times.sent, limits.requestTimeout)) {
        endWith(Outcome::TimedOut, "request not finished in time", now);
    } else if (!m_reader.isOver() && !m_result.reads.empty()
               && passed(m_connection->lastReadAt(), limits.stallTimeout)) {
        endWith(Outcome::Stalled, "no byte for too long", now);
    }
}

void TrialRecorder::endWith(Outcome outcome, const char *text, Instant at)
{
    judge(at, false);
    m_result.record.outcome = outcome;
    m_result.record.error = text;
    m_timedOut = true;
    m_over = true;
}

void TrialRecorder::settle(Instant now)
{
    if (!m_timedOut)
        judge(m_ended ? m_end.at : now, m_ended && m_end.fault == http::Fault::None);
    const http::ExchangeTimes &times = m_connection->times();
    metrics::RequestInstants &at = m_result.record.at;
    at.connectStart = times.connectStart;
    at.connected = times.connected;
    at.tlsDone = times.tlsDone;
    at.due = times.sent;
    at.sent = times.sent;
    at.lastByteSent = times.lastByteSent;
    at.firstByte = times.firstByte;
    m_result.record.newConnection = m_connection->isNew();
    m_result.record.bytesReceived = m_connection->bytesReceived();
    readRefusal();
    computeTimes();
    hideSecrets();
}

void TrialRecorder::judge(Instant at, bool bodyWhole)
{
    metrics::RequestRecord &record = m_result.record;
    if (isStream()) {
        m_reader.settle(at, bodyWhole);
        if (bodyWhole)
            m_framer.finish([this](std::string_view payload) { keepEvent(payload); });
        if (record.outcome == Outcome::Truncated && m_end.fault != http::Fault::None) {
            record.outcome = load::outcomeOf(m_end.fault);
            record.error = m_end.text;
        }
        return;
    }
    record.at.end = at;
    if (m_result.status == 0) {
        record.outcome = load::outcomeOf(m_end.fault);
        record.error = m_end.text;
    } else {
        record.outcome = m_result.status < 300 ? Outcome::ProtocolError : Outcome::HttpError;
    }
}

/// The words of a server that said no, wherever it put them.
void TrialRecorder::readRefusal()
{
    metrics::RequestRecord &record = m_result.record;
    if (record.outcome == Outcome::Completed)
        return;
    if (record.error.empty())
        record.error = m_objection;
    std::string body;
    for (const TrialRead &read : m_result.reads)
        body += read.bytes;
    if (m_reader.sawEvent() || !m_objection.empty() || !protocol::readErrorText(body, m_result.refusal))
        m_result.refusal = record.error;
    if (record.error.empty())
        record.error = m_result.refusal;
}

/// Last, for only the whole answer shows a secret that two reads share.
void TrialRecorder::hideSecrets()
{
    if (m_secrets.isEmpty())
        return;
    std::vector<std::string *> pieces;
    for (TrialRead &read : m_result.reads)
        pieces.push_back(&read.bytes);
    m_secrets.maskPieces(pieces);
    if (!m_result.reads.empty())
        m_result.reads.back().bytes = m_secrets.maskedCut(std::move(m_result.reads.back().bytes));
    for (TrialEvent &event : m_result.events) {
        event.payload = m_secrets.masked(std::move(event.payload));
        event.facts.errorText = m_secrets.maskedCut(std::move(event.facts.errorText));
    }
    m_result.contentType = m_secrets.masked(std::move(m_result.contentType));
    m_result.refusal = m_secrets.maskedCut(std::move(m_result.refusal));
    m_result.record.error = m_secrets.maskedCut(std::move(m_result.record.error));
}

void TrialRecorder::computeTimes()
{
    const metrics::RequestRecord &record = m_result.record;
    if (!happened(record.at.firstToken))
        return;
    m_result.ttft = record.at.firstToken - record.at.sent;
    if (record.outputTokens > record.firstEventTokens)
        m_result.tpot = (record.at.lastToken - record.at.firstToken)
            / std::int64_t(record.outputTokens - record.firstEventTokens);
}

} // namespace tokamark::backends
