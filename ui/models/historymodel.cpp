#include "models/historymodel.h"

#include "format/tiptext.h"

#include <QDate>
#include <QLocale>

#include <algorithm>

namespace tokamark::ui {

namespace {

/// "15:58" today, "21 Nov" this year, with the year before that.
QString shortWhen(const QDateTime &when)
{
    const QDateTime local = when.toLocalTime();
    const QDate today = QDate::currentDate();
    const QLocale locale;
    if (local.date() == today)
        return locale.toString(local.time(), QStringLiteral("HH:mm"));
    return locale.toString(
        local.date(), local.date().year() == today.year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

} // namespace

void HistoryModel::setRuns(std::vector<storage::RunInfo> runs)
{
    std::stable_sort(runs.begin(), runs.end(),
                     [](const storage::RunInfo &a, const storage::RunInfo &b) { return a.started > b.started; });
    beginResetModel();
    m_runs = std::move(runs);
    endResetModel();
}

const storage::RunInfo *HistoryModel::run(RunId id) const
{
    const auto place = std::find_if(m_runs.begin(), m_runs.end(), [id](const auto &run) { return run.id == id; });
    return place == m_runs.end() ? nullptr : &*place;
}

QModelIndex HistoryModel::indexOf(RunId id) const
{
    const storage::RunInfo *found = run(id);
    return found == nullptr ? QModelIndex() : index(static_cast<int>(found - m_runs.data()));
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const storage::RunInfo &run = m_runs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case NameRole: return run.name;
    case Qt::ToolTipRole:
        return format::tip(run.note.isEmpty() ? detail(run) : detail(run) + QLatin1Char('\n') + run.note);
    case Qt::AccessibleTextRole: return QStringLiteral("%1, %2, %3").arg(run.name, detail(run), shortWhen(run.started));
    case DetailRole: return detail(run);
    case WhenRole: return shortWhen(run.started);
    case RunRole: return QVariant::fromValue(run.id.value);
    case SearchRole:
        return QStringList({run.name, run.note, run.tags.join(QLatin1Char(' ')), run.models.join(QLatin1Char(' ')),
                            run.targetNames.join(QLatin1Char(' '))})
            .join(QLatin1Char('\n'));
    default: return {};
    }
}

bool HistoryModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().trimmed();
    if (role != Qt::EditRole || name.isEmpty() || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    storage::RunInfo &run = m_runs[static_cast<std::size_t>(index.row())];
    if (run.name == name)
        return false;
    run.name = name;
    Q_EMIT dataChanged(index, index);
    Q_EMIT renamed(run.id, name);
    return true;
}

Qt::ItemFlags HistoryModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? QAbstractListModel::flags(index) | Qt::ItemIsEditable : Qt::NoItemFlags;
}

QString HistoryModel::detail(const storage::RunInfo &run) const
{
    // What must not be cut in a narrow list comes first.
    QStringList parts{tr("#%1", "number of a run").arg(run.id.value)};
    if (run.simulated)
        parts.append(tr("simulated"));
    switch (run.state) {
    case storage::StoredState::Running: parts.append(tr("running")); break;
    case storage::StoredState::Stopped: parts.append(tr("stopped")); break;
    case storage::StoredState::Failed: parts.append(tr("ended early")); break;
    case storage::StoredState::Finished: break;
    }
    if (run.cellsFailed > 0)
        parts.append(tr("%n failed", nullptr, run.cellsFailed));
    parts.append(tr("%n backend(s)", nullptr, run.targetCount));
    if (run.cellsDone == run.cellCount)
        parts.append(tr("%n cell(s)", nullptr, run.cellCount));
    else
        parts.append(tr("%1 of %n cell(s)", nullptr, run.cellCount).arg(run.cellsDone));
    return parts.join(QStringLiteral(" · "));
}

void HistoryFilter::setSearch(const QString &text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool HistoryFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QString text = sourceModel()->index(row, 0, parent).data(HistoryModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace tokamark::ui
