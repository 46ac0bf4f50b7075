#include "widgets/emptystate.h"

#include "widgets/card.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QVariant>

namespace tokamark::ui {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_title(makeLabel("heading", this))
    , m_text(makeLabel("dim", this))
    , m_button(new QPushButton(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::Small);
    layout->addStretch(1);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_button->setProperty("primary", true);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addSpacing(spacing::Small);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(2);
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setText(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
}

void EmptyState::setAction(const QString &label)
{
    m_button->setText(label);
    m_button->setVisible(!label.isEmpty());
}

} // namespace tokamark::ui
