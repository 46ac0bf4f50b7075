#pragma once

#include "plan/plan.h"

#include <QStringList>

class QWidget;

namespace tokamark::ui {

class DialogService;

/// Whether a plan may run its command on this computer. A plan may come from elsewhere, so the command is shown before it
/// runs for the first time, whoever starts the run; a yes counts until the program ends. GUI thread; owned by the program.
class CommandConsent final {
public:
    [[nodiscard]] bool mayRun(const plan::Plan &plan, DialogService &dialogs, QWidget *parent);

private:
    QStringList m_allowed;
};

} // namespace tokamark::ui
