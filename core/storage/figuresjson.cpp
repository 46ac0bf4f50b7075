#include "storage/figuresjson.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace tokamark::storage {
namespace {

using nlohmann::json;

class JsonWriter {
public:
    explicit JsonWriter(json &target)
        : m_target(target)
    {
    }
    void operator()(const char *key, double value) const
    {
        if (std::isnan(value))
            m_target[key] = std::signbit(value) ? "-nan" : "nan";
        else if (std::isinf(value))
            m_target[key] = value > 0 ? "inf" : "-inf";
        else
            m_target[key] = value;
    }
    void operator()(const char *key, bool value) const { m_target[key] = value; }
    void operator()(const char *key, const std::string &value) const { m_target[key] = value; }
    void operator()(const char *key, std::uint64_t value) const { m_target[key] = value; }
    void operator()(const char *key, Instant value) const { m_target[key] = value.time_since_epoch().count(); }
    void operator()(const char *key, const std::array<std::uint64_t, 16> &value) const { m_target[key] = value; }
    void operator()(const char *key, const std::optional<double> &value) const
    {
        if (value)
            (*this)(key, *value);
    }
    void operator()(const char *key, const std::vector<double> &value) const { m_target[key] = value; }
    void operator()(const char *key, metrics::SplitSource value) const
    {
        m_target[key] = value == metrics::SplitSource::Requests ? "requests" : "histograms";
    }
    template <class Part> void operator()(const char *key, const std::optional<Part> &part) const
    {
        if (part)
            (*this)(key, *part);
    }
    template <class Part> void operator()(const char *key, const Part &part) const
    {
        visitFields(part, JsonWriter(m_target[key] = json::object()));
    }

private:
    json &m_target;
};

class JsonReader {
public:
    explicit JsonReader(const json &source)
        : m_source(source)
    {
    }
    void operator()(const char *key, double &value) const
    {
        const auto it = m_source.find(key);
        if (it == m_source.end())
            return;
        if (!it->is_string()) {
            value = it->get<double>();
            return;
        }
        const std::string text = it->get<std::string>();
        const double magnitude = text.ends_with("inf") ? std::numeric_limits<double>::infinity()
                                                       : std::numeric_limits<double>::quiet_NaN();
        value = std::copysign(magnitude, text.starts_with('-') ? -1.0 : 1.0);
    }
    void operator()(const char *key, bool &value) const { value = m_source.value(key, value); }
    void operator()(const char *key, std::string &value) const { value = m_source.value(key, value); }
    void operator()(const char *key, std::uint64_t &value) const { value = m_source.value(key, value); }
    void operator()(const char *key, Instant &value) const
    {
        value = Instant(Duration(m_source.value(key, value.time_since_epoch().count())));
    }
    void operator()(const char *key, std::array<std::uint64_t, 16> &value) const { value = m_source.value(key, value); }
    void operator()(const char *key, std::optional<double> &value) const
    {
        if (m_source.contains(key))
            (*this)(key, value.emplace());
    }
    void operator()(const char *key, std::vector<double> &value) const { value = m_source.value(key, value); }
    void operator()(const char *key, metrics::SplitSource &value) const
    {
        if (m_source.contains(key))
            value = m_source.at(key) == "requests" ? metrics::SplitSource::Requests : metrics::SplitSource::Histograms;
    }
    template <class Part> void operator()(const char *key, std::optional<Part> &part) const
    {
        if (m_source.contains(key))
            (*this)(key, part.emplace());
    }
    template <class Part> void operator()(const char *key, Part &part) const
    {
        if (const auto it = m_source.find(key); it != m_source.end())
            visitFields(part, JsonReader(*it));
    }

private:
    const json &m_source;
};

// One list of the fields for both directions. `Figures` is the type or its const.
template <class Figures>
concept LatencyLike = std::same_as<std::remove_const_t<Figures>, metrics::LatencyFigures>;
template <class Figures>
concept IntervalLike = std::same_as<std::remove_const_t<Figures>, metrics::Interval>;
template <class Figures>
concept WindowLike = std::same_as<std::remove_const_t<Figures>, metrics::MeasuredWindow>;
template <class Figures>
concept HealthLike = std::same_as<std::remove_const_t<Figures>, metrics::ClientHealth>;
template <class Figures>
concept ErrorsLike = std::same_as<std::remove_const_t<Figures>, std::array<double, metrics::MetricCount>>;
template <class Figures>
concept SplitLike = std::same_as<std::remove_const_t<Figures>, metrics::TtftSplit>;
template <class Figures>
concept PairLike = std::same_as<std::remove_const_t<Figures>, metrics::CountPair>;
template <class Figures>
concept CourseLike = std::same_as<std::remove_const_t<Figures>, metrics::InFlightCourse>;
template <class Figures>
concept ServerLike = std::same_as<std::remove_const_t<Figures>, metrics::ServerFigures>;
template <class Figures>
concept TrendLike = std::same_as<std::remove_const_t<Figures>, metrics::Trend>;
template <class Figures>
concept SteadyLike = std::same_as<std::remove_const_t<Figures>, metrics::SteadyFigures>;
template <class Figures>
concept ArrivalLike = std::same_as<std::remove_const_t<Figures>, metrics::ArrivalFigures>;
template <class Figures>
concept PhysicsLike = std::same_as<std::remove_const_t<Figures>, metrics::PhysicsFigures>;
template <class Figures>
concept CellLike = std::same_as<std::remove_const_t<Figures>, metrics::CellFigures>;

void visitFields(LatencyLike auto &latency, const auto &visit)
{
    visit("samples", latency.samples);
    visit("failures", latency.failures);
    visit("mean", latency.mean);
    visit("stddev", latency.stddev);
    visit("min", latency.min);
    visit("p50", latency.p50);
    visit("p90", latency.p90);
    visit("p95", latency.p95);
    visit("p99", latency.p99);
    visit("max", latency.max);
}

void visitFields(IntervalLike auto &interval, const auto &visit)
{
    visit("low", interval.low);
    visit("high", interval.high);
}

void visitFields(WindowLike auto &window, const auto &visit)
{
    visit("open_ns", window.open);
    visit("close_ns", window.close);
    visit("whole_cell", window.wholeCell);
}

void visitFields(HealthLike auto &client, const auto &visit)
{
    visit("send_lateness_p50_us", client.sendLatenessP50);
    visit("send_lateness_p99_us", client.sendLatenessP99);
    visit("read_lag_p50_us", client.readLagP50);
    visit("read_lag_p99_us", client.readLagP99);
    visit("turnaround_p99_us", client.turnaroundP99);
    visit("cpu_share", client.cpuShare);
    visit("shared_first_token_share", client.sharedFirstTokenShare);
    visit("clock_step_max_ms", client.clockStepMaxMs);
    visit("kernel_stamps", client.kernelStamps);
    visit("negative_intervals", client.negativeIntervals);
    visit("several_event_reads", client.severalEventReads);
    visit("loop_stall_max_ms", client.loopStallMaxMs);
    visit("ceiling_streams", client.ceilingStreams);
    visit("ceiling_tokens_per_s", client.ceilingTokensPerSecond);
}

void visitFields(PhysicsLike auto &physics, const auto &visit)
{
    visit("gpu", physics.gpu);
    visit("model", physics.model);
    visit("gpus", physics.gpus);
    visit("told", physics.told);
    visit("most_tokens_per_s", physics.mostTokensPerSecond);
    visit("good_tokens_per_s", physics.goodTokensPerSecond);
    visit("lowest_ttft_ms", physics.lowestTtftMs);
    visit("kv_requests", physics.kvRequests);
    visit("expected_waiting", physics.expectedWaiting);
    visit("expected_ttft_ms", physics.expectedTtftMs);
}

void visitFields(ErrorsLike auto &errors, const auto &visit)
{
    for (const metrics::Metric metric : metrics::allMetrics())
        visit(metrics::name(metric), errors[static_cast<std::size_t>(metric)]);
}

void visitFields(SplitLike auto &split, const auto &visit)
{
    visit("source", split.source);
    visit("client", split.client);
    visit("connection", split.connection);
    visit("network", split.network);
    visit("queue", split.queue);
    visit("prefill", split.prefill);
    visit("remainder", split.remainder);
    visit("requests", split.requests);
    visit("server_requests", split.serverRequests);
}

void visitFields(PairLike auto &pair, const auto &visit)
{
    visit("client", pair.client);
    visit("server", pair.server);
    visit("cut", pair.cut);
}

void visitFields(CourseLike auto &course, const auto &visit)
{
    visit("server", course.server);
    visit("least", course.least);
    visit("most", course.most);
}

void visitFields(ServerLike auto &server, const auto &visit)
{
    visit("ttft_split_ms", server.ttft);
    visit("requests", server.requests);
    visit("prompt_tokens", server.promptTokens);
    visit("output_tokens", server.outputTokens);
    visit("end_tokens", server.endTokens);
    visit("restarted", server.restarted);
    visit("mean_running", server.meanRunning);
    visit("mean_waiting", server.meanWaiting);
    visit("max_waiting", server.maxWaiting);
    visit("mean_kv_use", server.meanKvUse);
    visit("max_kv_use", server.maxKvUse);
    visit("preemptions", server.preemptions);
    visit("cached_prompt_share", server.cachedPromptShare);
    visit("mean_token_gap_ms", server.meanTokenGapMs);
    visit("ttft_p95_low_ms", server.ttftP95LowMs);
    visit("ttft_p95_high_ms", server.ttftP95HighMs);
    visit("gpus", server.gpus);
    visit("mean_gpu_power_w", server.meanGpuPowerWatts);
    visit("mean_gpu_use", server.meanGpuUse);
    visit("max_gpu_memory_bytes", server.maxGpuMemoryBytes);
    visit("joules_per_1000_tokens", server.joulesPer1000Tokens);
    visit("scrapes", server.scrapes);
    visit("failed_scrapes", server.failedScrapes);
    visit("scrape_mean_ms", server.scrapeMeanMs);
    visit("in_flight_by_part", server.inFlight);
}

void visitFields(TrendLike auto &trend, const auto &visit)
{
    visit("from", trend.from);
    visit("to", trend.to);
    visit("change_pct", trend.changePct);
    visit("low_pct", trend.lowPct);
    visit("high_pct", trend.highPct);
    visit("step_s", trend.stepSecond);
}

void visitFields(SteadyLike auto &steady, const auto &visit)
{
    visit("from_s", steady.fromSecond);
    visit("to_s", steady.toSecond);
    visit("blocks", steady.blocks);
    visit("output_tokens_per_s", steady.outputRate);
    visit("ttft_p50_ms", steady.ttftP50);
}

void visitFields(ArrivalLike auto &arrivals, const auto &visit)
{
    visit("due_per_s", arrivals.duePerSecond);
    visit("sent_per_s", arrivals.sentPerSecond);
    visit("mean_waiting", arrivals.meanWaiting);
    visit("unsent", arrivals.unsent);
    visit("open_by_part", arrivals.openByPart);
    visit("growth_share", arrivals.growthShare);
}

void visitFields(CellLike auto &cell, const auto &visit)
{
    visit("window", cell.window);
    visit("started", cell.started);
    visit("completed", cell.completed);
    visit("failed", cell.failed);
    visit("failures_by_outcome", cell.failuresByOutcome);
    visit("resends", cell.resends);
    visit("input_tokens", cell.inputTokens);
    visit("cached_input_tokens", cell.cachedInputTokens);
    visit("output_tokens", cell.outputTokens);
    visit("window_tokens", cell.windowTokens);
    visit("tokens_estimated", cell.tokensEstimated);
    visit("output_tokens_per_s", cell.outputTokensPerSecond);
    visit("tokens_per_s_per_user", cell.tokensPerSecondPerUser);
    visit("total_tokens_per_s", cell.totalTokensPerSecond);
    visit("peak_output_tokens_per_s", cell.peakOutputTokensPerSecond);
    visit("peak_concurrency", cell.peakConcurrency);
    visit("requests_per_s", cell.requestsPerSecond);
    visit("error_rate", cell.errorRate);
    visit("goodput_per_s", cell.goodput);
    visit("good_share", cell.goodShare);
    visit("asked_cached_share", cell.askedCachedShare);
    visit("mean_concurrency", cell.meanConcurrency);
    visit("expected_concurrency", cell.expectedConcurrency);
    visit("low_concurrency_share", cell.lowConcurrencyShare);
    visit("mean_output_tokens", cell.meanOutputTokens);
    visit("mean_input_tokens", cell.meanInputTokens);
    visit("mean_output_tokens_error", cell.meanOutputTokensError);
    visit("mean_input_tokens_error", cell.meanInputTokensError);
    visit("ttft_ms", cell.ttft);
    visit("ttft_from_due_ms", cell.ttftFromDue);
    visit("ttft_from_connect_ms", cell.ttftFromConnect);
    visit("ttfa_ms", cell.ttfa);
    visit("tpot_ms", cell.tpot);
    visit("itl_ms", cell.itl);
    visit("e2el_ms", cell.e2el);
    visit("stall_ms", cell.stall);
    visit("e2el_from_due_ms", cell.e2elFromDue);
    visit("client_queue_ms", cell.clientQueue);
    visit("arrivals", cell.arrivals);
    visit("itl_is_per_token", cell.itlIsPerToken);
    visit("in_one_piece_share", cell.inOnePiece);
    visit("output_tokens_per_s_interval", cell.outputTokensPerSecondInterval);
    visit("ttft_p50_ms_interval", cell.ttftP50Interval);
    visit("ttft_p95_ms_interval", cell.ttftP95Interval);
    visit("log_errors", cell.logErrors);
    visit("client", cell.client);
    visit("steady", cell.steady);
    visit("server", cell.server);
    visit("physics", cell.physics);
}

} // namespace

