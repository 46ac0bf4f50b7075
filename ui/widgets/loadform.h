#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

#include <vector>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace tokamark::ui {

class DialogService;

/// The load of a plan: users, a request rate or a trace, at a list of levels or between the two ends of a search. Shows
/// the fields that the kind of load has. GUI thread; owned by the page.
class LoadForm final : public PlanForm {
    Q_OBJECT

public:
    explicit LoadForm(DialogService &dialogs, QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;
    bool showFault(const QString &key, const QString &text) override;

private:
    void choose(plan::LoadKind kind);
    void showKind(plan::LoadKind kind);
    void browse();
    [[nodiscard]] static QString kindText(plan::LoadKind kind);
    void retranslateLevels();
    void commitLevels();
    void commitBounds(const std::vector<double> &bounds);
    void commitBurstiness();
    void commitLimit();

    DialogService &m_dialogs;
    QComboBox *m_kind;
    QLineEdit *m_levels;
    QLineEdit *m_burstiness;
    QLineEdit *m_limit;
    QLineEdit *m_trace;
    QPushButton *m_browse;
    QLineEdit *m_thinkTime;
};

} // namespace tokamark::ui
