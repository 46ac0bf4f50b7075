#include "widgets/noticecard.h"

#include "widgets/card.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QVariant>

#include <memory>

namespace tokamark::ui {

QString styleName(Tone tone)
{
    switch (tone) {
    case Tone::Neutral: return QStringLiteral("neutral");
    case Tone::Good: return QStringLiteral("good");
    case Tone::Warning: return QStringLiteral("warning");
    case Tone::Bad: return QStringLiteral("bad");
    case Tone::Accent: return QStringLiteral("accent");
    }
    return {};
}

NoticeCard::NoticeCard(Look look, QWidget *parent)
    : QFrame(parent)
    , m_title(makeLabel("heading", this))
    , m_text(makeLabel(look == Look::Card ? "dim" : "plain", this))
    , m_actions(new QHBoxLayout)
{
    setProperty("role", look == Look::Card ? QStringLiteral("notice") : QStringLiteral("inset"));
    auto *layout = new QVBoxLayout(this);
    const int vertical = look == Look::Card ? spacing::Medium : 6;
    layout->setContentsMargins(14, vertical, 14, vertical);
    layout->setSpacing(spacing::Tight);
    m_text->setWordWrap(true);
    m_title->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addLayout(m_actions);
    m_actions->setSpacing(spacing::Medium);
    m_actions->addStretch(1);
}

void NoticeCard::setNotice(Tone tone, const QString &title, const QString &text)
{
    setStyleProperty(this, "tone", styleName(tone));
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title.isEmpty() ? text : title);
    setAccessibleDescription(text);
    clearActions();
}

void NoticeCard::addAction(const QString &text, std::function<void()> action)
{
    auto *button = new QPushButton(text, this);
    button->setProperty("role", QStringLiteral("link"));
    button->setCursor(Qt::PointingHandCursor);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(button, &QPushButton::clicked, this, std::move(action));
    m_actions->insertWidget(m_actions->count() - 1, button);
}

void NoticeCard::clearActions()
{
    while (m_actions->count() > 1) {
        const std::unique_ptr<QLayoutItem> item(m_actions->takeAt(0));
        // An action may be what clears them, so the button must outlive its own click.
        item->widget()->hide();
        item->widget()->deleteLater();
    }
}

QString NoticeCard::title() const
{
    return m_title->text();
}

QString NoticeCard::text() const
{
    return m_text->text();
}

} // namespace tokamark::ui
