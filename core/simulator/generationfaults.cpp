// What goes wrong with a generation that a fault hits; the rest of the class is in generation.cpp.

#include "simulator/generation.h"

#include "simulator/refusal.h"

#include <algorithm>

namespace tokamark::simulator {

Fault Generation::drawFault()
{
    if (m_shared.quirks.fault == Fault::None)
        return Fault::None;
    return std::uniform_real_distribution<double>(0, 1)(m_shared.random) < m_shared.quirks.faultRate
        ? m_shared.quirks.fault
        : Fault::None;
}

/// True: the fault stands in place of any generation.
bool Generation::startWithFault()
{
    switch (m_fault) {
    case Fault::Refuse:
        end("refused");
        refuse(m_channel, m_target, m_request.endpoint->path, Complaint::Overloaded, {.echo = m_request.echo},
               m_shared.quirks.refuseStatus);
        return true;
    case Fault::GarbageAnswer:
        m_channel.appendRaw("\x16\x03\x01 this is not HTTP\n\n");
        finishBody(BodyEnd::Cut, "garbage-answer");
        return true;
    case Fault::GatewayTimeout: waitForGateway(); return true;
    case Fault::None:
    case Fault::ErrorFrame:
    case Fault::OverloadFrame:
    case Fault::Truncate:
    case Fault::Cut:
    case Fault::Stall:
    case Fault::Reset:
    case Fault::GarbageEvent: return false;
    }
    return false;
}

void Generation::waitForGateway()
{
    m_timer.expires_after(m_shared.quirks.gatewayTimeout);
    m_timer.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto self = weak.lock();
        if (error || !self || self->m_ended)
            return;
        self->end("gateway-timeout");
        self->respondGatewayTimeout();
    });
}

void Generation::respondGatewayTimeout()
{
    const auto limit = m_fault == Fault::GatewayTimeout ? m_shared.quirks.gatewayTimeout : m_target.limits().firstByte;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit).count();
    m_channel.respond(
        m_target, 504, "application/json",
        withEcho(R"({"error":"Not able to process the request in )" + std::to_string(seconds) + R"( seconds"})",
                 m_request.echo));
}

bool Generation::faultDue(const Emission &emission) const
{
    return m_fault != Fault::None
        && (emission.last || m_writer.produced() >= std::max(1U, m_length.tokens / 2)
            || m_fault == Fault::OverloadFrame);
}

void Generation::sendErrorFrame()
{
    const auto shape = m_shared.quirks.errorShape;
    if (!shape && m_format.error.empty()) {
        // Servers without an error event cut the connection, or end the stream as if all were well.
        frameEvents();
        finishBody(m_format.silentErrors ? BodyEnd::Proper : BodyEnd::Cut, "error-frame");
        return;
    }
    m_writer.appendError(m_events, shape, 500, "simulated failure" + m_request.echo);
    if (shape ? *shape != ErrorShape::Plain : m_format.endAfterError)
        m_writer.appendDone(m_events);
    frameEvents();
    finishBody(BodyEnd::Proper, "error-frame");
}

void Generation::sendOverloadFrame()
{
    if (m_format.overload.empty())
        m_writer.appendError(m_events, ErrorShape::Object, 503, "the request queue is full" + m_request.echo);
    else
        m_writer.appendOverload(m_events, m_request.echo);
    m_writer.appendDone(m_events);
    frameEvents();
    finishBody(BodyEnd::Proper, "overload-frame");
}

void Generation::sendFault(const Emission &emission)
{
    // What was held back for a burst leaves first.
    if (m_heldEvents > 0 && m_heldFrom == 0)
        m_truth.firstToken = m_truth.lastToken = SteadyClock().now();
    switch (m_fault) {
    case Fault::ErrorFrame: sendErrorFrame(); return;
    case Fault::OverloadFrame: sendOverloadFrame(); return;
    case Fault::GarbageEvent:
        m_fault = Fault::None;
        m_writer.appendGarbage(m_events);
        sendTokens(emission);
        return;
    case Fault::Stall:
        // The place in the engine is freed; the connection stays open and silent until the client gives up.
        m_target.cancel(std::exchange(m_job, 0));
        m_stalled = true;
        frameEvents();
        m_channel.flush();
        return;
    case Fault::Truncate:
    case Fault::Cut:
        frameEvents();
        finishBody(m_fault == Fault::Cut ? BodyEnd::Cut : BodyEnd::Proper, m_fault == Fault::Cut ? "cut" : "truncated");
        return;
    case Fault::Reset:
        end("reset");
        m_channel.reset();
        return;
    case Fault::None:
    case Fault::Refuse:
    case Fault::GatewayTimeout:
    case Fault::GarbageAnswer: return; // those act before the first token
    }
}

void Generation::answerWholeWithFault(std::string_view body)
{
    switch (m_fault) {
    case Fault::ErrorFrame:
    case Fault::OverloadFrame:
        end("error");
        refuse(m_channel, m_target, m_request.endpoint->path,
               m_fault == Fault::ErrorFrame ? Complaint::Failed : Complaint::Overloaded,
               {.message = "simulated failure", .echo = m_request.echo});
        return;
    case Fault::Reset:
        end("reset");
        m_channel.reset();
        return;
    case Fault::Stall: m_stalled = true; return;
    case Fault::GarbageEvent:
        end("garbage");
        m_channel.respond(m_target, 200, "application/json", body.substr(0, body.size() / 2));
        return;
    case Fault::Truncate:
    case Fault::Cut:
        m_channel.beginSized(m_target, "application/json", body.size());
        m_channel.appendRaw(body.substr(0, body.size() / 2));
        finishBody(BodyEnd::Cut, "cut");
        return;
    case Fault::None:
    case Fault::Refuse:
    case Fault::GatewayTimeout:
    case Fault::GarbageAnswer: return; // those act before the first token
    }
}

} // namespace tokamark::simulator
