#include "report/earlierfiles.h"

#include "report/filenames.h"
#include "report/json.h"
#include "report/resultjson.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <optional>

namespace tokamark::report {
namespace {

/// Which measurement a result file holds.
struct Origin {
    std::optional<std::int64_t> run; ///< files of older versions do not tell
    std::string date;

    bool operator==(const Origin &) const = default;
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
    for (const storage::StoredCell &cell : run.cells) {
        if (cell.state != storage::StoredCellState::Done || !cell.figures)
            continue;
        const QString name = resultFileName(run, cell);
        const QString path = place.filePath(name);
        // What is no regular file, as a pipe, keeps nothing.
        if (!QFileInfo(path).isFile())
            continue;
        const Origin origin = originOf(path);
        if (origin == Origin{run.info.id.value, resultDate(cell).toStdString()})
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
