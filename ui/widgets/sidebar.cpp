#include "widgets/sidebar.h"

#include "widgets/card.h"
#include "widgets/navbutton.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace tokamark::ui {

namespace {

constexpr int WideWidth = 172;

} // namespace

Sidebar::Sidebar(int pages, QWidget *parent)
    : QFrame(parent)
    , m_foot(makeLabel("caption", this))
{
    setProperty("role", QStringLiteral("sidebar"));
    setMinimumWidth(WideWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::Small, spacing::Small, spacing::Small, spacing::Large);
    column->setSpacing(0);
    for (int page = 0; page < pages; ++page) {
        auto *button = new NavButton(QStringLiteral("Ctrl %1").arg(page + 1), this);
        connect(button, &NavButton::clicked, this, [this, page] { Q_EMIT chosen(page); });
        column->addWidget(button);
        m_buttons.push_back(button);
    }
    column->addStretch(1);
    m_foot->setContentsMargins(spacing::Medium, 0, 0, 0);
    column->addWidget(m_foot);
}

void Sidebar::setTitles(const QStringList &titles)
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        const QString &title = titles.at(static_cast<qsizetype>(i));
        m_buttons[i]->setText(title);
        m_buttons[i]->setAccessibleName(tr("Page %1").arg(title));
        m_buttons[i]->updateGeometry();
    }
}

void Sidebar::setCurrent(int page)
{
    m_buttons.at(static_cast<std::size_t>(page))->setChecked(true);
}

void Sidebar::setFoot(const QString &text, const QString &toolTip)
{
    m_foot->setText(text);
    m_foot->setToolTip(toolTip);
}

void Sidebar::setNarrow(bool narrow)
{
    setMinimumWidth(narrow ? 0 : WideWidth);
    for (NavButton *button : m_buttons)
        button->setShortcutShown(!narrow);
}

} // namespace tokamark::ui
