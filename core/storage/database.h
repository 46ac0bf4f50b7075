#pragma once

#include "base/error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <functional>
#include <memory>

class QTemporaryFile;

namespace tokamark::storage {

struct OpenOptions {
    int busyTimeoutMs = 5000; ///< how long to wait for another program's transaction
    qint64 pageLimit = 0; ///< pages of 4 KiB that the file may have; 0: as many as the disk takes
    bool mayBeReadOnly = false; ///< content with reading, where the file or its folder cannot be written
};

/// One SQLite connection to a file with our schema. Belongs to the thread that opened it; the owner closes it by
/// destroying it. Opening tells apart everything that a path can turn out to be, and brings an old file up to date. One
/// that may only be read stays as it is: what is shown then is a temporary copy, brought up to date.
class Database final {
public:
    [[nodiscard]] static Expected<std::unique_ptr<Database>> open(const QString &path, const OpenOptions &options = {});
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// An invalid variant is written as NULL, a text never is.
    [[nodiscard]] Expected<QSqlQuery> run(const QString &sql, const QVariantList &values = {});
    /// A statement to be bound and executed many times through `execute`.
    [[nodiscard]] Expected<QSqlQuery> prepare(const QString &sql);
    [[nodiscard]] Expected<void> execute(QSqlQuery &query) const;
    /// The first column of the first row; an invalid variant if there is no row.
    [[nodiscard]] Expected<QVariant> value(const QString &sql, const QVariantList &values = {});
    /// Fails if the file was removed or replaced since it was opened: what is written then reaches nobody.
    [[nodiscard]] Expected<void> checkFile() const;
    /// Runs `work` inside one transaction that holds the write lock from its start; all of it or nothing is kept.
    [[nodiscard]] Expected<void> transaction(const std::function<Expected<void>()> &work);

    [[nodiscard]] const QString &path() const noexcept { return m_path; }
    /// What is read is a copy of an older file that could not be brought up to date where it lies.
    [[nodiscard]] bool isCopy() const noexcept { return m_copy != nullptr; }

private:
    explicit Database(QString path);
    [[nodiscard]] Expected<void> connectTo(const QString &name, const QString &driverOptions);
    [[nodiscard]] Expected<void> openForReading();
    [[nodiscard]] Expected<void> openCopy();
    void disconnect();
    [[nodiscard]] Expected<void> identify(const OpenOptions &options);
    [[nodiscard]] Expected<void> writeAhead(int timeoutMs);
    [[nodiscard]] Expected<void> migrate();
    [[nodiscard]] Expected<void> tryToWrite(int version);
    [[nodiscard]] Expected<int> ownVersion();

    /// Tells a file from another one of the same name.
    struct FileIdentity {
        quint64 device = 0;
        quint64 number = 0;
        bool operator==(const FileIdentity &) const = default;
    };
    [[nodiscard]] static FileIdentity identityOf(const QString &path);

    QString m_path;
    QString m_connection;
    std::unique_ptr<QTemporaryFile> m_copy; ///< null unless that is what is open
    FileIdentity m_file; ///< as it was opened
    QSqlDatabase m_database;
};

} // namespace tokamark::storage
