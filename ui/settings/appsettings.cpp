#include "settings/appsettings.h"

#include <QSettings>

namespace tokamark::ui {

namespace {

constexpr QLatin1String AppearanceKey("appearance");
constexpr QLatin1String LanguageKey("language");
constexpr QLatin1String DatabaseKey("database");
constexpr QLatin1String WindowKey("window");

} // namespace

AppSettings AppSettings::load()
{
    const QSettings store;
    AppSettings settings;
    const int appearance = store.value(AppearanceKey, 0).toInt();
    if (appearance == static_cast<int>(Appearance::Light) || appearance == static_cast<int>(Appearance::Dark))
        settings.appearance = static_cast<Appearance>(appearance);
    settings.language = store.value(LanguageKey).toString();
    settings.databasePath = store.value(DatabaseKey).toString();
    settings.windowGeometry = store.value(WindowKey).toByteArray();
    return settings;
}

void AppSettings::keepAppearance(Appearance chosen)
{
    QSettings().setValue(AppearanceKey, static_cast<int>(chosen));
}

void AppSettings::keepLanguage(const QString &chosen)
{
    QSettings().setValue(LanguageKey, chosen);
}

void AppSettings::keepDatabase(const QString &path)
{
    QSettings().setValue(DatabaseKey, path);
}

void AppSettings::keepWindow(const QByteArray &geometry)
{
    QSettings().setValue(WindowKey, geometry);
}

} // namespace tokamark::ui
