#pragma once

#include "plan/plan.h"

#include <QWidget>

#include <functional>
#include <optional>

class QLineEdit;

namespace tokamark::ui {

class FormCard;

/// A part of the plan as fields: shows a plan it is given and asks for changes, never keeps one of its own beside the
/// last it was shown. GUI thread; owned by the page.
class PlanForm : public QWidget {
    Q_OBJECT

public:
    virtual void setPlan(const plan::Plan &plan) = 0;
    virtual void retranslate() = 0;
    /// Where the form has a row for this key of the plan, shows the fault there and returns true.
    virtual bool showFault(const QString &key, const QString &text);
    void clearFaults();
    /// The first field that shows one, be it of the plan or of a text that never came into it; null: none does.
    [[nodiscard]] QWidget *firstFaulty() const;

Q_SIGNALS:
    /// `field` names what was changed, so that typing in one field is one step to undo.
    void edited(const QString &what, const tokamark::plan::Plan &plan, const QString &field);

protected:
    explicit PlanForm(QWidget *parent);

    [[nodiscard]] FormCard &card() const { return *m_card; }
    [[nodiscard]] const plan::Plan &plan() const noexcept { return m_plan; }
    /// Keeps what `setPlan` was given.
    void remember(const plan::Plan &plan) { m_plan = plan; }
    /// Asks for the plan with `change` made to it, unless that is the plan as it is. `field`: what the edit is known
    /// by where the row alone does not say it.
    void change(const QString &key, const std::function<void(plan::Plan &)> &change, const QString &field = {});
    /// Reads a field of a duration; an empty text stands for `empty`.
    void changeDuration(QLineEdit *field, const QString &key, std::optional<Duration> empty,
                        const std::function<void(plan::Plan &, std::optional<Duration>)> &set);
    /// Shows a text that cannot be read as the field's value; it stays until the field is right.
    void refuse(const QString &key, const QString &text);
    /// Puts a text into a field unless it already means that: what a person is typing is not rewritten.
    static void setText(QLineEdit *field, const QString &text);
    /// The same with a length of time as plans write it; none: an empty field.
    static void setDuration(QLineEdit *field, std::optional<Duration> duration);

private:
    FormCard *m_card;
    plan::Plan m_plan;
};

} // namespace tokamark::ui
