#include "load/user.h"

#include "http/responseparser.h"
#include "load/faultoutcome.h"

#include <algorithm>
#include <random>
#include <utility>

namespace tokamark::load {
namespace {

using metrics::Outcome;
using metrics::RequestInstants;

constexpr std::size_t LongestExcerpt = 512;
/// Nobody has more to say about a refusal; what goes on longer than this is not read to its end.
constexpr std::uint64_t MostBytesOfARefusal = 1 << 20;
/// A server that fails at once is not to be asked thousands of times a second.
constexpr Duration ShortestBackoff = std::chrono::milliseconds(10);
constexpr Duration LongestBackoff = std::chrono::seconds(1);

Instant now()
{
    return SteadyClock().now();
}

/// A length between one and the whole, the same for a user in every run with this seed.
std::uint32_t shortenedLength(std::uint64_t seed, std::uint32_t user, std::uint32_t whole)
{
    std::seed_seq mixed{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32), user};
    std::mt19937 random(mixed);
    return 1 + static_cast<std::uint32_t>(random() % std::max(whole, 1u));
}

/// False for a body in which no event was found because it is something else: JSON, a page, a sentence.
bool looksLikeEvents(std::string_view body)
{
    return body.empty() || body.starts_with(':') || body.starts_with("data:") || body.starts_with("event:");
}

/// Pairs of instants that cannot come out the wrong way round unless a clock did.
std::uint64_t negativeIntervals(const RequestInstants &at)
{
    const auto wrong = [](Instant earlier, Instant later) -> std::uint64_t {
        return happened(earlier) && happened(later) && later < earlier ? 1 : 0;
    };
    return wrong(at.connectStart, at.connected) + wrong(at.connected, at.sent) + wrong(at.sent, at.firstByte)
        + wrong(at.firstByte, at.firstEvent) + wrong(at.firstEvent, at.firstToken) + wrong(at.firstToken, at.lastToken)
        + wrong(at.lastToken, at.end);
}

} // namespace

User::User(CellContext &cell, http::ConnectionServices &services, UserHost &host, WorkerReport &totals, Place place)
    : m_cell(cell)
    , m_host(host)
    , m_totals(totals)
    , m_place(place)
    , m_connection(cell.connection, services, *this)
    , m_reader(*cell.spec.protocol)
{
}

void User::begin(Instant due, Instant ready)
{
    const std::optional<std::uint64_t> index = m_host.takeIndex();
    if (!index) {
        retire();
        return;
    }
    const CellSpec &spec = m_cell.spec;
    workload::GenerationRequest request = spec.prompts->request(static_cast<std::uint32_t>(*index));
    m_record = {};
    m_record.id = RequestId{static_cast<std::int64_t>(*index) + 1};
    m_record.worker = m_place.worker;
    m_record.user = m_place.user;
    m_record.promptIndex = static_cast<std::uint32_t>(*index);
    m_record.at.due = due;
    // Where the ramp counts, so do the first requests, and then they must be what the plan asked for.
    if (m_isFirst && spec.shortenFirst && spec.duration && !spec.rampInsideWindow) {
        request.maxTokens = shortenedLength(spec.seed, m_place.user, request.maxTokens);
        m_record.shortened = true;
    }
    m_record.requestedOutputTokens = request.maxTokens;
    std::string body = spec.protocol->body(request);
    m_reader.start(m_record, body.size());
    m_excerpt = {};
    m_notAStream = false;
    m_headSaysAll = false;
    m_state = State::Busy;
    ++m_totals.started;
    m_host.requestBegun(now());
    m_connection.exchange(std::move(body));
    noteLateness(ready);
    m_isFirst = false;
}

/// How late we were, not how slow the network: up to the start of the connection where there was none.
void User::noteLateness(Instant ready)
{
    const http::ExchangeTimes &times = m_connection.times();
    const Instant started = m_connection.isNew() ? times.connectStart : times.sent;
    m_totals.sendLateness.add(started - ready);
    if (!m_isFirst && !m_cell.spec.arrivals)
        m_totals.turnaround.add(started - ready);
}

