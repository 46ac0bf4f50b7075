#include "report/filenames.h"

#include <QStringList>

namespace tokamark::report {

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

QString resultFileName(const storage::StoredRun &run, const storage::StoredCell &cell, FilesOf by)
{
    const plan::Plan &plan = run.plan;
    QStringList parts{baseName(run, by)};
    if (plan.targets.size() > 1)
        parts.append(safeFileName(QString::fromStdString(plan.targets.at(cell.key.target).name)));
    if (plan.workloads.size() > 1)
        parts.append(safeFileName(QString::fromStdString(plan.workloads.at(cell.key.workload).name)));
    parts.append(QString::fromStdString(plan::fileNamePart(plan.load.level(cell.key.level))));
    if (plan.repetitions > 1)
        parts.append(QStringLiteral("run%1").arg(cell.key.repetition + 1));
    return parts.join(u'-') + QStringLiteral(".json");
}

} // namespace tokamark::report
