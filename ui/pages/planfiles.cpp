#include "pages/planfiles.h"

#include "dialogs/dialogservice.h"
#include "models/plandocument.h"
#include "plan/plan.h"

#include <QFileInfo>
#include <QWidget>

namespace tokamark::ui {

PlanFiles::PlanFiles(const AppContext &context, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_window(window)
{
}

bool PlanFiles::mayDrop()
{
    return !m_context.plan.isModified()
        || m_context.dialogs.confirm(m_window, tr("Drop the changes?"), tr("The plan has changes that were not saved."),
                                     tr("Drop Changes"));
}

void PlanFiles::startNew()
{
    // Not Plan{}: GCC 12 then takes its lists for uninitialised once it optimises.
    if (mayDrop())
        m_context.plan.replace(plan::Plan());
    Q_EMIT planChosen();
}

void PlanFiles::choose()
{
    if (!mayDrop())
        return;
    const QString path = m_context.dialogs.openFile(m_window, tr("Open Plan"), QFileInfo(m_context.plan.path()).path(),
                                                    tr("Plans (*.toml);;All files (*)"));
    if (!path.isEmpty())
        open(path);
}

void PlanFiles::open(const QString &path)
{
    Q_EMIT planChosen();
    const auto opened = m_context.plan.open(path);
    Q_EMIT ended(opened ? std::nullopt : std::optional(opened.error()));
}

void PlanFiles::save(bool askForName)
{
    QString path = m_context.plan.path();
    if (askForName || path.isEmpty()) {
        const QString name = QString::fromStdString(m_context.plan.plan().name);
        path = m_context.dialogs.saveFile(m_window, tr("Save Plan"),
                                          path.isEmpty() ? name + QStringLiteral(".toml") : path, tr("Plans (*.toml)"));
        if (path.isEmpty())
            return;
    }
    const auto saved = m_context.plan.saveAs(path);
    // Why not stands on the plan's page.
    if (!saved)
        Q_EMIT planChosen();
    Q_EMIT ended(saved ? std::nullopt : std::optional(saved.error()));
}

} // namespace tokamark::ui
