#include "report/filenames.h"

namespace tokamark::report {
namespace {

constexpr std::size_t NumbersNamed = 6; ///< the rest of a name says what the file is, and needs the room

/// The name of one of several things in a file's name. All of them have their place behind it where any two would be
/// written the same: a place behind one alone could make it the name of a third.
template <class Named> QString nameAmong(const std::vector<Named> &all, std::size_t index)
{
    QStringList written;
    for (const Named &named : all)
        written.append(safeFileName(QString::fromStdString(named.name)));
    const QString name = written.at(static_cast<qsizetype>(index));
    return written.removeDuplicates() == 0 ? name : name + QStringLiteral("-%1").arg(index + 1);
}

} // namespace

QString safeFileName(const QString &text)
{
    QString name;
    for (const QChar c : text.simplified()) {
        const bool plain = c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'_';
        name.append(plain ? c : QChar(u'-'));
    }
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    constexpr int longest = 100;
    name.truncate(longest);
    return name.isEmpty() ? QStringLiteral("run") : name;
}

QString baseName(const storage::StoredRun &run, FilesOf by)
{
    const QString name = safeFileName(run.info.name);
    return by == FilesOf::Name ? name : QStringLiteral("run-%1-%2").arg(QString::number(run.info.id.value), name);
}

QString numbersName(const std::vector<RunId> &runs)
{
    if (runs.size() > NumbersNamed)
        return QStringLiteral("run-%1-and-%2-more").arg(runs.front().value).arg(runs.size() - 1);
    QString name = QStringLiteral("run");
    for (const RunId run : runs)
        name += QStringLiteral("-%1").arg(run.value);
    return name;
}

QString distinctName(const QString &name, const QStringList &taken)
{
    QString distinct = name;
    for (int number = 2; taken.contains(distinct, Qt::CaseInsensitive); ++number)
        distinct = name + u'-' + QString::number(number);
    return distinct;
}

QString resultFileName(const storage::StoredRun &run, const plan::CellKey &key, FilesOf by)
{
    const plan::Plan &plan = run.plan;
    QStringList parts{baseName(run, by)};
    if (plan.targets.size() > 1)
        parts.append(nameAmong(plan.targets, key.target));
    if (plan.workloads.size() > 1)
        parts.append(nameAmong(plan.workloads, key.workload));
    parts.append(QString::fromStdString(plan::fileNamePart(plan.load.level(key.level))));
    // A search measures again what was no measurement, also where its plan asks for one of each.
    if (plan.repetitions > 1 || key.repetition > 0)
        parts.append(QStringLiteral("run%1").arg(key.repetition + 1));
    return parts.join(u'-') + QStringLiteral(".json");
}

} // namespace tokamark::report
