#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

#include <array>

class QLabel;
class QPushButton;

namespace tokamark::ui {

class NumberBox;

/// What points are held against, each limit with its warning and its bad end. Folded up unless asked for or at fault;
/// what differs from the defaults can be set back. GUI thread; owned by the page.
class ThresholdsForm final : public PlanForm {
    Q_OBJECT

public:
    explicit ThresholdsForm(QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;
    bool showFault(const QString &key, const QString &text) override;
    /// Shows the limits, or their number alone.
    void unfold(bool unfolded);

private:
    /// The fields of one limit.
    struct Row {
        NumberBox *warning = nullptr;
        NumberBox *bad = nullptr;
        QPushButton *reset = nullptr;
    };
    void buildHead();
    void buildRow(std::size_t place);
    [[nodiscard]] int changedCount() const;
    void commit(std::size_t place, const plan::Threshold &threshold);
    void resetAll();
    void showHead();

    QPushButton *m_fold;
    QPushButton *m_resetAll;
    QLabel *m_warningHead;
    QLabel *m_badHead;
    QPushButton *m_headRoom; ///< never seen: keeps the heads above their columns
    std::array<Row, plan::ThresholdKeys.size()> m_rows; ///< by plan::ThresholdKeys
};

} // namespace tokamark::ui
