#include "models/resultset.h"

#include "models/seriesstyle.h"
#include "report/points.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tokamark::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ResultSet)
};

/// Keeps the worst verdict of each code and subject, in the order in which files and the command line name them.
void mergeVerdicts(ResultPoint &point)
{
    for (report::PointFinding &finding : report::findingsOver(point.cells))
        point.verdicts.push_back(std::move(finding.verdict));
    point.severity = metrics::worst(point.verdicts);
    // What was fine in one repetition is not, if another had a fault.
    if (point.severity >= metrics::Severity::Warning)
        std::erase_if(point.verdicts,
                      [](const metrics::Verdict &verdict) { return verdict.code == metrics::VerdictCode::Valid; });
}

/// The last attempt of each repetition that counts.
std::map<plan::CellKey, const storage::StoredCell *> countingCells(const storage::StoredRun &run)
{
    std::map<plan::CellKey, const storage::StoredCell *> cells;
    for (const storage::StoredCell &cell : run.cells) {
        if (cell.state != storage::StoredCellState::Done || !cell.figures)
            continue;
        const storage::StoredCell *&kept = cells[cell.key];
        if (kept == nullptr || kept->attempt < cell.attempt)
            kept = &cell;
    }
    return cells;
}

bool isAsked(const std::vector<storage::StoredRun> &runs, Statistic which)
{
    return std::ranges::any_of(runs, [which](const storage::StoredRun &run) {
        return std::ranges::find(run.plan.percentiles, which.percentile) != run.plan.percentiles.end();
    });
}

bool byPercentile(Statistic a, Statistic b)
{
    return a.percentile < b.percentile;
}

} // namespace

std::vector<Statistic> furtherStatistics(const storage::StoredRun &run)
{
    std::vector<Statistic> further;
    for (const double percentile : run.plan.percentiles)
        if (const Statistic which{percentile}; !which.isMean() && !isStored(which))
            further.push_back(which);
    return further;
}

const ResultPoint *ResultSeries::at(const plan::Level &level) const
{
    const auto place = std::find_if(points.begin(), points.end(),
                                    [&level](const ResultPoint &point) { return point.level == level; });
    return place == points.end() ? nullptr : &*place;
}

ResultSet::ResultSet(std::vector<storage::StoredRun> runs, FurtherPercentiles further, report::CellFailures failures)
    : m_runs(std::move(runs))
    , m_further(std::move(further))
    , m_failures(std::move(failures))
{
    for (std::size_t place = 0; place < m_runs.size(); ++place)
        addRun(place);
    if (m_runs.size() > 1)
        // A colour stands for a backend of one run; the same backend in another run must not look the same.
        for (std::size_t i = 0; i < m_series.size(); ++i) {
            m_series[i].marker = static_cast<int>(i);
            m_series[i].color = QColor();
        }
    std::set<plan::Level> levels;
    for (const storage::StoredRun &run : m_runs)
        for (std::size_t level = 0; level < run.plan.load.levels.size(); ++level)
            levels.insert(run.plan.load.level(level));
    m_levels.assign(levels.begin(), levels.end());
}

void ResultSet::addRun(std::size_t place)
{
    const storage::StoredRun &run = m_runs[place];
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, ResultPoint> points;
    for (const auto &[key, cell] : countingCells(run))
        if (key.level < run.plan.load.levels.size() && key.target < run.targets.size()) {
            ResultPoint &point = points[{key.target, key.workload, key.level}];
            point.level = run.plan.load.level(key.level);
            point.further = &m_further;
            point.knownFailures = &m_failures;
            point.timeoutSeconds = toSeconds(run.plan.limits.requestTimeout);
            point.cells.push_back(cell);
        }
    std::vector<QString> colors;
    for (const storage::StoredTarget &target : run.targets)
        colors.push_back(target.color);
    const std::size_t workloads = std::max<std::size_t>(1, run.plan.workloads.size());
    const std::vector<SeriesLook> looks = looksOf(colors, workloads);
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> known;
    for (auto &[key, point] : points) {
        const auto [target, workload, level] = key;
        const auto [where, isNew] = known.try_emplace({target, workload}, m_series.size());
        if (isNew) {
            const storage::StoredTarget &stored = run.targets[target];
            ResultSeries series;
            series.target = QString::fromStdString(stored.asPlanned.name);
            series.name = series.target;
            if (run.plan.workloads.size() > 1 && workload < run.plan.workloads.size())
                series.name += QStringLiteral(" · ") + QString::fromStdString(run.plan.workloads[workload].name);
            series.name += runSuffix(place, series.target);
            const SeriesLook &look = looks[target * workloads + std::min<std::size_t>(workload, workloads - 1)];
            series.marker = look.marker;
            series.color = look.color;
            series.run = place;
            m_series.push_back(std::move(series));
        }
        mergeVerdicts(point);
        m_series[where->second].points.push_back(std::move(point));
    }
    for (ResultSeries &series : m_series)
        std::sort(series.points.begin(), series.points.end(),
                  [](const ResultPoint &a, const ResultPoint &b) { return a.level < b.level; });
}