QString figuresToJson(const metrics::CellFigures &figures)
{
    json document = json::object();
    visitFields(figures, JsonWriter(document));
    return QString::fromStdString(document.dump());
}

Expected<metrics::CellFigures> figuresFromJson(const QString &document)
{
    // The library reports by exception; they end here.
    try {
        const json parsed = json::parse(document.toStdString());
        metrics::CellFigures figures;
        visitFields(figures, JsonReader(parsed));
        return figures;
    } catch (const json::exception &exception) {
        return fail(ErrorCode::DatabaseCorrupt, "summary.document", exception.what());
    }
}

QString errorToJson(const std::optional<Error> &error)
{
    if (!error)
        return {};
    // A server may have sent bytes that are not UTF-8, and these must not make the writer fail.
    const json document{{"code", static_cast<int>(error->code)},
                        {"name", name(error->code)},
                        {"detail", error->detail},
                        {"cause", error->cause}};
    return QString::fromStdString(document.dump(-1, ' ', false, json::error_handler_t::replace));
}

std::optional<Error> errorFromJson(const QString &document)
{
    if (document.isEmpty())
        return std::nullopt;
    const json parsed = json::parse(document.toStdString(), nullptr, false);
    if (!parsed.is_object())
        return Error{ErrorCode::Internal, document.toStdString(), {}};
    return Error{static_cast<ErrorCode>(parsed.value("code", static_cast<int>(ErrorCode::Internal))),
                 parsed.value("detail", std::string()), parsed.value("cause", std::string())};
}

} // namespace tokamark::storage
