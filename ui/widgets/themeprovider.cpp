#include "widgets/themeprovider.h"

#include "widgets/stylesheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPalette>
#include <QStyleFactory>
#include <QToolTip>

namespace tokamark::ui {

namespace {

// The platform's own palette is the only hint that Qt 6.4 gives, and ours hides it: read it before the first change.
bool systemPaletteIsDark()
{
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QFont bodyFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    // Without a desktop there is no system font worth the name.
    const QString platform = QGuiApplication::platformName();
    const bool headless = platform == QLatin1String("offscreen") || platform == QLatin1String("minimal");
    if (headless && QFontDatabase::hasFamily(QStringLiteral("Inter")))
        font.setFamily(QStringLiteral("Inter"));
    font.setPixelSize(13);
    return font;
}

QPalette palette(const Theme &theme)
{
    QPalette result;
    result.setColor(QPalette::Window, theme.window);
    result.setColor(QPalette::WindowText, theme.text);
    result.setColor(QPalette::Base, theme.card);
    result.setColor(QPalette::AlternateBase, theme.window);
    result.setColor(QPalette::Text, theme.text);
    result.setColor(QPalette::PlaceholderText, theme.dim);
    result.setColor(QPalette::Button, theme.card);
    result.setColor(QPalette::ButtonText, theme.text);
    result.setColor(QPalette::BrightText, theme.bad);
    result.setColor(QPalette::Highlight, theme.accentBackground);
    result.setColor(QPalette::HighlightedText, theme.text);
    result.setColor(QPalette::Link, theme.accent);
    result.setColor(QPalette::LinkVisited, theme.accent);
    result.setColor(QPalette::ToolTipBase, theme.card);
    result.setColor(QPalette::ToolTipText, theme.text);
    result.setColor(QPalette::Light, theme.card);
    result.setColor(QPalette::Midlight, theme.line);
    result.setColor(QPalette::Mid, theme.line);
    result.setColor(QPalette::Dark, theme.dim);
    result.setColor(QPalette::Shadow, theme.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, theme.dim);
    return result;
}

} // namespace

ThemeProvider::ThemeProvider(QObject *parent)
    : QObject(parent)
    , m_systemIsDark(systemPaletteIsDark())
    , m_theme(m_systemIsDark ? Theme::darkTheme() : Theme::lightTheme())
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(bodyFont());
    apply();
}

void ThemeProvider::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    const bool dark = appearance == Appearance::Dark || (appearance == Appearance::System && m_systemIsDark);
    if (dark == m_theme.dark)
        return;
    m_theme = dark ? Theme::darkTheme() : Theme::lightTheme();
    apply();
    Q_EMIT themeChanged(m_theme);
}

void ThemeProvider::apply()
{
    QApplication::setPalette(palette(m_theme));
    QToolTip::setPalette(palette(m_theme));
    qApp->setStyleSheet(styleSheet(m_theme));
}

} // namespace tokamark::ui
