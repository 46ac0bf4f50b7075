#include "widgets/planform.h"

#include "widgets/formcard.h"

#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace tokamark::ui {

PlanForm::PlanForm(QWidget *parent)
    : QWidget(parent)
    , m_card(new FormCard(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
}

bool PlanForm::showFault(const QString &key, const QString &text)
{
    return m_card->setError(key, text);
}

void PlanForm::clearFaults()
{
    m_card->clearErrors();
}

void PlanForm::change(const QString &key, const std::function<void(plan::Plan &)> &change)
{
    plan::Plan next = m_plan;
    change(next);
    m_card->setError(key, {});
    if (next != m_plan)
        Q_EMIT edited(tr("change"), next, key);
}

void PlanForm::refuse(const QString &key, const QString &text)
{
    m_card->setError(key, text);
}

void PlanForm::setText(QLineEdit *field, const QString &text)
{
    if (field->text() == text)
        return;
    const QSignalBlocker blocker(field);
    field->setText(text);
}

} // namespace tokamark::ui
