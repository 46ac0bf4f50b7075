#include "cli/chartprogram.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>

namespace tokamark::cli {

Expected<ExitStatus> exportCharts(const ChartFiles &files)
{
    const QString program = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("tokamark"));
    if (!QFileInfo(program).isExecutable())
        return fail(ErrorCode::NotFound, program.toStdString(), "charts are drawn by it");

    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    QStringList arguments{QStringLiteral("--export-charts"),
                          files.folder,
                          QStringLiteral("--run"),
                          QString::number(files.run.value),
                          QStringLiteral("--format"),
                          QString::fromStdString(files.format),
                          QStringLiteral("--db"),
                          files.databasePath};
    if (files.replace)
        arguments << QStringLiteral("--force");
    process.start(program, arguments);
    // Many charts take a while; there is nothing to wait for but its end.
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit)
        return fail(ErrorCode::ChildFailed, program.toStdString(), process.errorString().toStdString());
    return static_cast<ExitStatus>(process.exitCode());
}

} // namespace tokamark::cli
