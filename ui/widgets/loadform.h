#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace tokamark::ui {

/// The load of a plan: users, ramp, length, warm-up, think time, repetitions. GUI thread; owned by the page.
class LoadForm final : public PlanForm {
    Q_OBJECT

public:
    explicit LoadForm(QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;
    bool showFault(const QString &key, const QString &text) override;

private:
    void commitLevels();
    void commitExtent();

    QLineEdit *m_levels;
    QComboBox *m_extentKind;
    QLineEdit *m_extent;
    QLineEdit *m_ramp;
    QCheckBox *m_rampInside;
    QLineEdit *m_warmup;
    QSpinBox *m_warmupRequests;
    QLineEdit *m_thinkTime;
    QSpinBox *m_repetitions;
};

} // namespace tokamark::ui
