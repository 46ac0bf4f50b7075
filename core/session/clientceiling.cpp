#include "session/clientceiling.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <QThread>

namespace tokamark::session {
namespace {

using nlohmann::json;

} // namespace

QString processorName()
{
    QFile file(QStringLiteral("/proc/cpuinfo"));
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("unknown");
    // A file of /proc has no size, so it is read to its end and not line by line.
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("model name"))
            return QString::fromUtf8(line.mid(line.indexOf(':') + 1)).trimmed();
    }
    return QStringLiteral("unknown");
}

int processorCores()
{
    return QThread::idealThreadCount();
}

QString ceilingPath()
{
    // Not the program's own folder, which window and command line have each of their own.
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("tokamark/client-ceiling.json"));
}

std::optional<ClientCeiling> loadCeiling(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const json document = json::parse(file.readAll().toStdString(), nullptr, false);
    if (!document.is_object())
        return std::nullopt;
    ClientCeiling ceiling;
    // The library reports a member of another type by exception; such a file is none of ours.
    try {
        ceiling.processor = QString::fromStdString(document.value("processor", std::string()));
        ceiling.cores = document.value("cores", 0);
        ceiling.workers = document.value("workers", 1u);
        ceiling.measured
            = QDateTime::fromString(QString::fromStdString(document.value("measured", std::string())), Qt::ISODate);
        ceiling.streams = document.value("streams", std::uint32_t{0});
        ceiling.tokensPerSecond = document.value("tokens_per_s", 0.0);
        ceiling.ttftErrorMs = document.value("ttft_error_ms", 0.0);
        ceiling.mayBeMore = document.value("may_be_more", false);
    } catch (const json::exception &) {
        return std::nullopt;
    }
    if (ceiling.streams == 0 || ceiling.processor != processorName() || ceiling.cores != processorCores())
        return std::nullopt;
    return ceiling;
}

Expected<void> saveCeiling(const ClientCeiling &ceiling, const QString &path)
{
    const json document{{"processor", ceiling.processor.toStdString()},
                        {"cores", ceiling.cores},
                        {"workers", ceiling.workers},
                        {"measured", ceiling.measured.toString(Qt::ISODate).toStdString()},
                        {"streams", ceiling.streams},
                        {"tokens_per_s", ceiling.tokensPerSecond},
                        {"ttft_error_ms", ceiling.ttftErrorMs},
                        {"may_be_more", ceiling.mayBeMore}};
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::FileUnwritable, path.toStdString(), file.errorString().toStdString());
    file.write(QByteArray::fromStdString(document.dump(2)) + '\n');
    if (!file.commit())
        return fail(ErrorCode::FileUnwritable, path.toStdString(), file.errorString().toStdString());
    return {};
}

} // namespace tokamark::session
