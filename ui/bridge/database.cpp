#include "bridge/database.h"

#include "bridge/background.h"
#include "storage/runrepository.h"

#include <QFileInfo>
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

namespace {

Expected<void> check(const QString &path)
{
    // Looking must not make a database that is not there yet.
    if (!QFileInfo::exists(path))
        return {};
    const auto repository = storage::RunRepository::open(path);
    if (!repository)
        return tl::unexpected(repository.error());
    return {};
}

} // namespace

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
    ++m_opened; // what is still being opened was asked for before
    if (path == m_path)
        return;
    m_path = path;
    Q_EMIT pathChanged(m_path);
    Q_EMIT historyChanged();
}

void Database::open(const QString &path)
{
    inBackground(
        this, [path] { return check(path); },
        [this, path, number = ++m_opened](const Expected<void> &opened) {
            if (number != m_opened)
                return;
            if (opened)
                setPath(path);
            else
                Q_EMIT refused(opened.error());
        });
}

void Database::announceHistoryChange()
{
    Q_EMIT historyChanged();
}

} // namespace tokamark::ui
