#include "models/planbackendsmodel.h"

#include "bridge/backendstore.h"
#include "format/tiptext.h"
#include "models/backendwords.h"
#include "models/plandocument.h"
#include "models/seriesstyle.h"
#include "models/tableroles.h"

#include <algorithm>
#include <utility>

namespace tokamark::ui {

PlanBackendsModel::PlanBackendsModel(const BackendStore &store, PlanDocument &document, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_document(document)
{
    connect(&store, &BackendStore::changed, this, &PlanBackendsModel::refresh);
    connect(&document, &PlanDocument::planChanged, this, &PlanBackendsModel::refresh);
    refresh();
}

void PlanBackendsModel::refresh()
{
    const plan::Plan &plan = m_document.plan();
    std::vector<Row> rows;
    for (std::size_t i = 0; i < plan.targets.size(); ++i)
        rows.push_back({plan.targets[i], markerOf(plan, i), {}, true});
    for (const storage::SavedBackend &saved : m_store.backends()) {
        const auto row
            = std::ranges::find_if(rows, [&](const Row &known) { return isSameBackend(known.target, saved.target); });
        if (row == rows.end())
            rows.push_back({saved.target, saved.marker, saved.detection, false});
        else
            row->detection = saved.detection;
    }
    // The rows stand still while a person checks and unchecks: saved ones in their order, the plan's own behind them.
    const auto place = [this](const Row &row) {
        const auto &saved = m_store.backends();
        return std::ranges::find_if(saved, [&](const auto &b) { return isSameBackend(b.target, row.target); })
            - saved.begin();
    };
    std::ranges::stable_sort(rows, {}, place);
    if (rows == m_rows)
        return;
    if (rows.size() == m_rows.size()) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

std::optional<std::size_t> PlanBackendsModel::placeInPlan(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return std::nullopt;
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    const auto &targets = m_document.plan().targets;
    const auto found
        = std::ranges::find_if(targets, [&](const plan::Target &target) { return isSameBackend(target, row.target); });
    return found == targets.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - targets.begin()));
}

int PlanBackendsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlanBackendsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlanBackendsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    if (index.column() == DetailColumn) {
        if (role == Qt::TextAlignmentRole)
            return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
        const bool asText = role == Qt::DisplayRole || role == Qt::ToolTipRole;
        if (!asText)
            return {};
        const QString text = shortText(row.target, knownDetection(row.target, row.detection));
        return role == Qt::ToolTipRole ? format::tip(text) : text;
    }
    switch (role) {
    case Qt::DisplayRole: return QString::fromStdString(row.target.name);
    case Qt::CheckStateRole: return static_cast<int>(row.inPlan ? Qt::Checked : Qt::Unchecked);
    case tablerole::Marker: return row.marker;
    case tablerole::Color: return QString::fromStdString(row.target.color);
    case Qt::ToolTipRole: return format::tip(QString::fromStdString(row.target.url));
    default: return {};
    }
}

bool PlanBackendsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || index.column() != NameColumn)
        return false;
    const Row row = m_rows.at(static_cast<std::size_t>(index.row()));
    const bool wanted = value.toInt() == static_cast<int>(Qt::Checked);
    if (wanted == row.inPlan)
        return false;
    plan::Plan next = m_document.plan();
    if (wanted)
        next.targets.push_back(row.target);
    else
        std::erase_if(next.targets, [&](const plan::Target &target) { return isSameBackend(target, row.target); });
    m_document.edit(wanted ? tr("add backend") : tr("leave out backend"), std::move(next));
    return true;
}

Qt::ItemFlags PlanBackendsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return index.column() == NameColumn ? flags | Qt::ItemIsUserCheckable : flags;
}

} // namespace tokamark::ui
