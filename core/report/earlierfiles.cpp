#include "report/earlierfiles.h"

#include "plan/matrix.h"
#include "report/filenames.h"
#include "report/json.h"
#include "report/resultjson.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <map>
#include <optional>

namespace tokamark::report {
namespace {

/// Which measurement a result file holds.
struct Origin {
    std::optional<std::int64_t> run; ///< files of older versions do not tell
    std::string date; ///< local time, as `resultDate` writes it
};

/// Nothing is told by what is no result file.
Origin originOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = file.readAll();
    // The lists of a long cell have millions of numbers, of which none is wanted.
    const auto dropLists
        = [](int, Json::parse_event_t event, const Json &) { return event != Json::parse_event_t::array_start; };
    const Json document = Json::parse(text.begin(), text.end(), dropLists, false);
    Origin origin;
    if (!document.is_object())
        return origin;
    if (const auto date = document.find("date"); date != document.end() && date->is_string())
        origin.date = date->get<std::string>();
    const auto own = document.find("tokamark");
    if (own == document.end() || !own->is_object())
        return origin;
    if (const auto run = own->find("run"); run != own->end() && run->is_number_integer())
        origin.run = run->get<std::int64_t>();
    return origin;
}

/// All that the run was to measure, with what was measured of it: where a cell has none, no file of another run stands in
/// place of its own either.
std::map<plan::CellKey, const storage::StoredCell *> cellsOf(const storage::StoredRun &run)
{
    std::map<plan::CellKey, const storage::StoredCell *> all;
    for (const plan::CellKey &key : plan::cells(run.plan))
        all.emplace(key, nullptr);
    for (const storage::StoredCell &cell : run.cells) {
        const storage::StoredCell *&measured = all[cell.key];
        if (cell.state == storage::StoredCellState::Done && cell.figures)
            measured = &cell;
    }
    return all;
}

/// `measured` is null of a cell that was not; a file of it would be of the time before this run was gone on with.
bool isOf(const storage::StoredRun &run, const storage::StoredCell *measured, const Origin &origin)
{
    if (origin.run != run.info.id.value)
        return false;
    return measured != nullptr ? origin.date == resultDate(*measured).toStdString()
                               : origin.date >= resultDate(run.info.started).toStdString();
}

/// A name in `folder` that no file has.
QString freeName(const QDir &folder, const QString &prefix, const QString &name)
{
    QString candidate = prefix + name;
    for (int number = 2; folder.exists(candidate); ++number)
        candidate = QStringLiteral("%1%2-%3").arg(prefix).arg(number).arg(name);
    return candidate;
}

} // namespace

Expected<QStringList> keepEarlierFiles(const storage::StoredRun &run, const QString &folder)
{
    const QDir place(folder);
    QStringList kept;
    for (const auto &[key, measured] : cellsOf(run)) {
        const QString name = resultFileName(run, key);
        const QString path = place.filePath(name);
        // What is no regular file, as a pipe, keeps nothing.
        if (!QFileInfo(path).isFile())
            continue;
        const Origin origin = originOf(path);
        if (isOf(run, measured, origin))
            continue;
        const QString prefix = origin.run ? QStringLiteral("run-%1-").arg(*origin.run) : QStringLiteral("earlier-");
        const QString other = freeName(place, prefix, name);
        // Never over a file that has come to be there meanwhile.
        if (QFile file(path); !file.rename(place.filePath(other)))
            return fail(ErrorCode::FileUnwritable, place.filePath(other).toStdString(),
                        file.errorString().toStdString());
        kept.append(other);
    }
    return kept;
}

} // namespace tokamark::report
