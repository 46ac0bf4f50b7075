#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

#include <functional>

class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tokamark::ui {

class DialogService;

/// What is sent: prompts, lengths, system prompt, cache and temperature. Edits the plan's first workload; a plan with
/// several, made by hand, keeps the others. GUI thread; owned by the page.
class WorkloadForm final : public PlanForm {
    Q_OBJECT

public:
    explicit WorkloadForm(DialogService &dialogs, QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;

private:
    /// Shape, middle and spread of a number of tokens.
    struct LengthFields {
        QWidget *row;
        QComboBox *shape;
        QSpinBox *mean;
        QSpinBox *spread;
    };
    [[nodiscard]] LengthFields makeLength(const QString &key, plan::LengthSpec plan::Workload::*length);
    static void showLength(const LengthFields &fields, const plan::LengthSpec &length);
    void changeWorkload(const QString &key, const std::function<void(plan::Workload &)> &edit);
    void connectFields();
    void browse();

    DialogService &m_dialogs;
    QComboBox *m_origin;
    QWidget *m_fileRow;
    QLineEdit *m_file;
    QPushButton *m_browse;
    LengthFields m_input;
    LengthFields m_output;
    QComboBox *m_ending;
    QLineEdit *m_system;
    QComboBox *m_cache;
    QDoubleSpinBox *m_temperature;
};

} // namespace tokamark::ui
