#include "base/resourcelimits.h"
#include "bridge/database.h"
#include "chartexport.h"
#include "mainwindow.h"
#include "shots.h"
#include "version.h"
#include "windowapplication.h"
#include "windowoptions.h"
#include "words/translation.h"

#include <QApplication>

using namespace tokamark;

namespace {

QtMessageHandler defaultHandler = nullptr;

/// Where there is no session and no window manager Qt says so, and pictures need neither. All else is passed on.
void dropNoiseAboutTheDisplay(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const bool isNoise = type == QtWarningMsg
        && (text.startsWith(QStringLiteral("QStandardPaths: XDG_RUNTIME_DIR not set"))
            || text.startsWith(QStringLiteral("This plugin does not support ")));
    if (!isNoise)
        defaultHandler(type, context, text);
}

int exportPictures(const WindowOptions &options)
{
    words::installTranslation(*QCoreApplication::instance(), options.language.value_or(QStringLiteral("en")));
    ChartExportOptions charts = *options.chartExport;
    if (charts.databasePath.isEmpty())
        charts.databasePath = ui::Database::defaultPath();
    return exportCharts(charts);
}

} // namespace

int main(int argc, char **argv)
{
    const WindowOptions::Parsed parsed = WindowOptions::parse(argc, argv);
    if (parsed.exitStatus)
        return *parsed.exitStatus;

    surviveFileSizeLimit();
    // Pictures are also drawn where there is no display.
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    const bool onlyPictures = parsed.options.chartExport || !parsed.options.shotsFolder.isEmpty();
    if (onlyPictures)
        defaultHandler = qInstallMessageHandler(dropNoiseAboutTheDisplay);
    if (onlyPictures && !display && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tokamark"));
    QApplication::setApplicationDisplayName(QStringLiteral("Tokamark"));
    QApplication::setOrganizationName(QStringLiteral("tokamark"));
    QApplication::setApplicationVersion(QString::fromLatin1(Version));
    QApplication::setDesktopFileName(QStringLiteral("tokamark"));

    if (!parsed.options.shotsFolder.isEmpty())
        return takeShots(parsed.options.shotsFolder);
    if (parsed.options.chartExport)
        return exportPictures(parsed.options);

    WindowApplication program(parsed.options);
    ui::MainWindow window(program.context());
    window.setLanguage(program.language());
    QObject::connect(&window, &ui::MainWindow::languageChosen, &window,
                     [&program](const QString &language) { program.chooseLanguage(language); });
    program.placeWindow(window);
    window.show();
    if (!parsed.options.planPath.isEmpty() && !parsed.options.demo)
        window.openPlan(parsed.options.planPath);
    const int status = QApplication::exec();
    WindowApplication::rememberPlace(window);
    return status;
}
