#include "models/rooflineoverlay.h"

#include "format/numberformat.h"
#include "models/backendwords.h"
#include "models/pointremarks.h"
#include "models/resultset.h"
#include "session/runsnapshot.h"
#include "widgets/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace tokamark::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RooflineOverlay)
};

constexpr int Grey = SeriesCount - 1;

bool isKnown(const std::optional<metrics::PhysicsFigures> &physics)
{
    return physics && physics->mostTokensPerSecond > 0;
}

QString gpuName(const metrics::PhysicsFigures &physics)
{
    const QString name = QString::fromStdString(physics.gpu);
    return physics.gpus > 1 ? Words::tr("%1 × %2", "4 × H100").arg(physics.gpus).arg(name) : name;
}

/// What each kind of hardware could do at most, over the loads. Prompts and answers differ a little between targets; the
/// highest of their bounds is one for all.
class Bounds {
public:
    void add(const plan::Level &level, const metrics::PhysicsFigures &physics)
    {
        if (!std::isfinite(level.value))
            return;
        double &most = m_most[{gpuName(physics), QString::fromStdString(physics.model)}][level.value];
        most = std::max(most, physics.mostTokensPerSecond);
    }

    void draw(CurveData &data) const
    {
        QStringList described;
        for (const auto &[hardware, points] : m_most) {
            CurveSeries series;
            series.name = m_most.size() == 1 ? Words::tr("roofline") : Words::tr("roofline, %1").arg(hardware.first);
            series.marker = Grey;
            series.reference = true;
            series.bound = true;
            for (const auto &[level, most] : points)
                series.points.push_back({level, most, std::nullopt, PointQuality::Good, {}});
            data.series.push_back(std::move(series));
            described.append(Words::tr("%1 with %2").arg(hardware.first, hardware.second));
        }
        if (!described.isEmpty())
            joinCaption(data.heading.caption,
                        Words::tr("roofline: %1", "hardware").arg(described.join(QStringLiteral(", "))));
    }

private:
    std::map<std::pair<QString, QString>, std::map<double, double>> m_most;
};

/// Where requests of one series begin to queue, and why.
struct QueueStart {
    double users = 0;
    bool byCache = false; ///< the KV cache is full before the server's own limit is reached
};

std::optional<QueueStart> queueStartOf(const ResultSet &set, const ResultSeries &series)
{
    const storage::StoredRun &run = set.runs()[series.run];
    const auto target = std::ranges::find_if(run.targets, [&series](const storage::StoredTarget &one) {
        return QString::fromStdString(one.asPlanned.name) == series.target;
    });
    std::optional<QueueStart> start;
    if (target != run.targets.end()) {
        if (const auto cap = batchCap(knownDetection(target->asPlanned, target->detection)))
            start = QueueStart{static_cast<double>(*cap), false};
    }
    const metrics::PhysicsFigures *physics = series.points.empty() ? nullptr : physicsOf(series.points.back());
    if (physics != nullptr && physics->kvRequests >= 1 && (!start || physics->kvRequests < start->users))
        start = QueueStart{std::floor(physics->kvRequests), true};
    return start;
}

bool isBetweenLevels(const ResultSet &set, double users)
{
    const auto isUsers = [](const plan::Level &level) { return level.kind == plan::LoadKind::Closed; };
    return !set.levels().empty() && std::ranges::all_of(set.levels(), isUsers) && users >= set.levels().front().value
        && users < set.levels().back().value;
}

QString queueText(const QString &series, const QueueStart &start)
{
    const QString users = format::count(static_cast<std::uint64_t>(start.users));
    return start.byCache ? Words::tr("%1 (%2, KV cache)", "users, backend").arg(users, series)
                         : Words::tr("%1 (%2)", "users, backend").arg(users, series);
}

} // namespace

const metrics::PhysicsFigures *physicsOf(const ResultPoint &point)
{
    for (const storage::StoredCell *cell : point.cells) {
        if (isKnown(cell->figures->physics))
            return &*cell->figures->physics;
    }
    return nullptr;
}

std::optional<double> rooflineShare(const ResultPoint &point)
{
    double sum = 0;
    int count = 0;
    for (const storage::StoredCell *cell : point.cells) {
        if (!isKnown(cell->figures->physics))
            continue;
        sum += cell->figures->outputTokensPerSecond / cell->figures->physics->mostTokensPerSecond;
        ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

QString rooflineText(const ResultPoint &point)
{
    const metrics::PhysicsFigures *physics = physicsOf(point);
    const auto share = rooflineShare(point);
    if (physics == nullptr || !share)
        return {};
    const QString most
        = Words::tr("%1 % of the roofline, %2 tok/s on %3")
              .arg(format::number(100 * *share), format::number(physics->mostTokensPerSecond), gpuName(*physics));
    if (!(physics->goodTokensPerSecond > 0))
        return most;
    return most + QStringLiteral("; ")
        + Words::tr("%1 % of a good engine")
              .arg(format::number(100 * point.outputRate() / physics->goodTokensPerSecond));
}

bool hasRoofline(const ResultSet &set)
{
    return std::ranges::any_of(
        set.series(), [](const ResultSeries &series) { return std::ranges::any_of(series.points, physicsOf); });
}

bool hasBounds(const ResultSet &set)
{
    return hasRoofline(set) || std::ranges::any_of(set.series(), [&set](const ResultSeries &series) {
               const auto start = queueStartOf(set, series);
               return start && isBetweenLevels(set, start->users);
           });
}

void overlayRoofline(CurveData &data, const ResultSet &set)
{
    Bounds bounds;
    for (const ResultSeries &series : set.series()) {
        for (const ResultPoint &point : series.points) {
            if (const metrics::PhysicsFigures *physics = physicsOf(point))
                bounds.add(point.level, *physics);
        }
    }
    bounds.draw(data);
}

void overlayRoofline(CurveData &data, const session::RunSnapshot &snapshot)
{
    Bounds bounds;
    for (const session::CellView &cell : snapshot.cells) {
        if (cell.state == session::CellState::Done && cell.figures && isKnown(cell.figures->physics))
            bounds.add(snapshot.plan->load.level(cell.key.level), *cell.figures->physics);
    }
    bounds.draw(data);
}

void overlayQueueing(CurveData &data, const ResultSet &set)
{
    QStringList described;
    for (const ResultSeries &series : set.series()) {
        const auto start = queueStartOf(set, series);
        if (!start || !isBetweenLevels(set, start->users))
            continue;
        data.marks.push_back({start->users, series.marker, series.color});
        described.append(queueText(series.name, *start));
    }
    if (!described.isEmpty())
        joinCaption(data.heading.caption,
                    Words::tr("dashes: queue above %1", "users").arg(described.join(QStringLiteral(", "))));
}

} // namespace tokamark::ui
