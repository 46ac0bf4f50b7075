#include "windowapplication.h"

#include "models/seriesstyle.h"
#include "plan/presets.h"
#include "report/filewriter.h"
#include "settings/windowplace.h"
#include "words/translation.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QThreadPool>
#include <QWidget>

namespace tokamark {

namespace {

/// The user's own, in a folder that is there: on a new machine nobody has made it yet.
QString ownDatabase()
{
    const QString path = ui::Database::defaultPath();
    // Where that fails, opening the database says why.
    static_cast<void>(report::makeFolder(QFileInfo(path).absolutePath()));
    return path;
}

QString databasePath(const WindowOptions &options, const ui::AppSettings &settings)
{
    if (!options.databasePath.isEmpty())
        return QFileInfo(options.databasePath).absoluteFilePath();
    const bool known = !settings.databasePath.isEmpty() && QFileInfo::exists(settings.databasePath);
    return known ? settings.databasePath : ownDatabase();
}

/// The ready plan, with the colours that its backends get when they are saved.
plan::Plan demoPlan()
{
    auto plan = plan::makePreset("demo", {.simulated = true}).value_or(plan::Plan());
    for (std::size_t i = 0; i < plan.targets.size(); ++i)
        plan.targets[i].color = ui::storedColor(static_cast<int>(i % ui::SeriesCount)).toStdString();
    return plan;
}

} // namespace

WindowApplication::WindowApplication(const WindowOptions &options)
    : m_options(options)
    , m_settings(ui::AppSettings::load())
    , m_secrets(std::make_shared<secrets::SecretStore>())
    , m_starter(m_secrets)
    , m_database(databasePath(options, m_settings))
    , m_backends(m_database)
    , m_runs(m_starter)
{
    m_language = options.language.value_or(m_settings.language);
    words::installTranslation(*QCoreApplication::instance(), m_language);
    m_theme.setAppearance(options.appearance.value_or(m_settings.appearance));
    QObject::connect(&m_theme, &ui::ThemeProvider::themeChanged, &m_theme,
                     [this] { ui::AppSettings::keepAppearance(m_theme.appearance()); });
    QObject::connect(&m_database, &ui::Database::pathChanged, &m_database,
                     [](const QString &path) { ui::AppSettings::keepDatabase(path); });
    // A question that nobody answers must not hold up the end of the program.
    QObject::connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, &m_theme,
                     [this] { m_secrets->giveUp(); });
    m_plan.replace(demoPlan());
    loadBackends(!QFileInfo::exists(m_database.path()));
}

WindowApplication::~WindowApplication()
{
    QThreadPool::globalInstance()->waitForDone();
}

void WindowApplication::loadBackends(bool firstStart)
{
    // A new database begins with the backends of the demo, so that the first page is not empty either.
    if (firstStart)
        m_backends.begin(demoPlan().targets);
    else
        m_backends.reload();
}

ui::AppContext WindowApplication::context()
{
    return {m_theme, m_database, m_backends, m_plan, m_runs, m_dialogs, m_consent, m_secrets};
}

void WindowApplication::chooseLanguage(const QString &language)
{
    m_language = language;
    words::installTranslation(*QCoreApplication::instance(), language);
    ui::AppSettings::keepLanguage(language);
}

void WindowApplication::placeWindow(QWidget &window) const
{
    ui::placeWindow(window, m_settings.windowGeometry);
}

void WindowApplication::rememberPlace(const QWidget &window)
{
    ui::AppSettings::keepWindow(window.saveGeometry());
}

} // namespace tokamark
