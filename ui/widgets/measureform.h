#pragma once

#include "widgets/planform.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace tokamark::ui {

/// How each cell is measured: for how long, with which ramp and warm-up, how often. GUI thread; owned by the page.
class MeasureForm final : public PlanForm {
    Q_OBJECT

public:
    explicit MeasureForm(QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;
    bool showFault(const QString &key, const QString &text) override;

private:
    void connectFields();
    void commitExtent();

    QComboBox *m_extentKind;
    QLineEdit *m_extent;
    QLineEdit *m_ramp;
    QCheckBox *m_rampInside;
    QLineEdit *m_warmup;
    QSpinBox *m_warmupRequests;
    QSpinBox *m_repetitions;
};

} // namespace tokamark::ui
