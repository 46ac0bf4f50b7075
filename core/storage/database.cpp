#include "storage/database.h"

#include "storage/schema.h"
#include "storage/sqlerror.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>
#include <QUrl>

#include <atomic>
#include <chrono>
#include <thread>

#include <sys/stat.h>

namespace tokamark::storage {
namespace {

constexpr qint64 CopyPiece = 1 << 20;
constexpr std::chrono::milliseconds PauseBetweenTries{10};

QString nextConnectionName()
{
    static std::atomic<quint64> counter{0};
    return QStringLiteral("tokamark-%1").arg(++counter);
}

tl::unexpected<Error> failFor(ErrorCode code, const QString &path, const QString &cause = {})
{
    return fail(code, path.toStdString(), cause.toStdString());
}

/// What can be told before SQLite is asked, so that the answer is more exact than "unable to open".
Expected<void> lookAtFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        if (!QFileInfo(info.absolutePath()).isDir())
            return failFor(ErrorCode::DatabaseUnopenable, path, QStringLiteral("no such folder"));
        return {};
    }
    if (info.isDir())
        return failFor(ErrorCode::DatabaseUnopenable, path, QStringLiteral("is a folder"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failFor(ErrorCode::DatabaseUnopenable, path, file.errorString());
    const QByteArray magic = QByteArrayLiteral("SQLite format 3\0");
    const QByteArray head = file.read(magic.size());
    if (!head.isEmpty() && head != magic)
        return failFor(ErrorCode::DatabaseCorrupt, path, QStringLiteral("file is not a database"));
    return {};
}

QString driverOptions(const OpenOptions &options)
{
    return QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(options.busyTimeoutMs);
}

/// A QString that was never set means an empty text to us, but NULL to the driver.
bool isNullText(const QVariant &value)
{
    return value.typeId() == QMetaType::QString && value.toString().isNull();
}

bool isUnwritable(const Error &error) noexcept
{
    return error.code == ErrorCode::DatabaseReadOnly || error.code == ErrorCode::DatabaseUnopenable;
}

} // namespace

Expected<std::unique_ptr<Database>> Database::open(const QString &path, const OpenOptions &options)
{
    if (auto looked = lookAtFile(path); !looked)
        return tl::unexpected(looked.error());

    std::unique_ptr<Database> database(new Database(path));
    auto opened = database->connectTo(path, driverOptions(options));
    if (opened)
        opened = database->identify(options);
    if (opened)
        return database;

    if (!options.mayBeReadOnly || !isUnwritable(opened.error()) || !QFileInfo::exists(path))
        return tl::unexpected(opened.error());
    database.reset(new Database(path));
    if (auto again = database->openForReading(); !again)
        return tl::unexpected(isUnwritable(again.error()) ? opened.error() : again.error());
    return database;
}

/// A file that cannot be written, or lies in a folder where nothing can be, as on a read-only share: SQLite reads it if
/// told that nobody changes it.
Expected<void> Database::openForReading()
{
    // That would hide what a side file still holds, so there must be none.
    if (QFileInfo(m_path + QStringLiteral("-wal")).size() > 0)
        return failFor(ErrorCode::DatabaseReadOnly, m_path);
    const QString uri
        = QStringLiteral("file:%1?immutable=1").arg(QString::fromLatin1(QUrl::toPercentEncoding(m_path, "/")));
    if (auto connected = connectTo(uri, QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_OPEN_READONLY")); !connected)
        return connected;
    auto version = ownVersion();
    if (!version)
        return tl::unexpected(version.error());
    if (*version == schemaVersion())
        return {};
    return openCopy();
}

/// The readers know the newest schema alone, and the file cannot be brought there: a copy can.
Expected<void> Database::openCopy()
{
    m_copy = std::make_unique<QTemporaryFile>();
    QFile original(m_path);
    if (!original.open(QIODevice::ReadOnly))
        return failFor(ErrorCode::DatabaseUnopenable, m_path, original.errorString());
    if (!m_copy->open())
        return failFor(ErrorCode::FileUnwritable, m_copy->fileTemplate(), m_copy->errorString());
    bool copied = true;
    while (copied && !original.atEnd())
        copied = m_copy->write(original.read(CopyPiece)) > 0;
    if (!copied || !m_copy->flush())
        return failFor(ErrorCode::FileUnwritable, m_copy->fileName(), m_copy->errorString());

    disconnect();
    if (auto connected = connectTo(m_copy->fileName(), {}); !connected)
        return connected;
    if (auto migrated = migrate(); !migrated)
        return migrated;
    // What would be written here would be lost.
    return run(QStringLiteral("PRAGMA query_only = ON")).map([](const QSqlQuery &) {});
}

Database::Database(QString path)
    : m_path(std::move(path))
    , m_connection(nextConnectionName())
{
}

Database::~Database()
{
    disconnect();
}

void Database::disconnect()
{
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Expected<void> Database::connectTo(const QString &name, const QString &driverOptions)
{
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(name);
    m_database.setConnectOptions(driverOptions);
    if (!m_database.open())
        return tl::unexpected(toError(m_database.lastError(), m_path));
    m_file = identityOf(m_path);
    return {};
}

Database::FileIdentity Database::identityOf(const QString &path)
{
    struct stat found { };
    if (::stat(QFile::encodeName(path).constData(), &found) != 0)
        return {};
    return {found.st_dev, found.st_ino};
}

Expected<void> Database::checkFile() const
{
    if (identityOf(m_path) != m_file)
        return failFor(ErrorCode::DatabaseUnopenable, m_path, QStringLiteral("the file was removed or replaced"));
    return {};
}

Expected<QSqlQuery> Database::run(const QString &sql, const QVariantList &values)
{
    auto query = prepare(sql);
    if (!query)
        return query;
    for (const QVariant &each : values)
        query->addBindValue(isNullText(each) ? QVariant(QStringLiteral("")) : each);
    if (auto done = execute(*query); !done)
        return tl::unexpected(done.error());
    return query;
}

Expected<QSqlQuery> Database::prepare(const QString &sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return tl::unexpected(toError(query.lastError(), m_path));
    return query;
}

Expected<void> Database::execute(QSqlQuery &query) const
{
    if (!query.exec())
        return tl::unexpected(toError(query.lastError(), m_path));
    return {};
}

Expected<QVariant> Database::value(const QString &sql, const QVariantList &values)
{
    auto query = run(sql, values);
    if (!query)
        return tl::unexpected(query.error());
    return query->next() ? query->value(0) : QVariant();
}

Expected<void> Database::transaction(const std::function<Expected<void>()> &work)
{
    if (auto begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return tl::unexpected(begun.error());
    Expected<void> done = work();
    if (done) {
        auto committed = run(QStringLiteral("COMMIT"));
        if (committed)
            return {};
        done = tl::unexpected(committed.error());
    }
    // After some errors (a full disk) SQLite has rolled back by itself, and then this fails: nothing is left to undo.
    [[maybe_unused]] const auto undone = run(QStringLiteral("ROLLBACK"));
    return done;
}

Expected<int> Database::ownVersion()
{
    // One statement, so that the three belong together while another program makes the same file.
    auto marks = run(QStringLiteral("SELECT (SELECT application_id FROM pragma_application_id), "
                                    "(SELECT user_version FROM pragma_user_version), "
                                    "(SELECT count(*) FROM sqlite_master)"));
    if (!marks)
        return tl::unexpected(marks.error());
    marks->next();
    const int application = marks->value(0).toInt();
    const int version = marks->value(1).toInt();
    const int tables = marks->value(2).toInt();

    const bool isOurs = application == ApplicationId;
    const bool isEmpty = application == 0 && version == 0 && tables == 0;
    if (!isOurs && !isEmpty)
        return failFor(ErrorCode::DatabaseForeign, m_path);
    if (version > schemaVersion()) {
        return failFor(ErrorCode::DatabaseNewer, m_path,
                       QStringLiteral("schema %1, this program knows %2").arg(version).arg(schemaVersion()));
    }
    return version;
}

Expected<void> Database::identify(const OpenOptions &options)
{
    auto version = ownVersion();
    if (!version)
        return tl::unexpected(version.error());

    QStringList settings{QStringLiteral("PRAGMA foreign_keys = ON"), QStringLiteral("PRAGMA synchronous = FULL")};
    if (options.pageLimit > 0)
        settings << QStringLiteral("PRAGMA max_page_count = %1").arg(options.pageLimit);
    for (const QString &setting : settings) {
        if (auto done = run(setting); !done)
            return tl::unexpected(done.error());
    }
    if (*version < schemaVersion())
        return writeAhead(options.busyTimeoutMs).and_then([this] { return migrate(); });
    return options.mayBeReadOnly ? Expected<void>() : tryToWrite(*version);
}

/// Reading goes on while a run is being written. The mode is a property of the file: set once, when it is made.
///
/// SQLite does not wait for others to change it (https://www.sqlite.org/wal.html), and two programs may make one file.
Expected<void> Database::writeAhead(int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (true) {
        auto done = run(QStringLiteral("PRAGMA journal_mode = WAL"));
        if (done)
            return {};
        if (done.error().code != ErrorCode::DatabaseLocked || deadline.hasExpired())
            return tl::unexpected(done.error());
        std::this_thread::sleep_for(PauseBetweenTries);
    }
}

Expected<void> Database::tryToWrite(int version)
{
    // The write lock alone says nothing: SQLite gives it for a read-only file too. So something is written and undone.
    for (const QString &step :
         {QStringLiteral("BEGIN IMMEDIATE"), QStringLiteral("PRAGMA user_version = %1").arg(version)}) {
        if (auto done = run(step); !done) {
            [[maybe_unused]] const auto undone = run(QStringLiteral("ROLLBACK"));
            return tl::unexpected(done.error());
        }
    }
    if (auto undone = run(QStringLiteral("ROLLBACK")); !undone)
        return tl::unexpected(undone.error());
    return {};
}

Expected<void> Database::migrate()
{
    return transaction([this]() -> Expected<void> {
        // Another program may have done the same while this one waited for the lock.
        auto version = ownVersion();
        if (!version)
            return tl::unexpected(version.error());
        for (int next = *version; next < schemaVersion(); ++next) {
            for (const QString &statement : migration(next)) {
                if (auto done = run(statement); !done)
                    return tl::unexpected(done.error());
            }
            if (const MigrationStep step = migrationStep(next)) {
                if (auto done = step(*this); !done)
                    return done;
            }
        }
        for (const QString &mark : {QStringLiteral("PRAGMA application_id = %1").arg(ApplicationId),
                                    QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion())}) {
            if (auto done = run(mark); !done)
                return tl::unexpected(done.error());
        }
        return {};
    });
}

} // namespace tokamark::storage
