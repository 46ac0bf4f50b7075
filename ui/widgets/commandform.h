#pragma once

#include "plan/plan.h"
#include "widgets/planform.h"

#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QLineEdit;

namespace tokamark::ui {

/// What is run before each repetition, such as a restart of the server, and how long it may take. GUI thread; owned by
/// the page.
class CommandForm final : public PlanForm {
    Q_OBJECT

public:
    explicit CommandForm(QWidget *parent = nullptr);

    void setPlan(const plan::Plan &plan) override;
    void retranslate() override;

private:
    void addTimeout(const QString &key, QLineEdit *field, Duration plan::BeforeRepetition::*timeout);
    void commitCommand();
    void commitShell(bool shell);
    /// What stands in the field, for a shell or without one; says beside it why it cannot be read.
    [[nodiscard]] std::optional<std::vector<std::string>> typed(bool shell);

    QLineEdit *m_command;
    QCheckBox *m_shell;
    QLineEdit *m_timeout;
    QLineEdit *m_ready;
};

} // namespace tokamark::ui
