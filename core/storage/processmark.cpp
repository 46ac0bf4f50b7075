#include "storage/processmark.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>
#include <QSysInfo>

namespace tokamark::storage {
namespace {

/// When a process started, in ticks since boot; empty if there is no such process, or only its remains. The name in
/// /proc/PID/stat stands in parentheses and may hold spaces and parentheses itself, so fields are counted from behind
/// the last one.
QString startOf(const QString &pid)
{
    constexpr int StateBehindName = 0;
    constexpr int StartTimeBehindName = 19;
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString line = QString::fromLatin1(file.readAll());
    const QStringList fields
        = line.mid(line.lastIndexOf(QLatin1Char(')')) + 1).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return fields.value(StateBehindName) == QLatin1String("Z") ? QString() : fields.value(StartTimeBehindName);
}

QString markOf(const QString &pid)
{
    const QString start = startOf(pid);
    if (start.isEmpty())
        return {};
    return QStringLiteral("%1 %2 %3").arg(QString::fromLatin1(QSysInfo::bootUniqueId()), pid, start);
}

} // namespace

QString ownProcessMark()
{
    return markOf(QString::number(QCoreApplication::applicationPid()));
}

bool isProcessAlive(const QString &mark)
{
    const QStringList parts = mark.split(QLatin1Char(' '));
    return parts.size() == 3 && mark == markOf(parts[1]);
}

} // namespace tokamark::storage
