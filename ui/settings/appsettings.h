#pragma once

#include <QByteArray>
#include <QString>

namespace tokamark::ui {

enum class Appearance : int { System, Light, Dark };

/// What the program remembers between starts (QSettings). GUI thread.
struct AppSettings {
    Appearance appearance = Appearance::System;
    QString language; ///< "en", "ru"; empty: the system's
    QString databasePath; ///< empty: the default place
    QByteArray windowGeometry; ///< as QWidget saves it; empty: never closed yet

    [[nodiscard]] static AppSettings load();
    void save() const;
};

} // namespace tokamark::ui
