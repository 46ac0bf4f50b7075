#include "simulator/generation.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace tokamark::simulator {
namespace {

/// Where body bytes are cut when a character has to be split: inside the first character beyond ASCII.
std::size_t splitPoint(std::string_view data)
{
    const auto it = std::ranges::find_if(data, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; });
    return it == data.end() ? 0 : static_cast<std::size_t>(it - data.begin());
}

StreamSubject subjectOf(const GenerationRequest &request, std::uint64_t number)
{
    const ServedTarget &target = *request.target;
    const ApiRequest &asked = request.request;
    const bool repeats = target.dialect().answersWithAsked && !asked.model.empty();
    return {.number = number,
            .model = repeats ? asked.model : target.preset().model,
            .asked = asked.model,
            .createdUnix = std::time(nullptr),
            .promptTokens = asked.promptTokens,
            .includeUsage = asked.includeUsage,
            .continuousUsage = asked.continuousUsage,
            .extras = asked.extras};
}

} // namespace

Generation::Generation(ServerShared &shared, ResponseChannel &channel, GenerationRequest request)
    : m_shared(shared)
    , m_channel(channel)
    , m_request(std::move(request))
    , m_target(*m_request.target)
    , m_length(m_target.answerLength(m_request.request))
    , m_format(m_request.endpoint->stream)
    , m_writer(m_target.format(*m_request.endpoint), subjectOf(m_request, shared.nextRequest))
    , m_timer(channel.executor())
    , m_truth{.id = shared.nextRequest++,
              .target = m_target.name(),
              .clientId = m_request.clientId,
              .peerPort = m_request.peerPort,
              .received = m_request.received,
              .kernelStamp = m_request.kernelStamp,
              .firstToken = {},
              .lastToken = {},
              .promptTokens = m_request.request.promptTokens,
              .tokens = 0,
              .outcome = {}}
{
}

void Generation::start()
{
    m_fault = drawFault();
    if (startWithFault())
        return;
    const std::uint64_t job = m_target.submit(m_request.request, m_length, *this);
    // A slot that was free at once may have begun the answer, and a fault ended it, before there was a number to cancel.
    if (m_ended) {
        m_target.cancel(job);
        return;
    }
    m_job = job;
    if (!m_request.request.stream)
        return;
    if (headAt() == HeadAt::Once)
        beginStream();
    else if (!m_headSent)
        limitFirstByte();
}

void Generation::clientGone()
{
    if (m_ended)
        return;
    if (m_target.dialect().runsOnWithoutClient)
        m_target.abandon(std::exchange(m_job, 0));
    end(m_stalled ? "stalled" : "disconnected");
}

std::string_view Generation::finishReason() const
{
    return m_length.endsByItself ? "stop" : "length";
}

HeadAt Generation::headAt() const
{
    return m_shared.quirks.headersWithFirstToken ? HeadAt::FirstToken : m_format.head;
}

// ---- streaming

void Generation::beginStream()
{
    openBody();
    if (m_fault == Fault::OverloadFrame) {
        sendOverloadFrame();
        return;
    }
    m_writer.appendRoleBeforePrefill(m_events);
    if (m_shared.quirks.pingEvery)
        m_writer.appendComment(m_events);
    frameEvents();
    m_channel.flush();
    if (m_shared.quirks.pingEvery)
        startPings();
}

void Generation::openBody()
{
    m_timer.cancel();
    m_channel.beginBody(m_target, 200, m_format.contentType);
    m_headSent = true;
}

void Generation::startPings()
{
    m_timer.expires_after(*m_shared.quirks.pingEvery);
    m_timer.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (error || !self || self->m_ended)
            return;
        self->m_writer.appendComment(self->m_events);
        self->frameEvents();
        self->m_channel.flush();
        self->startPings();
    });
}

void Generation::limitFirstByte()
{
    if (m_target.limits().firstByte <= Duration::zero())
        return;
    m_timer.expires_after(m_target.limits().firstByte);
    m_timer.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (error || !self || self->m_ended || self->m_headSent)
            return;
        self->end("gateway-timeout");
        self->respondGatewayTimeout();
    });
}

void Generation::takeTimes(const JobTimes &times)
{
    m_times = {.received = times.received,
               .started = times.started,
               .firstToken = times.first,
               .now = std::max(times.last, times.started),
               .load = times.load,
               .cachedTokens = times.cachedTokens};
    m_writer.setTimes(m_times);
}

void Generation::started(const JobTimes &times)
{
    takeTimes(times);
    if (m_request.request.stream && headAt() == HeadAt::Started)
        beginStream();
}

void Generation::tokensReady(const Emission &emission, const JobTimes &times)
{
    takeTimes(times);
    if (emission.last)
        m_job = 0;
    if (!m_request.request.stream) {
        if (emission.last)
            answerWhole();
        return;
    }
    if (!m_headSent)
        openBody();
    if (faultDue(emission))
        sendFault(emission);
    else
        sendTokens(emission);
}

void Generation::sendTokens(const Emission &emission)
{
    if (m_heldEvents++ == 0)
        m_heldFrom = m_writer.produced();
    m_writer.appendTokens(m_events, emission.tokens, emission.last ? finishReason() : std::string_view());
    if (emission.last)
        m_writer.appendEnd(m_events);
    else if (m_heldEvents < m_shared.quirks.burst)
        return;
    const auto now = SteadyClock().now();
    if (m_heldFrom == 0)
        m_truth.firstToken = now;
    m_truth.lastToken = now;
    frameEvents();
    if (emission.last)
        finishBody(BodyEnd::Proper, "completed");
    else
        m_channel.flush();
}

void Generation::frameEvents()
{
    m_heldEvents = 0;
    const auto split = m_shared.quirks.splitUtf8 ? splitPoint(m_events.text) : 0;
    if (split > 0) {
        m_channel.appendPiece(std::string_view(m_events.text).substr(0, split));
        m_channel.flush(); // a segment of its own, so that a read may end inside the character
        m_channel.appendPiece(std::string_view(m_events.text).substr(split));
    } else {
        m_channel.appendPieces(m_events);
    }
    m_events.clear();
}

// ---- in one piece

void Generation::answerWhole()
{
    if (m_format.wholeAsEvent) {
        openBody();
        m_writer.appendWhole(m_events, m_length.tokens, finishReason());
        m_truth.firstToken = m_truth.lastToken = SteadyClock().now();
        frameEvents();
        finishBody(BodyEnd::Proper, "completed");
        return;
    }
    std::string body = m_writer.wholeAnswer(m_length.tokens, finishReason());
    if (m_fault != Fault::None) {
        answerWholeWithFault(body);
        return;
    }
    m_truth.firstToken = m_truth.lastToken = SteadyClock().now();
    end("completed");
    m_channel.respond(m_target, 200, "application/json", body);
}

// ---- end

void Generation::end(std::string_view outcome)
{
    m_ended = true;
    if (m_job != 0)
        m_target.cancel(std::exchange(m_job, 0));
    if (m_shared.truth) {
        m_truth.tokens = m_request.request.stream ? m_writer.produced() : m_length.tokens;
        m_truth.outcome = outcome;
        m_shared.truth->write(m_truth);
    }
    m_timer.cancel();
}

void Generation::finishBody(BodyEnd bodyEnd, std::string_view outcome)
{
    end(outcome);
    m_channel.finish(bodyEnd);
}

} // namespace tokamark::simulator
