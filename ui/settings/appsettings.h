#pragma once

#include <QByteArray>
#include <QString>

namespace tokamark::ui {

enum class Appearance : int { System, Light, Dark };

/// What the program remembers between starts (QSettings). Each choice is kept by itself when it is made: other windows of the
/// program have made theirs since this one read them. GUI thread.
struct AppSettings {
    Appearance appearance = Appearance::System;
    QString language; ///< "en", "ru"; empty: the system's
    QString databasePath; ///< empty: the default place
    QByteArray windowGeometry; ///< as QWidget saves it; empty: never closed yet

    [[nodiscard]] static AppSettings load();
    static void keepAppearance(Appearance chosen);
    static void keepLanguage(const QString &chosen);
    static void keepDatabase(const QString &path);
    static void keepWindow(const QByteArray &geometry);
};

} // namespace tokamark::ui
