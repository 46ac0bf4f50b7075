#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tokamark::ui {

class DialogService;

/// The load of a plan: users, a request rate or a trace, with ramp, length, warm-up and repetitions, or the search for the
/// largest one. Shows the fields that the kind of load has. GUI thread; owned by the page.
class LoadForm final : public PlanForm {
    Q_OBJECT

public:
    explicit LoadForm(DialogService &dialogs, QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;
    bool showFault(const QString &key, const QString &text) override;

private:
    void connectArrivals();
    void choose(plan::LoadKind kind);
    void showKind(plan::LoadKind kind);
    void browse();
    [[nodiscard]] static QString kindText(plan::LoadKind kind);
    void retranslateLevels();
    void commitLevels();
    void commitBounds(const std::vector<double> &bounds);
    void commitRequirements();
    void commitBurstiness();
    void commitLimit();
    void commitExtent();

    DialogService &m_dialogs;
    QComboBox *m_kind;
    QLineEdit *m_levels;
    QLineEdit *m_require;
    QLineEdit *m_burstiness;
    QLineEdit *m_limit;
    QLineEdit *m_trace;
    QPushButton *m_browse;
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
