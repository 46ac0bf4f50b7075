#pragma once

#include "metrics/cellfigures.h"
#include "metrics/metric.h"
#include "metrics/percentile.h"
#include "metrics/verdict.h"
#include "models/statistic.h"
#include "storage/storedrun.h"

#include <QColor>
#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace tokamark::ui {

/// The metric of comparisons and published figures that is the same figure; none for chunk gaps and for percentiles that
/// are not stored.
[[nodiscard]] std::optional<metrics::Metric> metricOf(LatencyKind kind, Statistic which);

/// The view over the repetitions of one combination of run, target, workload and level.
struct ResultPoint {
    plan::Level level;
    std::vector<const storage::StoredCell *> cells; ///< done, one for each repetition, in their order; never empty
    std::vector<metrics::Verdict> verdicts; ///< of all repetitions, the worst of each kind
    metrics::Severity severity = metrics::Severity::Fine;
    const FurtherPercentiles *further = nullptr; ///< of the set; null: none

    [[nodiscard]] std::vector<const metrics::CellFigures *> figures() const;
    /// Geometric mean over the repetitions; NaN if one has no value or too few samples for it, infinite if one is.
    [[nodiscard]] double latency(LatencyKind kind, Statistic which) const;
    /// How much that is worth: the least over the repetitions.
    [[nodiscard]] metrics::PercentileTrust trust(LatencyKind kind, Statistic which) const;
    [[nodiscard]] double outputRate() const;
    [[nodiscard]] double requestRate() const;
    [[nodiscard]] double ratePerUser() const;
    [[nodiscard]] std::optional<metrics::Interval> latencyInterval(LatencyKind kind, Statistic which) const;
    [[nodiscard]] std::optional<metrics::Interval> outputRateInterval() const;
    [[nodiscard]] std::uint64_t completed() const;
    [[nodiscard]] std::uint64_t failed() const;
    [[nodiscard]] bool tokensEstimated() const;
};

/// One curve: a target of a run with one workload.
struct ResultSeries {
    QString name; ///< unique among the series of a set
    QString target; ///< the backend alone
    int marker = 0;
    QColor color; ///< invalid: the theme's colour of `marker`
    std::size_t run = 0; ///< place in the set
    std::vector<ResultPoint> points; ///< levels rising

    [[nodiscard]] const ResultPoint *at(const plan::Level &level) const;
};

/// The percentiles that the plan of a run asks for beyond those in its stored figures.
[[nodiscard]] std::vector<Statistic> furtherStatistics(const storage::StoredRun &run);

/// One or more stored runs laid on the same axes. Immutable, so it can be shared and its points may refer to its runs.
/// Any thread.
class ResultSet {
public:
    explicit ResultSet(std::vector<storage::StoredRun> runs, FurtherPercentiles further = {});
    ResultSet(const ResultSet &) = delete;
    ResultSet &operator=(const ResultSet &) = delete;

    [[nodiscard]] const std::vector<storage::StoredRun> &runs() const { return m_runs; }
    [[nodiscard]] const std::vector<ResultSeries> &series() const { return m_series; }
    /// Every level measured or planned, rising.
    [[nodiscard]] const std::vector<plan::Level> &levels() const { return m_levels; }
    [[nodiscard]] bool isSimulated() const;
    /// The highest percentile of the TTFT, up to p95, that the plans ask to show and some point has; the best there is
    /// where no point has one of them.
    [[nodiscard]] Statistic shownStatistic() const;
    /// The highest percentile of the TTFT, up to p95, with enough requests beyond it at every point that is not bad: as
    /// many as the limit TOO-FEW-SAMPLES wants. Empty if not even the median has them.
    [[nodiscard]] std::optional<Statistic> judgedStatistic() const;
    /// The highest statistic up to `limit` that some point has; empty if none has any.
    [[nodiscard]] std::optional<Statistic> highestPresent(LatencyKind kind, Statistic limit) const;
    [[nodiscard]] bool hasPoints() const;
    /// What can be shown of a latency: the mean, the usual percentiles, and those that the plans ask for; rising.
    [[nodiscard]] std::vector<Statistic> statistics() const;
    /// Fewest repetitions of any point; 0 without points.
    [[nodiscard]] std::size_t repetitions() const;

private:
    void addRun(std::size_t place);
    [[nodiscard]] bool isPresent(LatencyKind kind, Statistic which) const;
    [[nodiscard]] bool isEarned(Statistic which) const;

    std::vector<storage::StoredRun> m_runs;
    FurtherPercentiles m_further;
    std::vector<ResultSeries> m_series;
    std::vector<plan::Level> m_levels;
};

} // namespace tokamark::ui
