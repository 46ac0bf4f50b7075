#include "widgets/stylesheet.h"

#include <QColor>

#include <initializer_list>
#include <utility>

namespace tokamark::ui {

namespace {

// @name is replaced by a colour of the theme.
constexpr const char *Template = R"(
QMainWindow, QDialog, QMessageBox, QWidget[role="page"] { background: @window; }
QFrame[role="header"] { background: @card; border: none; border-bottom: 1px solid @line; }
QFrame[role="sidebar"] { background: @card; border: none; border-right: 1px solid @line; }
QFrame[role="card"] { background: @card; border: 1px solid @line; border-radius: 8px; }
QFrame[role="notice"] { background: @card; border: 1px solid @line; border-left: 3px solid @dim; border-radius: 8px; }
QFrame[role="notice"][tone="warning"] { border-left-color: @warning; }
QFrame[role="notice"][tone="bad"] { border-left-color: @bad; }
QFrame[role="notice"][tone="good"] { border-left-color: @good; }
QFrame[role="notice"][tone="accent"] { border-left-color: @accent; }
QFrame[role="inset"] { background: @window; border: none; border-left: 3px solid @dim; border-radius: 4px; }
QFrame[role="inset"][tone="warning"] { border-left-color: @warning; }
QFrame[role="inset"][tone="bad"] { border-left-color: @bad; }
QFrame[role="separator"] { background: @line; border: none; max-height: 1px; }

QLabel { background: transparent; }
QLabel[role="product"] { font-size: 15px; font-weight: 700; }
QLabel[role="title"] { font-size: 18px; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="dim"] { color: @dim; }
QLabel[role="caption"] { color: @dim; font-size: 11px; }
QLabel[role="error"] { color: @bad; font-size: 11px; }
QLabel[role="badge"] { background: @badge; color: @dim; border-radius: 8px; padding: 2px 8px; font-size: 11px; font-weight: 600; }
QLabel[role="badge"][tone="good"] { color: @good; }
QLabel[role="badge"][tone="warning"] { color: @warning; }
QLabel[role="badge"][tone="bad"] { color: @bad; }
QLabel[role="badge"][tone="accent"] { color: @accent; }
QLabel[role="simulated"] { border: 1px dashed @dim; color: @dim; border-radius: 8px; padding: 1px 8px; font-size: 11px; font-weight: 600; }

QPushButton, QToolButton { background: @card; color: @text; border: 1px solid @line; border-radius: 6px; padding: 6px 14px; font-weight: 500; }
QFileDialog QToolButton { padding: 2px; }
QPushButton:hover, QToolButton:hover { border-color: @dim; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked { background: @accentBackground; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 5px 13px; }
QFileDialog QToolButton:focus { padding: 1px; }
QPushButton:disabled, QToolButton:disabled { color: @dim; background: @window; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: url(:/icons/chevron-@mode.svg); subcontrol-origin: padding; subcontrol-position: right center; right: 8px; width: 10px; height: 10px; }
QPushButton[menu="true"], QToolButton[menu="true"] { padding-right: 28px; }
QPushButton[primary="true"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[primary="true"]::menu-indicator { image: url(:/icons/chevron-on-accent-@mode.svg); }
QPushButton[primary="true"]:hover { background: @accentHover; }
QPushButton[primary="true"]:focus { border: 2px solid @text; }
QPushButton[primary="true"]:disabled { background: @line; border-color: @line; color: @dim; }
QPushButton[role="link"] { background: transparent; border: none; border-radius: 4px; color: @accent; padding: 1px 2px; font-weight: 500; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid @accent; padding: 0px 1px; }
QPushButton[role="link"]:disabled { background: transparent; color: @dim; }

QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit, QTextEdit, QTextBrowser { background: @window; color: @text; border: 1px solid @line; border-radius: 6px; padding: 5px 9px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus { border: 2px solid @accent; padding: 4px 8px; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: @dim; }
QLineEdit[role="titleEdit"] { background: transparent; border: 1px solid transparent; font-size: 18px; font-weight: 600; padding: 1px 4px; }
QLineEdit[role="titleEdit"]:hover { border-color: @line; }
QLineEdit[role="titleEdit"]:focus { border: 2px solid @accent; padding: 0 3px; }
QLineEdit[invalid="true"], QSpinBox[invalid="true"], QDoubleSpinBox[invalid="true"], QComboBox[invalid="true"], QPlainTextEdit[invalid="true"] { border-color: @bad; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(:/icons/chevron-@mode.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @card; border: 1px solid @line; outline: none; selection-background-color: @accentBackground; selection-color: @text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }

QTableView, QTreeView, QListView { background: transparent; border: none; gridline-color: @line; outline: none; selection-background-color: @accentBackground; selection-color: @text; alternate-background-color: @window; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: @accentBackground; color: @text; }
QTableView::indicator, QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @dim; border-radius: 3px; background: @card; }
QTableView::indicator:checked, QCheckBox::indicator:checked { border-color: @accent; background: @accent; image: url(:/icons/check-@mode.svg); }
QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; color: @dim; border: none; border-bottom: 1px solid @line; padding: 6px; font-size: 11px; font-weight: 500; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: transparent; border: none; }
QProgressBar { background: @grid; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QSplitter::handle { background: transparent; }
QScrollArea, QScrollArea > QWidget > QWidget[role="scrolled"] { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: @dim; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: @card; color: @text; border: none; }
QMenuBar::item { background: transparent; padding: 4px 10px; }
QMenuBar::item:selected { background: @accentBackground; border-radius: 4px; }
QMenu { background: @card; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: @accentBackground; }
QMenu::item:disabled { color: @dim; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QToolTip { background: @card; color: @text; border: 1px solid @line; padding: 4px 6px; }
)";

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto channel = [share](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

} // namespace

QString styleSheet(const Theme &theme)
{
    // Longer names first: "@accentBackground" must not be read as "@accent".
    const std::initializer_list<std::pair<QLatin1String, QString>> values = {
        {QLatin1String("@accentBackground"), theme.accentBackground.name()},
        {QLatin1String("@accentHover"), mixed(theme.accent, theme.text, 0.15).name()},
        {QLatin1String("@accent"), theme.accent.name()},
        {QLatin1String("@onAccent"), theme.dark ? theme.window.name() : theme.card.name()},
        {QLatin1String("@window"), theme.window.name()},
        {QLatin1String("@warning"), theme.warning.name()},
        {QLatin1String("@badge"), theme.grid.name()},
        {QLatin1String("@bad"), theme.bad.name()},
        {QLatin1String("@good"), theme.good.name()},
        {QLatin1String("@card"), theme.card.name()},
        {QLatin1String("@line"), theme.line.name()},
        {QLatin1String("@text"), theme.text.name()},
        {QLatin1String("@dim"), theme.dim.name()},
        {QLatin1String("@grid"), theme.grid.name()},
        {QLatin1String("@mode"), theme.dark ? QStringLiteral("dark") : QStringLiteral("light")},
    };
    QString sheet = QString::fromLatin1(Template);
    for (const auto &[key, value] : values)
        sheet.replace(key, value);
    return sheet;
}

} // namespace tokamark::ui
