#include "widgets/commandform.h"

#include "models/commandline.h"
#include "widgets/formcard.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QSignalBlocker>

namespace tokamark::ui {

namespace {

const QString Command = QStringLiteral("before_repetition.command");
const QString Shell = QStringLiteral("before_repetition.shell");
const QString Timeout = QStringLiteral("before_repetition.timeout");
const QString Ready = QStringLiteral("before_repetition.ready_timeout");

} // namespace

CommandForm::CommandForm(QWidget *parent)
    : PlanForm(parent)
    , m_command(new QLineEdit)
    , m_shell(new QCheckBox)
    , m_timeout(new QLineEdit)
    , m_ready(new QLineEdit)
{
    card().addRow(Command, m_command);
    card().addRow(Shell, m_shell);
    connect(m_command, &QLineEdit::editingFinished, this, &CommandForm::commitCommand);
    connect(m_shell, &QCheckBox::toggled, this, &CommandForm::commitShell);
    addTimeout(Timeout, m_timeout, &plan::BeforeRepetition::timeout);
    addTimeout(Ready, m_ready, &plan::BeforeRepetition::readyTimeout);
}

void CommandForm::addTimeout(const QString &key, QLineEdit *field, Duration plan::BeforeRepetition::*timeout)
{
    card().addRow(key, field);
    const Duration usual = plan::BeforeRepetition().*timeout;
    connect(field, &QLineEdit::editingFinished, this, [this, key, field, timeout, usual] {
        if (plan().beforeRepetition)
            changeDuration(field, key, usual,
                           [timeout](plan::Plan &p, auto value) { *p.beforeRepetition.*timeout = *value; });
    });
}

void CommandForm::setPlan(const plan::Plan &plan)
{
    remember(plan);
    const auto &before = plan.beforeRepetition;
    setText(m_command, before ? commandLine(*before) : QString());
    for (const QString &key : {Shell, Timeout, Ready})
        card().setRowVisible(key, before.has_value());
    if (!before)
        return;
    const QSignalBlocker shell(m_shell);
    m_shell->setChecked(before->shell);
    setDuration(m_timeout, before->timeout);
    setDuration(m_ready, before->readyTimeout);
}

std::optional<std::vector<std::string>> CommandForm::typed(bool shell)
{
    if (shell)
        return std::vector{m_command->text().toStdString()};
    auto words = wordsOfCommand(m_command->text());
    if (!words)
        refuse(Command, tr("A quote is not closed, or nothing follows a backslash."));
    return words;
}

void CommandForm::commitCommand()
{
    if (m_command->text().trimmed().isEmpty())
        return change(Command, [](plan::Plan &p) { p.beforeRepetition.reset(); });
    const bool shell = plan().beforeRepetition && plan().beforeRepetition->shell;
    if (const auto command = typed(shell))
        change(Command, [&](plan::Plan &p) {
            if (!p.beforeRepetition)
                p.beforeRepetition.emplace();
            p.beforeRepetition->command = *command;
        });
}

void CommandForm::commitShell(bool shell)
{
    const auto command = typed(shell);
    if (!command) {
        const QSignalBlocker blocker(m_shell);
        m_shell->setChecked(!shell);
        return;
    }
    change(Shell, [&](plan::Plan &p) {
        p.beforeRepetition->shell = shell;
        p.beforeRepetition->command = *command;
    });
}

void CommandForm::retranslate()
{
    card().setTitle(tr("Before each repetition"));
    card().setRowText(Command, tr("Command"),
                      tr("Runs on this computer, as you, such as a restart of the server. In a search it runs before "
                         "every cell. It is shown in full before it runs for the first time."));
    m_command->setPlaceholderText(tr("none"));
    card().setRowText(Shell, tr("Shell"),
                      tr("For |, &&, > and variables. Else the words go to the program as they are."));
    m_shell->setText(tr("one line for /bin/sh"));
    card().setRowText(Timeout, tr("Ends within"),
                      tr("A command that takes longer has failed, and the repetition with it."));
    card().setRowText(Ready, tr("Servers ready within"),
                      tr("From its end until every backend answers again; else the repetition has failed."));
}

} // namespace tokamark::ui
