#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

#include <cstddef>
#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tokamark::ui {

class DialogService;
class LengthField;
class NumberBox;

/// What is sent: prompts, lengths, system prompt, cache and temperature, of one workload at a time; a plan may have
/// several, and each is measured at every load. GUI thread; owned by the page.
class WorkloadForm final : public PlanForm {
    Q_OBJECT

public:
    explicit WorkloadForm(DialogService &dialogs, QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;
    bool showFault(const QString &key, const QString &text) override;

Q_SIGNALS:
    /// Another workload of the plan is to be shown.
    void chosen();

private:
    void addLength(const QString &key, LengthField *field, plan::LengthSpec plan::Workload::*length);
    void buildChoice();
    void showChoice();
    void choose(std::size_t place);
    /// Puts another one behind the others and shows it.
    void append(const QString &what, plan::Workload workload);
    void removeChosen();
    void changeWorkload(const QString &key, const std::function<void(plan::Workload &)> &edit);
    void connectFields();
    void buildShared();
    void showShared(const plan::Workload &workload);
    void browse();

    DialogService &m_dialogs;
    std::size_t m_place = 0; ///< of the workload that is shown, in the plan
    QComboBox *m_choice;
    QWidget *m_actions;
    QPushButton *m_add;
    QPushButton *m_duplicate;
    QPushButton *m_remove;
    QLineEdit *m_name;
    QComboBox *m_origin;
    QWidget *m_fileRow;
    QLineEdit *m_file;
    QPushButton *m_browse;
    LengthField *m_input;
    LengthField *m_output;
    QComboBox *m_ending;
    QLineEdit *m_system;
    QComboBox *m_cache;
    NumberBox *m_share; ///< in percent
    QLabel *m_sharedTokens; ///< how long that is
    QSpinBox *m_prefixes;
    NumberBox *m_temperature;
};

} // namespace tokamark::ui
