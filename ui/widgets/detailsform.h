#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

class QLineEdit;

namespace tokamark::ui {

/// What a plan says beside load, workload and limits for goodput: its description, the percentiles that tables show,
/// how long a request may take before it has failed, and the seed of everything random. GUI thread; owned by the page.
class DetailsForm final : public PlanForm {
    Q_OBJECT

public:
    explicit DetailsForm(QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;

private:
    void addTimeout(QLineEdit *field, const QString &key, Duration plan::Limits::*timeout);
    void commitPercentiles();
    void commitSeed();

    QLineEdit *m_description;
    QLineEdit *m_percentiles;
    QLineEdit *m_requestTimeout;
    QLineEdit *m_stallTimeout;
    QLineEdit *m_connectTimeout;
    QLineEdit *m_seed;
};

} // namespace tokamark::ui
