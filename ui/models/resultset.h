#pragma once

#include "models/resultpoint.h"

#include <QColor>
#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace tokamark::ui {

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
    explicit ResultSet(std::vector<storage::StoredRun> runs, FurtherPercentiles further = {},
                       report::CellFailures failures = {});
    ResultSet(const ResultSet &) = delete;
    ResultSet &operator=(const ResultSet &) = delete;

    [[nodiscard]] const std::vector<storage::StoredRun> &runs() const { return m_runs; }
    [[nodiscard]] const std::vector<ResultSeries> &series() const { return m_series; }
    /// Every level measured or planned, rising.
    [[nodiscard]] const std::vector<plan::Level> &levels() const { return m_levels; }
    /// The level at which most series were measured, the highest of several; the highest of all where none was.
    [[nodiscard]] plan::Level mostMeasuredLevel() const;
    /// The name of a run, with its number where another of the set has the same.
    [[nodiscard]] QString runName(std::size_t place) const;
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
    /// Whether there is a cell that failed as a whole, so that it has no figures.
    [[nodiscard]] bool hasFailedCells() const;
    /// What can be shown of a latency: the mean, the usual percentiles, and those that the plans ask for; rising.
    [[nodiscard]] std::vector<Statistic> statistics() const;
    /// Fewest repetitions of any point; 0 without points.
    [[nodiscard]] std::size_t repetitions() const;

private:
    void addRun(std::size_t place);
    [[nodiscard]] bool isOnlyRunOfItsName(std::size_t place) const;
    /// What is added to the name of a backend, so that it is no other run's.
    [[nodiscard]] QString runSuffix(std::size_t place, const QString &target) const;
    [[nodiscard]] bool isPresent(LatencyKind kind, Statistic which) const;
    [[nodiscard]] bool isEarned(Statistic which) const;

    std::vector<storage::StoredRun> m_runs;
    FurtherPercentiles m_further;
    report::CellFailures m_failures;
    std::vector<ResultSeries> m_series;
    std::vector<plan::Level> m_levels;
};

} // namespace tokamark::ui
