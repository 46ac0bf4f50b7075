#include "simulator/dialects/metricspage.h"

#include "simulator/servedtarget.h"

#include <array>
#include <charconv>
#include <ctime>

namespace tokamark::simulator {
namespace {

constexpr std::array TypeNames{"gauge", "counter", "histogram"};

void appendValue(std::string &out, double value)
{
    std::array<char, 40> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end);
    out += '\n';
}

/// `name{labels,more} value`
void appendSample(std::string &out, std::string_view name, std::string_view suffix, std::string_view labels,
                  std::string_view more, double value)
{
    out += name;
    out += suffix;
    if (!labels.empty() || !more.empty()) {
        out += '{';
        out += labels;
        if (!labels.empty() && !more.empty())
            out += ',';
        out += more;
        out += '}';
    }
    out += ' ';
    appendValue(out, value);
}

void appendHistogram(std::string &out, const MetricLine &line, const SampleHistogram &samples, std::string_view labels)
{
    const auto bounds = samples.bounds();
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        std::string bound = "le=\"";
        std::array<char, 40> digits{};
        bound.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), bounds[i]).ptr);
        appendSample(out, line.name, "_bucket", labels, bound + '"', static_cast<double>(samples.below(i)));
    }
    appendSample(out, line.name, "_bucket", labels, "le=\"+Inf\"", static_cast<double>(samples.count()));
    appendSample(out, line.name, "_sum", labels, {}, samples.sum());
    appendSample(out, line.name, "_count", labels, {}, static_cast<double>(samples.count()));
}

/// A counter's family goes without the `_total` of its series.
std::string_view family(const MetricLine &line)
{
    constexpr std::string_view Total = "_total";
    return line.name.ends_with(Total) ? line.name.substr(0, line.name.size() - Total.size()) : line.name;
}

} // namespace

double figureOf(const ServedTarget &target, Figure figure)
{
    const TargetStats &stats = target.stats();
    const auto load = target.shownLoad();
    const auto number = [](auto value) { return static_cast<double>(value); };
    switch (figure) {
    case Figure::Zero: return 0;
    case Figure::Running: return load.running;
    case Figure::Waiting: return load.waiting;
    case Figure::InFlight: return number(load.running + load.waiting);
    case Figure::KvUse: return number(load.kvTokens) / number(target.kvCapacityTokens());
    case Figure::KvTokens: return number(load.kvTokens);
    case Figure::KvCapacity: return number(target.kvCapacityTokens());
    case Figure::Parallel: return target.parallel();
    case Figure::PromptTokens: return number(stats.promptTokens());
    case Figure::OutputTokens: return number(stats.outputTokens());
    case Figure::CachedTokens: return number(stats.cachedTokens());
    case Figure::EvaluatedTokens: return number(stats.promptTokens() - stats.cachedTokens());
    case Figure::PrefixHitRate:
        return stats.promptTokens() == 0 ? 0 : number(stats.cachedTokens()) / number(stats.promptTokens());
    case Figure::Preemptions: return number(load.preemptions);
    case Figure::Arrived: return number(stats.arrivals());
    case Figure::Finished: return number(stats.finishedByLength() + stats.finishedByStop());
    case Figure::FinishedByLength: return number(stats.finishedByLength());
    case Figure::FinishedByStop: return number(stats.finishedByStop());
    case Figure::Refused: return number(stats.refusals());
    case Figure::Aborted: return number(stats.aborts());
    case Figure::PromptSeconds: return stats.of(Timing::Prefill).sum();
    case Figure::DecodeSeconds: return stats.of(Timing::Decode).sum();
    case Figure::OutputRate: return stats.outputRate(SteadyClock().now());
    }
    return 0;
}

std::string prometheusText(const PageView &view, std::span<const MetricLine> lines, const MetricsStyle &style)
{
    const std::string labels = view.target.expandPage(style.labels);
    std::string out;
    std::string_view described;
    for (const MetricLine &line : lines) {
        const bool isCounter = line.type == MetricType::Counter;
        if (line.name != described) {
            const std::string name(isCounter && style.created ? family(line) : line.name);
            if (style.help)
                out += "# HELP " + name + " Simulated.\n";
            out += "# TYPE " + name + ' ' + TypeNames.at(static_cast<std::size_t>(line.type)) + '\n';
            described = line.name;
        }
        std::string all = labels;
        if (!line.labels.empty())
            all += (all.empty() ? "" : ",") + std::string(line.labels);
        if (line.type == MetricType::Histogram)
            appendHistogram(out, line, view.target.stats().of(line.timing), all);
        else
            appendSample(out, line.name, {}, all, {}, figureOf(view.target, line.figure));
        if (style.created && line.type != MetricType::Gauge) {
            const std::string created(family(line));
            out += "# TYPE " + created + "_created gauge\n";
            appendSample(out, created, "_created", all, {}, static_cast<double>(view.target.createdUnix()));
        }
    }
    return out;
}

} // namespace tokamark::simulator
