// What goes wrong with a generation that a fault hits; the rest of the class is in generation.cpp.

#include "simulator/generation.h"

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
        respondError({.status = m_shared.quirks.refuseStatus,
                      .type = "overloaded_error",
                      .message = "the server is overloaded"});
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
        self->m_channel.respond(self->m_target, 504, "application/json",
                                R"({"error":"not able to process the request in time"})");
    });
}

bool Generation::faultDue(const Emission &emission) const
{
    return m_fault != Fault::None
        && (emission.last || m_dialect.produced() >= std::max(1U, m_answerTokens / 2)
            || m_fault == Fault::OverloadFrame);
}

void Generation::sendErrorFrame(ErrorShape shape, int code, std::string_view message)
{
    m_dialect.appendError(m_events, shape, code, message);
    if (shape != ErrorShape::Plain)
        m_dialect.appendDone(m_events);
    frameEvents();
    finishBody(BodyEnd::Proper, code == 503 ? "overload-frame" : "error-frame");
}

void Generation::sendFault(const Emission &emission)
{
    // What was held back for a burst leaves first.
    if (m_heldEvents > 0 && m_heldFrom == 0)
        m_truth.firstToken = m_truth.lastToken = SteadyClock().now();
    switch (m_fault) {
    case Fault::ErrorFrame: sendErrorFrame(m_shared.quirks.errorShape, 500, "simulated failure"); return;
    case Fault::OverloadFrame: sendErrorFrame(ErrorShape::Object, 503, "the request queue is full"); return;
    case Fault::GarbageEvent:
        m_fault = Fault::None;
        m_dialect.appendGarbage(m_events);
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

void Generation::answerWholeWithFault(std::string body)
{
    switch (m_fault) {
    case Fault::ErrorFrame:
    case Fault::OverloadFrame:
        end("error");
        respondError({.status = m_fault == Fault::ErrorFrame ? 500 : 503,
                      .type = "internal_error",
                      .message = "simulated failure"});
        return;
    case Fault::Reset:
        end("reset");
        m_channel.reset();
        return;
    case Fault::Stall: m_stalled = true; return;
    case Fault::GarbageEvent:
        end("garbage");
        m_channel.respond(m_target, 200, "application/json", std::string_view(body).substr(0, body.size() / 2));
        return;
    case Fault::Truncate:
    case Fault::Cut:
        m_channel.beginSized(m_target, "application/json", body.size());
        m_channel.appendRaw(std::string_view(body).substr(0, body.size() / 2));
        finishBody(BodyEnd::Cut, "cut");
        return;
    case Fault::None:
    case Fault::Refuse:
    case Fault::GatewayTimeout:
    case Fault::GarbageAnswer: return; // those act before the first token
    }
}

} // namespace tokamark::simulator
