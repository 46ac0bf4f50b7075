#include "storage/sqlerror.h"

#include <QFileInfo>

namespace tokamark::storage {
namespace {

// Primary result codes of SQLite, from its documented and stable file format and C interface. The driver hands them
// on as text, extended by more detail in the higher bytes.
constexpr int PrimaryCodeMask = 0xff;
constexpr int Busy = 5;
constexpr int Locked = 6;
constexpr int ReadOnly = 8;
constexpr int InputOutput = 10;
constexpr int Corrupt = 11;
constexpr int Full = 13;
constexpr int CannotOpen = 14;
constexpr int NotADatabase = 26;

ErrorCode codeOf(int sqliteCode, const QString &path)
{
    switch (sqliteCode & PrimaryCodeMask) {
    case Busy:
    case Locked: return ErrorCode::DatabaseLocked;
    case ReadOnly: return ErrorCode::DatabaseReadOnly;
    case InputOutput: return ErrorCode::FileUnwritable;
    case Corrupt:
    case NotADatabase: return ErrorCode::DatabaseCorrupt;
    case Full: return ErrorCode::DiskFull;
    case CannotOpen: {
        // SQLite says no more than "unable to open": a folder in which its side files cannot be made is the usual
        // reason, and then the answer is the same as for a file that cannot be written.
        const QFileInfo file(path);
        const bool folderIsThere = QFileInfo(file.absolutePath()).isDir();
        return folderIsThere && !file.isDir() ? ErrorCode::DatabaseReadOnly : ErrorCode::DatabaseUnopenable;
    }
    default: return ErrorCode::Internal;
    }
}

} // namespace

Error toError(const QSqlError &error, const QString &path)
{
    bool isNumber = false;
    const int code = error.nativeErrorCode().toInt(&isNumber);
    const QString cause = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return Error{isNumber ? codeOf(code, path) : ErrorCode::Internal, path.toStdString(), cause.toStdString()};
}

} // namespace tokamark::storage