bool User::isStream() const noexcept
{
    return m_record.httpStatus >= 200 && m_record.httpStatus < 300 && !m_notAStream;
}

void User::responseBegun(const http::ResponseHead &head, const http::ReadStamp &)
{
    m_record.httpStatus = static_cast<std::uint16_t>(head.status);
    m_excerpt = http::objectionIn(head).substr(0, LongestExcerpt);
    m_headSaysAll = !m_excerpt.empty();
    m_notAStream = m_headSaysAll
        || (m_cell.spec.protocol->framing() == protocol::Framing::Sse
            && (head.contentType == "application/json" || head.contentType == "text/html"));
    m_reader.answerBegun(m_connection.times().sent);
}

void User::chunkBegun(std::uint64_t, const http::ReadStamp &)
{
}

http::Wish User::bodyReceived(std::string_view bytes, const http::ReadStamp &stamp)
{
    if (!stamp.kernel)
        m_record.stamps = metrics::StampSource::User;
    if (!m_headSaysAll && !m_reader.sawEvent() && m_excerpt.size() < LongestExcerpt)
        m_excerpt.append(bytes.substr(0, LongestExcerpt - m_excerpt.size()));
    if (!isStream())
        return m_connection.bytesReceived() > MostBytesOfARefusal ? http::Wish::Close : http::Wish::GoOn;
    const std::uint64_t tokens = m_reader.tokensSoFar();
    const std::uint64_t reads = m_reader.tokenReads();
    const std::uint64_t several = m_reader.severalEventReads();
    const http::Wish wish = m_reader.read(bytes, stamp);
    m_totals.tokens += m_reader.tokensSoFar() - tokens;
    m_totals.tokenReads += m_reader.tokenReads() - reads;
    m_totals.severalEventReads += m_reader.severalEventReads() - several;
    return wish;
}

void User::exchangeEnded(const http::ExchangeEnd &end)
{
    judge(end);
    complete(end.at);
    next(end.at);
}

void User::judge(const http::ExchangeEnd &end)
{
    if (isStream()) {
        m_reader.settle(end.at, end.fault == http::Fault::None);
        if (m_record.outcome != Outcome::Truncated)
            return;
        if (end.fault != http::Fault::None) {
            // What the connection met with says more than that the end is missing.
            m_record.outcome = outcomeOf(end.fault);
            m_record.error = end.text;
        } else if (!m_reader.sawEvent() && !looksLikeEvents(m_excerpt)) {
            m_record.outcome = Outcome::ProtocolError;
            m_record.error = m_excerpt;
        }
        return;
    }
    m_record.at.end = end.at;
    if (m_record.httpStatus == 0) {
        m_record.outcome = outcomeOf(end.fault);
        m_record.error = end.text;
    } else {
        refuse();
    }
}

/// The answer is no stream: a status that says so, or another kind of document.
void User::refuse()
{
    m_record.outcome = m_notAStream && m_record.httpStatus < 300 ? Outcome::ProtocolError : Outcome::HttpError;
    m_record.error = m_excerpt;
}

void User::complete(Instant end)
{
    const http::ExchangeTimes &times = m_connection.times();
    RequestInstants &at = m_record.at;
    at.connectStart = times.connectStart;
    at.connected = times.connected;
    at.tlsDone = times.tlsDone;
    at.sent = times.sent;
    at.lastByteSent = times.lastByteSent;
    at.firstByte = times.firstByte;
    m_record.newConnection = m_connection.isNew();
    m_record.resends = m_connection.resends();
    m_record.bytesReceived = m_connection.bytesReceived();
    m_record.error = m_cell.secrets.maskedCut(std::move(m_record.error));

    m_totals.negativeIntervals += negativeIntervals(at);
    m_totals.userStamps += m_record.stamps == metrics::StampSource::User ? 1 : 0;
    m_totals.firstTokens += happened(at.firstToken) ? 1 : 0;
    m_totals.sharedFirstTokens += m_record.firstTokenSharedRead ? 1 : 0;
    m_totals.completed += m_record.outcome == Outcome::Completed ? 1 : 0;
    m_totals.failed += metrics::isFailure(m_record.outcome) ? 1 : 0;
    m_failuresInARow = m_record.outcome == Outcome::Completed ? 0 : m_failuresInARow + 1;
    m_state = State::Waiting;
    m_host.requestEnded(std::max(end, now()), std::move(m_record));
}

