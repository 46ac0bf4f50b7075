#pragma once

#include "simulator/apirequest.h"
#include "simulator/quirks.h"
#include "simulator/responsechannel.h"
#include "simulator/servershared.h"
#include "simulator/streamwriter.h"
#include "simulator/truthlog.h"

#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace tokamark::simulator {

/// What of a request its answer depends on.
struct GenerationRequest {
    ServedTarget *target = nullptr;
    const Endpoint *endpoint = nullptr;
    ApiRequest request;
    std::string echo; ///< put behind error texts
    std::string clientId;
    std::uint16_t peerPort = 0;
    Instant received;
    bool kernelStamp = false;
};

/// One generation under way, from the engine's queue to the last byte of its answer, with what goes wrong with it.
/// Shared by its connection and its timer; used by the server's thread alone.
class Generation final : public std::enable_shared_from_this<Generation>, private TokenSink {
public:
    Generation(ServerShared &shared, ResponseChannel &channel, GenerationRequest request);

    void start();
    /// The client is gone: frees the place in the engine. Nothing is sent any more.
    void clientGone();

private:
    void started(const JobTimes &times) override;
    void tokensReady(const Emission &emission, const JobTimes &times) override;

    // streaming
    [[nodiscard]] HeadAt headAt() const;
    void beginStream();
    void openBody();
    void startPings();
    void limitFirstByte();
    void takeTimes(const JobTimes &times);
    void sendTokens(const Emission &emission);
    void frameEvents();
    // in one piece
    void answerWhole();
    void answerWholeWithFault(std::string_view body);
    // faults
    [[nodiscard]] Fault drawFault();
    [[nodiscard]] bool faultDue(const Emission &emission) const;
    [[nodiscard]] bool startWithFault();
    void sendFault(const Emission &emission);
    void sendErrorFrame();
    void sendOverloadFrame();
    void waitForGateway();
    // end
    void end(std::string_view outcome);
    void finishBody(BodyEnd bodyEnd, std::string_view outcome);
    void respondGatewayTimeout();

    [[nodiscard]] std::string_view finishReason() const;

    ServerShared &m_shared;
    ResponseChannel &m_channel;
    GenerationRequest m_request;
    ServedTarget &m_target;
    AnswerLength m_length;
    const StreamFormat &m_format;
    StreamWriter m_writer;
    StreamTimes m_times;
    boost::asio::steady_timer m_timer; ///< pings or gateway timeout: never two at a time
    StreamBytes m_events; ///< of the write being put together
    std::uint64_t m_job = 0; ///< 0: none in the engine
    Fault m_fault = Fault::None;
    std::uint32_t m_heldEvents = 0; ///< token events gathered for one write
    std::uint32_t m_heldFrom = 0; ///< tokens produced before those
    bool m_headSent = false;
    bool m_stalled = false;
    bool m_ended = false;
    TruthRecord m_truth;
};

} // namespace tokamark::simulator
