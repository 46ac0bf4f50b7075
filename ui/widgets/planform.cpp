#include "widgets/planform.h"

#include "plan/durationtext.h"
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

QWidget *PlanForm::firstFaulty() const
{
    return m_card->firstFaulty();
}

void PlanForm::change(const QString &key, const std::function<void(plan::Plan &)> &change, const QString &field)
{
    plan::Plan next = m_plan;
    change(next);
    m_card->setError(key, {});
    if (next != m_plan)
        Q_EMIT edited(tr("change"), next, field.isEmpty() ? key : field);
}

void PlanForm::changeDuration(QLineEdit *field, const QString &key, std::optional<Duration> empty,
                              const std::function<void(plan::Plan &, std::optional<Duration>)> &set)
{
    const QString typed = field->text().trimmed().remove(QLatin1Char(' '));
    const std::optional<Duration> value = typed.isEmpty() ? empty : plan::parseDuration(typed.toStdString());
    if (!typed.isEmpty() && !value)
        return refuse(key, tr("“%1” is not a length of time. Write for example 500ms, 30s or 5m.").arg(field->text()));
    change(key, [&](plan::Plan &p) { set(p, value); });
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

void PlanForm::setDuration(QLineEdit *field, std::optional<Duration> duration)
{
    setText(field, duration ? QString::fromStdString(plan::durationText(*duration)) : QString());
}

} // namespace tokamark::ui
