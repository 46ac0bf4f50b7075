#include "simulator/generation.h"

#include <algorithm>
#include <ctime>

namespace tokamark::simulator {
namespace {

/// Where body bytes are cut when a character has to be split: inside the first character beyond ASCII.
std::size_t splitPoint(std::string_view data)
{
    const auto it = std::ranges::find_if(data, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; });
    return it == data.end() ? 0 : static_cast<std::size_t>(it - data.begin());
}

StreamSubject subjectOf(const GenerationRequest &request, std::uint64_t id)
{
    return {.chat = request.chat,
            .id = (request.chat ? "chatcmpl-" : "cmpl-") + std::to_string(id),
            .model = request.target->preset().model,
            .createdUnix = std::time(nullptr),
            .promptTokens = request.request.promptTokens,
            .includeUsage = request.request.includeUsage,
            .continuousUsage = request.request.continuousUsage};
}

} // namespace

Generation::Generation(ServerShared &shared, ResponseChannel &channel, GenerationRequest request)
    : m_shared(shared)
    , m_channel(channel)
    , m_request(std::move(request))
    , m_target(*m_request.target)
    , m_answerTokens(m_target.answerTokens(m_request.request))
    , m_dialect(m_target.dialect(), subjectOf(m_request, shared.nextRequest))
    , m_timer(channel.executor())
    , m_truth{.id = shared.nextRequest++,
              .target = m_target.preset().name,
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
    m_job = m_target.submit(m_request.request.promptTokens, m_answerTokens, *this);
    if (m_request.request.stream)
        beginStream();
}

void Generation::clientGone()
{
    if (!m_ended)
        end(m_stalled ? "stalled" : "disconnected");
}

std::string_view Generation::finishReason() const
{
    return m_answerTokens != m_request.request.maxTokens ? "stop" : "length";
}

// ---- streaming

void Generation::beginStream()
{
    if (m_shared.quirks.headersWithFirstToken || headWaitsForFirstToken(m_target.preset().engine))
        return;
    openBody();
    if (m_fault == Fault::OverloadFrame) {
        sendErrorFrame(ErrorShape::Object, 503, "the request queue is full");
        return;
    }
    m_dialect.appendRoleBeforePrefill(m_events);
    if (m_shared.quirks.pingEvery)
        m_dialect.appendComment(m_events);
    frameEvents();
    m_channel.flush();
    if (m_shared.quirks.pingEvery)
        startPings();
}

void Generation::openBody()
{
    m_channel.beginBody(m_target, "text/event-stream; charset=utf-8");
    m_headSent = true;
}

void Generation::startPings()
{
    m_timer.expires_after(*m_shared.quirks.pingEvery);
    m_timer.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (error || !self || self->m_ended)
            return;
        self->m_dialect.appendComment(self->m_events);
        self->frameEvents();
        self->m_channel.flush();
        self->startPings();
    });
}

void Generation::tokensReady(const Emission &emission)
{
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
        m_heldFrom = m_dialect.produced();
    m_dialect.appendTokens(m_events, emission.tokens, emission.last ? finishReason() : std::string_view());
    if (emission.last)
        m_dialect.appendEnd(m_events);
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
    const auto split = m_shared.quirks.splitUtf8 ? splitPoint(m_events) : 0;
    if (split > 0) {
        m_channel.appendPiece(std::string_view(m_events).substr(0, split));
        m_channel.flush(); // a segment of its own, so that a read may end inside the character
    }
    m_channel.appendPiece(std::string_view(m_events).substr(split));
    m_events.clear();
}

// ---- in one piece

void Generation::answerWhole()
{
    std::string body = m_dialect.wholeAnswer(m_answerTokens, finishReason());
    if (m_fault != Fault::None) {
        answerWholeWithFault(std::move(body));
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
        m_truth.tokens = m_request.request.stream ? m_dialect.produced() : m_answerTokens;
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

void Generation::respondError(const ApiError &error)
{
    m_channel.respond(m_target, error.status, "application/json", error.body());
}

} // namespace tokamark::simulator
