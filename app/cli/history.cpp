#include "cli/history.h"

#include <QFileInfo>

namespace tokamark::cli {

Expected<std::unique_ptr<storage::RunRepository>> openHistory(const DatabaseOption &database, const Console &console)
{
    const QString path = database.path();
    if (!QFileInfo::exists(path))
        return fail(ErrorCode::NotFound, path.toStdString());
    auto history = storage::RunRepository::open(path);
    if (history && (*history)->showsCopy())
        console.complain("the database was written by an older version and may only be read: this is read from a copy");
    return history;
}

ExitStatus reportUnopened(const Console &console, const DatabaseOption &database, const Error &error)
{
    if (error.code != ErrorCode::NotFound)
        return console.report(error);
    console.complain("there is no database at " + error.detail);
    console.err() << (database.isDefault()
                          ? "Nothing has been measured yet: tokamark-cli run or tokamark-cli demo makes it.\n"
                          : "Check the path after --db; tokamark-cli run makes a database where there is none.\n");
    return exitStatusFor(error.code);
}

Expected<storage::StoredRun> loadRun(storage::RunRepository &history, const std::string &idOrName)
{
    const auto id = history.find(QString::fromStdString(idOrName));
    if (!id)
        return tl::unexpected(id.error());
    return history.load(*id);
}

ExitStatus reportUnread(const Console &console, const DatabaseOption &database, const Error &error)
{
    if (error.code != ErrorCode::NotFound)
        return console.report(error);
    console.complain("there is no run " + error.detail + " in " + database.path().toStdString());
    console.err() << "The runs that are there: tokamark-cli list" << databaseArgument(database.path()) << '\n';
    return exitStatusFor(error.code);
}

} // namespace tokamark::cli
