#include "widgets/themeprovider.h"

#include "widgets/stylesheet.h"
#include "widgets/systemappearance.h"

#include <QApplication>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPalette>
#include <QStyleFactory>
#include <QToolTip>

namespace tokamark::ui {

namespace {

/// Without a desktop there is nobody to ask.
bool isHeadless()
{
    const QString platform = QGuiApplication::platformName();
    return platform == QLatin1String("offscreen") || platform == QLatin1String("minimal");
}

QFont bodyFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    // Without a desktop there is no system font worth the name.
    if (isHeadless() && QFontDatabase::hasFamily(QStringLiteral("Inter")))
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
    // Before our own palette covers the platform's.
    , m_system(new SystemAppearance(QGuiApplication::palette(), this))
    , m_theme(m_system->isDark() ? Theme::darkTheme() : Theme::lightTheme())
{
    connect(m_system, &SystemAppearance::changed, this, [this] { setAppearance(m_appearance); });
    connect(m_system, &SystemAppearance::paletteOutdated, this, &ThemeProvider::readSystemPalette);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(bodyFont());
    apply();
    if (!isHeadless())
        m_system->askPortal();
}

void ThemeProvider::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    const bool dark = appearance == Appearance::Dark || (appearance == Appearance::System && m_system->isDark());
    if (dark == m_theme.dark)
        return;
    m_theme = dark ? Theme::darkTheme() : Theme::lightTheme();
    apply();
    Q_EMIT themeChanged(m_theme);
}

void ThemeProvider::readSystemPalette()
{
    // An empty palette lets the platform's show through; nothing is painted before ours is back.
    QApplication::setPalette(QPalette());
    const QPalette system = QGuiApplication::palette();
    QApplication::setPalette(palette(m_theme));
    m_system->setPalette(system);
}

void ThemeProvider::apply()
{
    QApplication::setPalette(palette(m_theme));
    QToolTip::setPalette(palette(m_theme));
    qApp->setStyleSheet(styleSheet(m_theme));
}

} // namespace tokamark::ui
