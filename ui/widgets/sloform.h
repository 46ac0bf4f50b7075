#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

#include <array>

namespace tokamark::ui {

class NumberBox;

/// Latency limits that a request has to meet to count as good. GUI thread; owned by the page.
class SloForm final : public PlanForm {
    Q_OBJECT

public:
    explicit SloForm(QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;
    bool showFault(const QString &key, const QString &text) override;

private:
    void commit(plan::Slo::Metric metric, double limitMs);

    std::array<NumberBox *, 4> m_limits{}; ///< by plan::Slo::Metric
};

} // namespace tokamark::ui
