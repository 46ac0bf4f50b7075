#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

class QCheckBox;
class QLineEdit;
class QSpinBox;

namespace tokamark::ui {

class NumberBox;

/// The search for the largest load that is good enough, in place of a list of levels: what a point has to keep, how
/// exact the answer is to be, and how often its ends are measured. GUI thread; owned by the page.
class SearchForm final : public PlanForm {
    Q_OBJECT

public:
    explicit SearchForm(QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;
    bool showFault(const QString &key, const QString &text) override;

private:
    void addPercent(const QString &key, NumberBox *box, double plan::Search::*percent);
    void commitRequirements();

    QCheckBox *m_search;
    QLineEdit *m_require;
    NumberBox *m_share;
    NumberBox *m_precision;
    QSpinBox *m_repetitions;
};

} // namespace tokamark::ui
