#include "models/selfcheckmodel.h"

#include "format/numberformat.h"
#include "models/tableroles.h"
#include "models/tabletext.h"
#include "widgets/noticecard.h"
#include "words/checkwords.h"
#include "words/numberwords.h"
#include "words/unitwords.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace tokamark::ui {

namespace {

using metrics::CheckOutcome;

bool isNumber(int column)
{
    return column == SelfCheckModel::OursColumn || column == SelfCheckModel::TheirsColumn
        || column == SelfCheckModel::OffColumn || column == SelfCheckModel::LimitColumn;
}

QVariant alignmentOf(int column)
{
    return QVariant::fromValue((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

/// Counts are exact, and everything else has the digits that tell it from its witness.
QString number(std::optional<double> value)
{
    if (!value)
        return QStringLiteral("–");
    return format::fixed(*value, *value == std::round(*value) ? 0 : 2);
}

QString share(double value, std::string_view unit)
{
    return words::number(value, 'g', 3) + QLatin1Char(' ') + words::unitName(unit);
}

Tone toneOf(CheckOutcome outcome)
{
    switch (outcome) {
    case CheckOutcome::Agrees: return Tone::Good;
    case CheckOutcome::Differs: return Tone::Bad;
    case CheckOutcome::CannotTell: return Tone::Neutral;
    }
    return Tone::Neutral;
}

QString text(const metrics::SelfCheck &check, int column)
{
    const bool told = check.outcome != CheckOutcome::CannotTell;
    switch (column) {
    case SelfCheckModel::OutcomeColumn: return words::label(check.outcome);
    case SelfCheckModel::WhatColumn: return words::label(check.what);
    case SelfCheckModel::OursColumn: return number(check.ours);
    case SelfCheckModel::TheirsColumn: return number(check.theirs);
    case SelfCheckModel::UnitColumn: return words::unitName(check.unit);
    case SelfCheckModel::OffColumn: return told ? share(check.off, check.toleranceUnit) : QStringLiteral("–");
    case SelfCheckModel::LimitColumn: return share(check.tolerance, check.toleranceUnit);
    case SelfCheckModel::WhyColumn: return words::reason(check.doubt);
    default: return {};
    }
}

} // namespace

void SelfCheckModel::setChecks(std::vector<metrics::SelfCheck> checks)
{
    beginResetModel();
    m_checks = std::move(checks);
    endResetModel();
}

int SelfCheckModel::count(CheckOutcome outcome) const
{
    return static_cast<int>(std::ranges::count(m_checks, outcome, &metrics::SelfCheck::outcome));
}

QString SelfCheckModel::summary() const
{
    if (m_checks.empty())
        return {};
    return QStringList{tr("%n agree(s)", nullptr, count(CheckOutcome::Agrees)),
                       tr("%n differ(s)", nullptr, count(CheckOutcome::Differs)),
                       tr("%n cannot tell", nullptr, count(CheckOutcome::CannotTell))}
        .join(QStringLiteral(" · "));
}

QString SelfCheckModel::asText() const
{
    return columnsText(*this);
}

int SelfCheckModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_checks.size());
}

int SelfCheckModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SelfCheckModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const metrics::SelfCheck &check = m_checks[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return text(check, index.column());
    case Qt::TextAlignmentRole: return alignmentOf(index.column());
    case tablerole::Badge:
        return index.column() == OutcomeColumn ? QVariant(static_cast<int>(toneOf(check.outcome))) : QVariant();
    default: return {};
    }
}

QVariant SelfCheckModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case OutcomeColumn: return tr("Outcome");
    case WhatColumn: return tr("What, and its witness");
    case OursColumn: return tr("Ours");
    case TheirsColumn: return tr("Theirs");
    case UnitColumn: return tr("Unit");
    case OffColumn: return tr("Beyond chance");
    case LimitColumn: return tr("Limit");
    case WhyColumn: return tr("Why not");
    default: return {};
    }
}

} // namespace tokamark::ui
