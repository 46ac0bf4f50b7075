#include "settings/appsettings.h"

#include <QSettings>

namespace tokamark::ui {

AppSettings AppSettings::load()
{
    const QSettings store;
    AppSettings settings;
    const int appearance = store.value(QStringLiteral("appearance"), 0).toInt();
    if (appearance == static_cast<int>(Appearance::Light) || appearance == static_cast<int>(Appearance::Dark))
        settings.appearance = static_cast<Appearance>(appearance);
    settings.language = store.value(QStringLiteral("language")).toString();
    settings.databasePath = store.value(QStringLiteral("database")).toString();
    settings.windowGeometry = store.value(QStringLiteral("window")).toByteArray();
    return settings;
}

void AppSettings::save() const
{
    QSettings store;
    store.setValue(QStringLiteral("appearance"), static_cast<int>(appearance));
    store.setValue(QStringLiteral("language"), language);
    store.setValue(QStringLiteral("database"), databasePath);
    store.setValue(QStringLiteral("window"), windowGeometry);
}

} // namespace tokamark::ui
