#include "dialogs/commandconsent.h"

#include "dialogs/dialogservice.h"
#include "session/commandprocess.h"

#include <QCoreApplication>

namespace tokamark::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CommandConsent)
};

} // namespace

bool CommandConsent::mayRun(const plan::Plan &plan, DialogService &dialogs, QWidget *parent)
{
    if (!plan.beforeRepetition)
        return true;
    const QString command = QString::fromStdString(session::commandText(*plan.beforeRepetition));
    if (m_allowed.contains(command))
        return true;
    if (!dialogs.confirm(parent, Words::tr("Run a command on this computer?"),
                         Words::tr("Before each repetition this plan runs, as you:\n%1").arg(command),
                         Words::tr("Run It")))
        return false;
    m_allowed.append(command);
    return true;
}

} // namespace tokamark::ui
