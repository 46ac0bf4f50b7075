#pragma once

#include "backends/httpprobe.h"
#include "monitor/monitorspec.h"
#include "monitor/observations.h"
#include "telemetry/nvml.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tokamark::monitor {

/// Asks the servers and reads the GPUs, round by round, on the thread of its event loop. Owned by that thread, which
/// `Monitor` keeps.
class Watch final : public QObject {
public:
    using Publish = std::function<void(Observations)>;

    /// `publish` is called at the end of each round.
    Watch(const MonitorSpec &spec, Publish publish);
    ~Watch() override;

    /// Makes the first round, calls `begun` after it, and goes on at the interval.
    void begin(std::function<void()> begun);
    /// To be called once the last request has ended. Asks until two rounds give the same counts, for some servers
    /// count a request a little after its last byte; then calls `settled`.
    void settle(std::function<void()> settled);

private:
    using Headers = decltype(MonitorSpec::headers);

    [[nodiscard]] std::unique_ptr<backends::HttpProbe> probeOf(const http::Url &url, bool isServer, Headers headers);
    void onTick();
    void startRound(bool askServers, std::function<void()> then);
    void onServer(std::size_t place, const Expected<profiles::ProbeAnswer> &answer);
    void onExporter(const Expected<profiles::ProbeAnswer> &answer);
    void endPart();
    void closeServerPart();
    void settleOnce();
    [[nodiscard]] bool hasSettled() const;

    const MonitorSpec &m_spec;
    Publish m_publish;
    std::vector<std::unique_ptr<backends::HttpProbe>> m_servers;
    std::vector<std::string> m_names; ///< URLs of those, in their order
    std::unique_ptr<backends::HttpProbe> m_exporter;
    std::unique_ptr<telemetry::Nvml> m_nvml;
    QTimer m_timer;

    // The round under way.
    std::size_t m_awaited = 0; ///< answers still to come; zero: no round is under way
    bool m_asksServers = false;
    Instant m_askedAt;
    Instant m_lastAnswer; ///< of the servers
    std::vector<telemetry::ServerReading> m_replicas;
    std::optional<Error> m_fault;
    Observations m_round;
    std::function<void()> m_then;

    std::optional<Error> m_refusal; ///< why the servers are not asked any more
    bool m_refusalTold = false;
    std::optional<telemetry::ServerReading> m_latest;
    std::optional<telemetry::ServerReading> m_beforeLatest;
    std::function<void()> m_settled; ///< set while settling
    int m_settlingRounds = 0;
};

} // namespace tokamark::monitor
