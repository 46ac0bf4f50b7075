#include "pages/page.h"

#include <QEvent>

namespace tokamark::ui {

Page::Page(PageId id, QWidget *parent)
    : QWidget(parent)
    , m_id(id)
{
    setProperty("role", QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
}

void Page::onShown()
{
}

bool Page::hasHeightForWidth() const
{
    return false;
}

bool Page::canUndo() const
{
    return false;
}

bool Page::canRedo() const
{
    return false;
}

void Page::undo()
{
}

void Page::redo()
{
}

void Page::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace tokamark::ui
