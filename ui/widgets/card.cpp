#include "widgets/card.h"

#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>
#include <QVariant>

namespace tokamark::ui {

Card::Card(QWidget *parent)
    : QFrame(parent)
    , m_titleRow(new QHBoxLayout)
    , m_body(new QVBoxLayout)
    , m_title(makeLabel("heading", this))
    , m_aside(makeLabel("dim", this))
{
    setProperty("role", QStringLiteral("card"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, spacing::Medium, 14, spacing::Medium);
    layout->setSpacing(spacing::Small);
    m_titleRow->setSpacing(spacing::Small);
    m_titleRow->addWidget(m_title);
    m_titleRow->addStretch(1);
    m_titleRow->addWidget(m_aside);
    layout->addLayout(m_titleRow);
    layout->addLayout(m_body, 1);
    m_body->setSpacing(spacing::Small);
    m_title->hide();
    m_aside->hide();
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
}

void Card::setAside(const QString &text)
{
    m_aside->setText(text);
    m_aside->setVisible(!text.isEmpty());
}

QLabel *makeLabel(const char *role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    // Plans, servers and databases come from elsewhere: what looks like markup in them must not hide anything.
    label->setTextFormat(Qt::PlainText);
    const QLatin1String name(role);
    label->setProperty("role", QString(name));
    // Badges keep the height of their text, however high the line is.
    if (name == QLatin1String("badge") || name == QLatin1String("simulated"))
        label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return label;
}

void setStyleProperty(QWidget *widget, const char *name, const QVariant &value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

} // namespace tokamark::ui
