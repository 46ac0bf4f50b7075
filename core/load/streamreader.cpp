#include "load/streamreader.h"

#include "protocol/errortext.h"

#include <algorithm>

namespace tokamark::load {
namespace {

using metrics::Outcome;

constexpr std::size_t LongestErrorText = 512;

} // namespace

StreamReader::StreamReader(const protocol::StreamProtocol &protocol)
    : m_protocol(protocol)
    , m_framer(protocol.framing())
{
}

void StreamReader::start(metrics::RequestRecord &record, std::size_t requestBytes)
{
    m_framer.reset(requestBytes);
    m_state = {};
    m_usage = {};
    m_record = &record;
    m_finishAt = {};
    m_endAt = {};
    m_textlessAt = {};
    m_textless = 0;
    m_finishIsTextless = false;
    m_tokensSoFar = 0;
    m_tokenReads = 0;
    m_severalEventReads = 0;
    m_readIsShared = false;
    m_firstTokenRead = 0;
    m_lastTokenRead = 0;
    m_lastRead = {};
    m_over = false;
    m_everyEventTold = true;
}

void StreamReader::answerBegun(Instant sentAt)
{
    m_record->timeline.start(sentAt);
}

http::Wish StreamReader::read(std::string_view body, const http::ReadStamp &stamp)
{
    if (m_over)
        return m_record->outcome == Outcome::Completed ? http::Wish::Finish : http::Wish::Close;
    m_lastRead = stamp;
    const bool framed = m_framer.feed(body, [&](std::string_view payload) {
        if (!m_over)
            takeEvent(payload, stamp);
    });
    if (!framed && !m_over)
        failStream(Outcome::ProtocolError, "event too long");
    if (!m_over)
        return http::Wish::GoOn;
    return m_record->outcome == Outcome::Completed ? http::Wish::Finish : http::Wish::Close;
}

void StreamReader::takeEvent(std::string_view payload, const http::ReadStamp &stamp)
{
    if (m_framer.isErrorEvent()) {
        if (!happened(m_record->at.firstEvent))
            m_record->at.firstEvent = stamp.at;
        failStream(Outcome::ErrorFrame, protocol::errorEventText(payload));
        return;
    }
    protocol::EventFacts facts;
    if (!m_protocol.decode(payload, m_state, facts)) {
        failStream(Outcome::ProtocolError, payload);
        return;
    }
    if (!happened(m_record->at.firstEvent))
        m_record->at.firstEvent = stamp.at;
    if (facts.error) {
        failStream(Outcome::ErrorFrame, facts.errorText);
        return;
    }
    if (facts.token)
        takeToken(facts, stamp);
    const bool finishes = facts.finish != metrics::FinishReason::Unknown;
    if (facts.textless && finishes) {
        m_finishIsTextless = true;
    } else if (facts.textless) {
        m_textlessAt = stamp.at;
        ++m_textless;
    }
    if (facts.usage.present)
        takeUsage(facts.usage);
    takeServerTimes(facts.server);
    if (finishes) {
        m_record->finish = facts.finish;
        m_finishAt = stamp.at;
    }
    if (facts.end) {
        m_endAt = stamp.at;
        m_over = true;
    }
}

void StreamReader::takeToken(const protocol::EventFacts &facts, const http::ReadStamp &stamp)
{
    metrics::RequestRecord &record = *m_record;
    const std::uint32_t atLeast = std::max(facts.tokens, 1u);
    if (!happened(record.at.firstToken)) {
        record.at.firstToken = stamp.at;
        record.firstEventTokens = atLeast;
        m_firstTokenRead = stamp.read;
    } else if (stamp.read == m_firstTokenRead) {
        record.firstTokenSharedRead = true;
    }
    if (facts.answer && !happened(record.at.firstAnswer))
        record.at.firstAnswer = stamp.at;
    record.at.lastToken = stamp.at;
    const bool sameRead = stamp.read == m_lastTokenRead;
    record.timeline.append(stamp.at, facts.tokens, sameRead);
    m_tokenReads += sameRead ? 0 : 1;
    m_severalEventReads += sameRead && !m_readIsShared ? 1 : 0;
    m_readIsShared = sameRead;
    ++record.contentEvents;
    m_lastTokenRead = stamp.read;
    m_tokensSoFar += atLeast;
    m_everyEventTold = m_everyEventTold && facts.tokens > 0;
}

/// Servers may put zeros on every event but the last, so a zero never wipes out a count.
void StreamReader::takeUsage(const protocol::Usage &usage)
{
    if (!m_usage.present || usage.completionTokens >= m_usage.completionTokens)
        m_usage = usage;
}

/// What an event does not tell, an earlier one may have told.
void StreamReader::takeServerTimes(const metrics::ServerTimes &times)
{
    metrics::ServerTimes &kept = m_record->server;
    if (times.queue)
        kept.queue = times.queue;
    if (times.prefill)
        kept.prefill = times.prefill;
    if (times.decode)
        kept.decode = times.decode;
}

void StreamReader::failStream(Outcome outcome, std::string_view text)
{
    m_record->outcome = outcome;
    m_record->error.assign(text.substr(0, LongestErrorText));
    m_over = true;
}

void StreamReader::settle(Instant endAt, bool bodyWhole)
{
    metrics::RequestRecord &record = *m_record;
    if (bodyWhole && !m_over) {
        // The last event may stand there without its blank line. It came with the last read.
        m_framer.finish([&](std::string_view payload) {
            if (!m_over)
                takeEvent(payload, m_lastRead);
        });
        if (record.outcome == Outcome::ProtocolError)
            record.outcome = Outcome::Truncated;
    }
    if (record.outcome == Outcome::Completed && !m_over) {
        if (!bodyWhole || !m_protocol.endsAtEof() || !happened(record.at.firstEvent)) {
            record.outcome = Outcome::Truncated;
            record.error = "stream ended without its end";
            // Plain words of a server or a proxy, where events should be.
            if (const std::string_view said = m_framer.strayLine(); !said.empty())
                record.error.append(": ").append(said);
        }
    }
    if (record.outcome == Outcome::Completed && saidNothing()) {
        record.outcome = Outcome::Truncated;
        record.error = "stream ended without a token";
    }
    record.at.end = happened(m_endAt) ? m_endAt : endAt;
    settleCounts();
}

/// No token, no count and no reason to stop: a server that gave up politely, and no answer that happens to be empty.
bool StreamReader::saidNothing() const
{
    return !happened(m_record->at.firstToken) && m_usage.completionTokens == 0
        && m_record->finish == metrics::FinishReason::Unknown;
}

void StreamReader::settleCounts()
{
    metrics::RequestRecord &record = *m_record;
    record.promptTokens = m_usage.promptTokens;
    record.cachedPromptTokens = m_usage.cachedPromptTokens;
    record.reasoningTokens = m_usage.reasoningTokens;
    const bool counted = m_protocol.oneTokenPerEvent() || (m_everyEventTold && record.contentEvents > 0);
    if (m_usage.completionTokens > 0) {
        record.outputTokens = m_usage.completionTokens;
        record.outputSource = metrics::CountSource::Usage;
    } else {
        record.outputTokens = static_cast<std::uint32_t>(m_tokensSoFar);
        record.outputSource = counted ? metrics::CountSource::Events : metrics::CountSource::Estimated;
    }
    if (happened(record.at.firstToken))
        record.at.lastToken = std::max(record.at.lastToken, unseenEnd(counted));
}

/// When the last token came, if the server counted more than events showed: the one that ended the answer came with the
/// finish event. Where events do not say how many tokens they hold, only one more than there were events says that, in
/// an answer that the model ended or that had events without text; a larger count says nothing of the kind, but that
/// the last event without text was a token.
Instant StreamReader::unseenEnd(bool counted) const
{
    const metrics::RequestRecord &record = *m_record;
    if (counted)
        return record.outputTokens > m_tokensSoFar ? m_finishAt : Instant();
    const std::uint64_t events = m_tokensSoFar + m_textless;
    const bool ended = record.finish == metrics::FinishReason::Stop || (m_finishIsTextless && m_textless > 0);
    if (record.outputTokens == events + 1 && ended)
        return m_finishAt;
    return record.outputTokens > m_tokensSoFar ? m_textlessAt : Instant();
}

} // namespace tokamark::load
