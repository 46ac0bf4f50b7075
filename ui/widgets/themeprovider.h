#pragma once

#include "settings/appsettings.h"
#include "widgets/theme.h"

#include <QObject>

namespace tokamark::ui {

class SystemAppearance;

/// The appearance in force: chooses light or dark, dresses the whole application in it and tells everybody who draws
/// for themselves. GUI thread; one per program, made after QApplication and before the first window.
class ThemeProvider final : public QObject {
    Q_OBJECT

public:
    explicit ThemeProvider(QObject *parent = nullptr);

    void setAppearance(Appearance appearance);
    [[nodiscard]] Appearance appearance() const noexcept { return m_appearance; }
    [[nodiscard]] const Theme &theme() const noexcept { return m_theme; }

Q_SIGNALS:
    void themeChanged(const tokamark::ui::Theme &theme);

private:
    void apply();
    void readSystemPalette();

    SystemAppearance *m_system; ///< a child
    Appearance m_appearance = Appearance::System;
    Theme m_theme;
};

} // namespace tokamark::ui
