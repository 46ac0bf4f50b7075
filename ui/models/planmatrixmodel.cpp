#include "models/planmatrixmodel.h"

#include "format/numberformat.h"
#include "models/seriesstyle.h"
#include "models/tableroles.h"
#include "words/levelwords.h"

#include <algorithm>

namespace tokamark::ui {

PlanMatrixModel::PlanMatrixModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    connect(&m_forecaster, &PlanForecaster::changed, this, [this] {
        foretell();
        if (!m_forecasts.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        Q_EMIT forecastChanged();
    });
}

void PlanMatrixModel::setPlan(const plan::Plan &plan)
{
    beginResetModel();
    m_plan = plan;
    if (m_plan.search)
        showDoublings();
    m_forecaster.setPlan(m_plan);
    m_levelOrder = plan::risingLevels(m_plan.load);
    foretell();
    endResetModel();
}

/// A search does not know its loads before it runs; those that it begins with stand for them, each measured once.
void PlanMatrixModel::showDoublings()
{
    constexpr std::size_t Shown = 8;
    const plan::Search &search = *m_plan.search;
    m_plan.load.levels.clear();
    m_steps = session::stepsOf(m_plan);
    m_plan.repetitions = 1;
    // A search over nothing is a fault that the form shows.
    if (m_steps.most == 0)
        return;
    for (double load = search.lowest; load < search.highest && m_plan.load.levels.size() + 1 < Shown; load *= 2)
        m_plan.load.levels.push_back(load);
    m_plan.load.levels.push_back(search.highest);
}

void PlanMatrixModel::foretell()
{
    m_forecasts.clear();
    m_lowest.clear();
    const plan::Plan shortest = session::withShortestWarmup(m_plan);
    for (std::uint32_t target = 0; target < m_plan.targets.size(); ++target) {
        for (std::uint32_t workload = 0; workload < m_plan.workloads.size(); ++workload) {
            if (!m_levelOrder.empty())
                m_lowest.push_back(m_forecaster.forecast(shortest, {target, workload, m_levelOrder.front(), 0}));
            for (const std::uint32_t level : m_levelOrder)
                m_forecasts.push_back(m_forecaster.forecast(m_plan, {target, workload, level, 0}));
        }
    }
}

std::size_t PlanMatrixModel::cellCount() const
{
    return m_plan.search ? 0 : m_forecasts.size() * m_plan.repetitions;
}

plan::Forecast PlanMatrixModel::total() const
{
    plan::Forecast sum;
    if (m_plan.search)
        return sum;
    const bool timeKnown = std::ranges::all_of(m_forecasts, [](const auto &f) { return f.duration > Duration{}; });
    const bool requestsKnown = std::ranges::all_of(m_forecasts, [](const auto &f) { return f.requests > 0; });
    for (const plan::Forecast &cell : m_forecasts) {
        if (timeKnown)
            sum.duration += cell.duration * m_plan.repetitions;
        if (requestsKnown)
            sum.requests += cell.requests * m_plan.repetitions;
    }
    return sum;
}

plan::SearchForecast PlanMatrixModel::search() const
{
    return m_plan.search ? session::foretellSearch(m_steps, m_lowest, m_forecasts, m_levelOrder.size())
                         : plan::SearchForecast();
}

std::uint64_t PlanMatrixModel::fewestRequests() const
{
    std::uint64_t fewest = 0;
    for (const plan::Forecast &cell : m_forecasts) {
        if (cell.requests > 0)
            fewest = fewest == 0 ? cell.requests : std::min(fewest, cell.requests);
    }
    return fewest;
}

int PlanMatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_plan.targets.size() * m_plan.workloads.size());
}

int PlanMatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_levelOrder.size());
}

const plan::Forecast &PlanMatrixModel::forecastAt(const QModelIndex &index) const
{
    return m_forecasts.at(static_cast<std::size_t>(index.row() * columnCount() + index.column()));
}

void PlanMatrixModel::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    if (m_forecasts.empty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

QString PlanMatrixModel::times(const QString &text) const
{
    return m_plan.repetitions == 1 ? text : tr("%1 × %2", "value × repetitions").arg(text).arg(m_plan.repetitions);
}

QString PlanMatrixModel::requestsText(const plan::Forecast &cell) const
{
    // A trace that is not read yet, or cannot be, has some number of requests all the same.
    if (cell.requests == 0)
        return m_plan.load.kind == plan::LoadKind::Trace ? QStringLiteral("—") : tr("as many as fit");
    return estimated(tr("%1 req").arg(format::count(cell.requests)));
}

QString PlanMatrixModel::compactText(const plan::Forecast &cell) const
{
    return cell.requests == 0 ? QStringLiteral("—") : estimated(format::count(cell.requests));
}

QString PlanMatrixModel::estimated(const QString &requests) const
{
    return m_plan.load.countsEveryRequest() ? requests : format::estimated(requests);
}

QString PlanMatrixModel::clockText(const plan::Forecast &cell)
{
    return cell.duration > Duration{} ? format::clock(toSeconds(cell.duration)) : QStringLiteral("—");
}

QString PlanMatrixModel::timeText(const plan::Forecast &cell)
{
    return cell.duration > Duration{} ? clockText(cell) : tr("time unknown");
}

QVariant PlanMatrixModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const plan::Forecast &cell = forecastAt(index);
    const auto whole = [&] { return QStringLiteral("%1, %2").arg(times(requestsText(cell)), times(timeText(cell))); };
    switch (role) {
    case Qt::DisplayRole: return m_compact ? compactText(cell) : times(requestsText(cell));
    case tablerole::SecondLine: return m_compact ? clockText(cell) : times(timeText(cell));
    case Qt::TextAlignmentRole: return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::AccessibleTextRole: return whole();
    case Qt::ToolTipRole: return m_compact ? QVariant(whole()) : QVariant();
    default: return {};
    }
}

QVariant PlanMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const auto place = static_cast<std::size_t>(section);
    if (orientation == Qt::Horizontal) {
        if (place >= m_levelOrder.size())
            return {};
        if (role == Qt::TextAlignmentRole)
            return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
        const plan::Level level = m_plan.load.level(m_levelOrder[place]);
        switch (role) {
        case Qt::DisplayRole: return m_compact ? words::levelNumber(level) : words::levelText(level);
        case Qt::AccessibleTextRole: return words::levelText(level);
        case Qt::ToolTipRole: return m_compact ? QVariant(words::levelText(level)) : QVariant();
        default: return {};
        }
    }
    if (place >= m_plan.targets.size() * m_plan.workloads.size())
        return {};
    const std::size_t target = place / m_plan.workloads.size();
    const std::size_t workload = place % m_plan.workloads.size();
    switch (role) {
    case Qt::DisplayRole: {
        const QString name = QString::fromStdString(m_plan.targets[target].name);
        return m_plan.workloads.size() == 1
            ? name
            : tr("%1 · %2", "backend · workload").arg(name, QString::fromStdString(m_plan.workloads[workload].name));
    }
    case tablerole::Marker: return lookOf(m_plan, target, workload).marker;
    case tablerole::Color: return QString::fromStdString(m_plan.targets[target].color);
    default: return {};
    }
}

} // namespace tokamark::ui
