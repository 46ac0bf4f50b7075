#include "models/othertoolmodel.h"

#include "format/numberformat.h"
#include "models/tabletext.h"
#include "words/metricwords.h"
#include "words/othertoolwords.h"

#include <cmath>
#include <utility>

namespace tokamark::ui {

namespace {

bool isText(int column)
{
    return column == OtherToolModel::FigureColumn || column == OtherToolModel::UnitColumn
        || column == OtherToolModel::WhyColumn;
}

} // namespace

void OtherToolModel::setRows(metrics::OtherTool tool, std::vector<report::OtherToolRow> rows)
{
    beginResetModel();
    m_tool = tool;
    m_rows = std::move(rows);
    endResetModel();
    Q_EMIT headerDataChanged(Qt::Horizontal, TheirsColumn, TheirsColumn);
}

QString OtherToolModel::asText() const
{
    return columnsText(*this);
}

int OtherToolModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OtherToolModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString OtherToolModel::text(const report::OtherToolRow &row, int column) const
{
    const auto number = [](std::optional<double> value) {
        if (!value)
            return QStringLiteral("–");
        if (std::isinf(*value))
            return tr("over the time limit");
        const double size = std::abs(*value);
        return format::fixed(*value, size >= 100 ? 1 : size >= 10 ? 2 : 3);
    };
    switch (column) {
    case FigureColumn: return row.metric ? words::label(*row.metric) : tr("Peak output rate");
    case OursColumn: return number(row.ours);
    case TheirsColumn: return number(row.theirs);
    case ChangeColumn: {
        if (!row.ours || !row.theirs || !std::isfinite(*row.ours) || !std::isfinite(*row.theirs) || !(*row.ours > 0))
            return QStringLiteral("–");
        const double change = 100 * (*row.theirs / *row.ours - 1);
        const QString digits = format::fixed(std::abs(change), 1);
        constexpr double Seen = 0.05;
        return change >= Seen ? QLatin1Char('+') + digits : change <= -Seen ? QChar(0x2212) + digits : digits;
    }
    case UnitColumn: return words::unit(row.metric.value_or(metrics::Metric::OutputThroughput));
    case WhyColumn:
        if (!row.explains)
            return {};
        return row.metric ? words::whyDifferent(m_tool, *row.metric) : tr("Counts events, not tokens.");
    default: return {};
    }
}

QVariant OtherToolModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return text(m_rows[static_cast<std::size_t>(index.row())], index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isText(index.column()) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == WhyColumn)
        return text(m_rows[static_cast<std::size_t>(index.row())], WhyColumn);
    return {};
}

QVariant OtherToolModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isText(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FigureColumn: return tr("Figure");
    case OursColumn: return tr("Ours");
    case TheirsColumn: return words::label(m_tool);
    case ChangeColumn: return tr("Change, %");
    case UnitColumn: return tr("Unit");
    case WhyColumn: return tr("Why different");
    default: return {};
    }
}

} // namespace tokamark::ui
