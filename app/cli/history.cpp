#include "cli/history.h"

#include <QFileInfo>

namespace tokamark::cli {

Expected<std::unique_ptr<storage::RunRepository>> openHistory(const DatabaseOption &database)
{
    const QString path = database.path();
    if (!QFileInfo::exists(path))
        return fail(ErrorCode::NotFound, path.toStdString());
    return storage::RunRepository::open(path);
}

Expected<storage::StoredRun> loadRun(storage::RunRepository &history, const std::string &idOrName)
{
    const auto id = history.find(QString::fromStdString(idOrName));
    if (!id)
        return tl::unexpected(id.error());
    return history.load(*id);
}

} // namespace tokamark::cli
