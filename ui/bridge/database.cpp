#include "bridge/database.h"

#include <QStandardPaths>

namespace tokamark::ui {

bool concernsDatabase(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DiskFull:
    case ErrorCode::DatabaseUnopenable:
    case ErrorCode::DatabaseReadOnly:
    case ErrorCode::DatabaseLocked:
    case ErrorCode::DatabaseNewer:
    case ErrorCode::DatabaseCorrupt:
    case ErrorCode::DatabaseForeign: return true;
    default: return false;
    }
}

Database::Database(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
}

QString Database::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/tokamark/tokamark.sqlite");
}

void Database::setPath(const QString &path)
{
    if (path == m_path)
        return;
    m_path = path;
    Q_EMIT pathChanged(m_path);
    Q_EMIT historyChanged();
}

void Database::announceHistoryChange()
{
    Q_EMIT historyChanged();
}

} // namespace tokamark::ui