bool ResultSet::isOnlyRunOfItsName(std::size_t place) const
{
    const QString &name = m_runs.at(place).info.name;
    return std::ranges::count_if(m_runs, [&name](const auto &run) { return run.info.name == name; }) == 1;
}

QString ResultSet::runName(std::size_t place) const
{
    const storage::RunInfo &info = m_runs.at(place).info;
    return isOnlyRunOfItsName(place)
        ? info.name
        : Words::tr("%1, run %2", "name, number").arg(info.name, QString::number(info.id.value));
}

QString ResultSet::runSuffix(std::size_t place, const QString &target) const
{
    if (m_runs.size() < 2)
        return {};
    // A name that others have, or that only says the backend again, tells nothing apart and takes the room of the axes.
    const storage::RunInfo &info = m_runs[place].info;
    const bool telling = isOnlyRunOfItsName(place) && info.name != target;
    return QStringLiteral(" · ") + (telling ? info.name : Words::tr("run %1", "number").arg(info.id.value));
}

bool ResultSet::isSimulated() const
{
    return std::any_of(m_runs.begin(), m_runs.end(), [](const storage::StoredRun &run) { return run.info.simulated; });
}

Statistic ResultSet::shownStatistic() const
{
    std::optional<Statistic> asked;
    std::optional<Statistic> shown;
    for (const Statistic which : statistics()) {
        if (which.percentile > Statistic::P95.percentile || !isAsked(m_runs, which))
            continue;
        asked = which;
        if (isPresent(LatencyKind::Ttft, which))
            shown = which;
    }
    if (!shown)
        shown = highestPresent(LatencyKind::Ttft, Statistic::P95);
    return shown.value_or(asked.value_or(Statistic::P50));
}

std::optional<Statistic> ResultSet::judgedStatistic() const
{
    for (const Statistic which : {Statistic::P95, Statistic::P90, Statistic::P50}) {
        if (isEarned(which))
            return which;
    }
    return std::nullopt;
}

bool ResultSet::isEarned(Statistic which) const
{
    for (const ResultSeries &series : m_series) {
        const double wanted = m_runs[series.run].plan.verdicts.samplesBeyond.warning;
        for (const ResultPoint &point : series.points) {
            if (point.severity == metrics::Severity::Bad)
                continue;
            for (const metrics::CellFigures *figures : point.figures()) {
                const auto samples = static_cast<double>(figures->ttft.samples + figures->ttft.failures);
                if (std::floor(samples * (100 - which.percentile) / 100 + 1e-6) < wanted)
                    return false;
            }
        }
    }
    return true;
}

bool ResultSet::isPresent(LatencyKind kind, Statistic which) const
{
    return std::ranges::any_of(m_series, [&](const ResultSeries &series) {
        return std::ranges::any_of(series.points,
                                   [&](const ResultPoint &point) { return !std::isnan(point.latency(kind, which)); });
    });
}

std::optional<Statistic> ResultSet::highestPresent(LatencyKind kind, Statistic limit) const
{
    std::optional<Statistic> highest;
    for (const Statistic which : statistics())
        if (which.percentile <= limit.percentile && isPresent(kind, which))
            highest = which;
    return highest;
}

plan::Level ResultSet::mostMeasuredLevel() const
{
    plan::Level best;
    std::ptrdiff_t most = 0;
    for (const plan::Level &level : m_levels) {
        const std::ptrdiff_t measured = std::ranges::count_if(
            m_series, [&level](const ResultSeries &series) { return series.at(level) != nullptr; });
        if (measured >= most) {
            best = level;
            most = measured;
        }
    }
    return best;
}

bool ResultSet::hasPoints() const
{
    return std::ranges::any_of(m_series, [](const ResultSeries &series) { return !series.points.empty(); });
}

bool ResultSet::hasFailedCells() const
{
    return std::ranges::any_of(m_runs, [](const storage::StoredRun &run) {
        return std::ranges::any_of(
            run.cells, [](const storage::StoredCell &cell) { return cell.state == storage::StoredCellState::Failed; });
    });
}

std::vector<Statistic> ResultSet::statistics() const
{
    std::vector<Statistic> all(StoredStatistics.begin(), StoredStatistics.end());
    for (const storage::StoredRun &run : m_runs)
        for (const Statistic which : furtherStatistics(run))
            if (std::ranges::find(all, which) == all.end())
                all.push_back(which);
    std::ranges::sort(all, byPercentile);
    return all;
}

std::size_t ResultSet::repetitions() const
{
    std::size_t fewest = 0;
    for (const ResultSeries &series : m_series)
        for (const ResultPoint &point : series.points)
            fewest = fewest == 0 ? point.cells.size() : std::min(fewest, point.cells.size());
    return fewest;
}

} // namespace tokamark::ui
