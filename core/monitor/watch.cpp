#include "monitor/watch.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tokamark::monitor {
namespace {

/// Two seconds with the usual pause: a server that still counts after that counts something else.
constexpr int MostSettlingRounds = 8;

/// An answer after which asking again is of no use: the page is not there, or not for us.
bool isRefusal(int status)
{
    constexpr int NotImplemented = 501; // how llama.cpp says that its metrics are off
    return (status >= 400 && status < 500) || status == NotImplemented;
}

int milliseconds(Duration duration)
{
    return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(duration).count());
}

} // namespace

Watch::Watch(const MonitorSpec &spec, Publish publish)
    : m_spec(spec)
    , m_publish(std::move(publish))
{
    if (spec.localGpus) {
        // A host without GPUs is nothing to speak of.
        if (auto nvml = telemetry::Nvml::open(spec.gpuLibrary))
            m_nvml = std::move(*nvml);
    }
    for (std::size_t place = 0; place < spec.servers.size(); ++place) {
        if (auto probe = probeOf(spec.servers[place], true, spec.headersOf(place))) {
            m_servers.push_back(std::move(probe));
            m_names.push_back(spec.servers[place].text());
        }
    }
    if (spec.gpuExporter)
        m_exporter = probeOf(*spec.gpuExporter, false, {});
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(milliseconds(spec.interval));
    connect(&m_timer, &QTimer::timeout, this, &Watch::onTick);
}

Watch::~Watch() = default;

std::unique_ptr<backends::HttpProbe> Watch::probeOf(const http::Url &url, bool isServer, Headers headers)
{
    backends::ProbeOptions options;
    options.timeout = m_spec.timeout;
    options.tls = m_spec.tls;
    options.headers = std::move(headers);
    auto probe = std::make_unique<backends::HttpProbe>(url, std::move(options));
    if (auto ready = probe->prepare(); !ready) {
        if (isServer)
            m_refusal = ready.error();
        return nullptr;
    }
    return probe;
}

void Watch::begin(std::function<void()> begun)
{
    m_timer.start();
    startRound(true, std::move(begun));
}

void Watch::onTick()
{
    // A round that is late takes the place of the next one: questions never pile up at a busy server.
    if (m_awaited == 0 && !m_settled)
        startRound(!m_spec.onlyAtEnds, nullptr);
}

void Watch::startRound(bool askServers, std::function<void()> then)
{
    m_then = std::move(then);
    m_round = {};
    m_fault.reset();
    m_asksServers = askServers && !m_spec.servers.empty() && !m_refusal;
    m_replicas.assign(m_servers.size(), {});
    m_askedAt = SteadyClock().now();
    if (m_nvml)
        m_round.gpus.push_back({m_askedAt, m_nvml->read()});
    // One part more than there are answers to wait for, so that no round ends while it is being begun.
    m_awaited = 1;
    if (m_asksServers) {
        m_awaited += m_servers.size();
        for (std::size_t place = 0; place < m_servers.size(); ++place)
            m_servers[place]->ask(
                {}, [this, place](const Expected<profiles::ProbeAnswer> &answer) { onServer(place, answer); });
    }
    if (m_exporter) {
        ++m_awaited;
        m_exporter->ask({}, [this](const Expected<profiles::ProbeAnswer> &answer) { onExporter(answer); });
    }
    QMetaObject::invokeMethod(this, &Watch::endPart, Qt::QueuedConnection);
}

void Watch::onServer(std::size_t place, const Expected<profiles::ProbeAnswer> &answer)
{
    m_lastAnswer = SteadyClock().now();
    if (!answer) {
        m_fault = answer.error();
    } else if (!answer->isGood()) {
        m_fault
            = Error{ErrorCode::HttpStatus, m_spec.servers[place].text() + ": " + std::to_string(answer->status), {}};
        if (isRefusal(answer->status))
            m_refusal = m_fault;
    } else {
        m_replicas[place] = telemetry::readServer(telemetry::parsePrometheusText(answer->body), m_spec.names);
        // A web page, say, or the metrics of another kind of server.
        if (m_replicas[place].isEmpty())
            m_fault = Error{ErrorCode::ProtocolViolation, m_spec.servers[place].text(), "none of the known metrics"};
    }
    endPart();
}

void Watch::onExporter(const Expected<profiles::ProbeAnswer> &answer)
{
    if (answer && answer->isGood()) {
        auto gpus = telemetry::readDcgm(telemetry::parsePrometheusText(answer->body));
        if (!gpus.empty())
            m_round.gpus.push_back({m_askedAt, std::move(gpus)});
    }
    endPart();
}

void Watch::endPart()
{
    if (--m_awaited > 0)
        return;
    if (m_asksServers) {
        closeServerPart();
    } else if (m_refusal && !m_refusalTold) {
        m_round.failed = 1;
        m_round.fault = m_refusal;
    }
    m_refusalTold = m_refusal.has_value();
    m_publish(std::move(m_round));
    const auto then = std::exchange(m_then, nullptr);
    if (then)
        then();
    if (m_settled)
        settleOnce();
}

void Watch::closeServerPart()
{
    if (m_fault) {
        m_round.failed = 1;
        m_round.fault = m_fault;
        return;
    }
    m_round.answered = 1;
    m_round.asking = m_lastAnswer - m_askedAt;
    telemetry::ServerReading reading = telemetry::combineReplicas(m_replicas);
    reading.at = m_askedAt;
    m_beforeLatest = std::exchange(m_latest, reading);
    m_round.server.push_back(std::move(reading));
    for (std::size_t place = 0; m_replicas.size() > 1 && place < m_replicas.size(); ++place) {
        m_replicas[place].at = m_askedAt;
        m_round.replicas.push_back({m_names[place], std::move(m_replicas[place])});
    }
}

void Watch::settle(std::function<void()> settled)
{
    m_timer.stop();
    m_settled = std::move(settled);
    m_settlingRounds = 0;
    if (m_awaited == 0)
        settleOnce();
}

void Watch::settleOnce()
{
    if (m_settlingRounds > 0 && (hasSettled() || m_settlingRounds >= MostSettlingRounds)) {
        const auto settled = std::exchange(m_settled, nullptr);
        settled();
        return;
    }
    const Duration pause = m_settlingRounds > 0 ? m_spec.settling : Duration{};
    ++m_settlingRounds;
    QTimer::singleShot(milliseconds(pause), this, [this] { startRound(true, nullptr); });
}

bool Watch::hasSettled() const
{
    if (m_spec.servers.empty() || m_refusal || m_fault)
        return true;
    if (!m_latest || !m_beforeLatest)
        return false;
    const std::array both{*m_beforeLatest, *m_latest};
    const telemetry::ServerChange change = telemetry::changeOver(both);
    return std::ranges::all_of(change.counters, [](const auto &count) { return count.value_or(0) == 0; })
        && std::ranges::all_of(change.histograms,
                               [](const auto &histogram) { return !histogram || histogram->count == 0; });
}

} // namespace tokamark::monitor