/// The last step of an exchange: nothing may follow it, for the next one may have begun.
void User::next(Instant end)
{
    if (m_cell.spec.arrivals) {
        m_host.freed(*this, std::max(end, now()));
        return;
    }
    Duration pause = m_cell.spec.thinkTime;
    if (m_failuresInARow > 0) {
        const Duration backoff = ShortestBackoff * (std::int64_t{1} << std::min(m_failuresInARow - 1, 10u));
        pause = std::max(pause, std::min(backoff, LongestBackoff));
    }
    const Instant due = end + pause;
    // Who has nothing left to send need not think about it first.
    if (!m_host.hasIndex())
        retire();
    else if (pause > Duration::zero())
        m_host.schedule(*this, due);
    else
        begin(due, due);
}

void User::tick(Instant at)
{
    if (m_state != State::Busy)
        return;
    const plan::Limits &limits = m_cell.spec.limits;
    const http::ExchangeTimes &times = m_connection.times();
    const auto passed = [at](Instant since, Duration limit) { return happened(since) && at - since >= limit; };
    switch (m_connection.phase()) {
    case http::Connection::Phase::Connecting:
        if (passed(times.connectStart, limits.connectTimeout))
            endEarly(Outcome::ConnectFailed, "no answer to the connection attempt", at);
        return;
    case http::Connection::Phase::Handshaking:
        if (passed(times.connectStart, limits.connectTimeout))
            endEarly(Outcome::TlsFailed, "handshake not finished in time", at);
        return;
    case http::Connection::Phase::Exchanging:
        if (m_record.httpStatus != 0 && !isStream()) {
            if (passed(m_connection.lastReadAt(), limits.stallTimeout) || passed(times.sent, limits.requestTimeout))
                endRefused(at);
        } else if (m_reader.isOver()) {
            m_connection.tick(at);
        } else if (passed(times.sent, limits.requestTimeout)) {
            endEarly(Outcome::TimedOut, "request not finished in time", at);
        } else if (happened(m_record.at.firstToken) && passed(m_connection.lastReadAt(), limits.stallTimeout)) {
            endEarly(Outcome::Stalled, "no byte for too long", at);
        }
        return;
    case http::Connection::Phase::Closed:
    case http::Connection::Phase::Idle: return;
    }
}

/// A refusal whose end does not come says more than that a time limit has passed.
void User::endRefused(Instant at)
{
    refuse();
    m_record.at.end = at;
    m_connection.close();
    complete(at);
    next(at);
}

/// A stream that is cut by a time limit keeps its instants and counts, but its outcome is the limit's.
void User::endEarly(Outcome outcome, const char *text, Instant at)
{
    if (isStream())
        m_reader.settle(at, false);
    m_record.outcome = outcome;
    m_record.error = text;
    m_record.at.end = at;
    m_connection.close();
    complete(at);
    next(at);
}

void User::abort(Instant at)
{
    if (m_state == State::Busy) {
        const bool wasOver = m_reader.isOver();
        if (isStream())
            m_reader.settle(at, false);
        if (!wasOver) {
            m_record.outcome = Outcome::Cancelled;
            m_record.error.clear();
            m_record.at.end = at;
        }
        m_connection.close();
        complete(at);
    }
    if (m_state != State::Retired)
        retire();
}

void User::retire()
{
    m_connection.close();
    m_state = State::Retired;
    m_host.retired(*this);
}

bool User::hasCountedRequest(Instant open, Instant close) const noexcept
{
    if (m_state != State::Busy)
        return false;
    const Instant since = m_cell.placeInTime(m_record.at.due, m_connection.times().sent);
    return since >= open && since < close;
}

} // namespace tokamark::load
