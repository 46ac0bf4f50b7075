#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

class QLineEdit;

namespace tokamark::ui {

/// The search for the largest load that is good enough, in place of a list of levels. GUI thread; owned by the page.
class SearchForm final : public PlanForm {
    Q_OBJECT

public:
    explicit SearchForm(QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;

private:
    void commitRequirements();

    QLineEdit *m_require;
};

} // namespace tokamark::ui
