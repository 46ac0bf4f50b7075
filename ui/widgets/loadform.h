#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

#include <functional>
#include <optional>

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

private:
    void commitLevels();
    void commitExtent();
    /// Reads a duration field; an empty text stands for `empty`.
    void commitDuration(QLineEdit *field, const QString &key, std::optional<Duration> empty,
                        const std::function<void(plan::Plan &, std::optional<Duration>)> &set);

    QLineEdit *m_levels;
    QComboBox *m_extentKind;
    QLineEdit *m_extent;
    QLineEdit *m_ramp;
    QCheckBox *m_rampInside;
    QLineEdit *m_warmup;
    QLineEdit *m_thinkTime;
    QSpinBox *m_repetitions;
};

} // namespace tokamark::ui
