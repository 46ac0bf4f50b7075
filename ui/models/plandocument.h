#pragma once

#include "base/error.h"
#include "plan/plan.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

namespace tokamark::ui {

/// The same backend, whatever else of it was changed since.
[[nodiscard]] bool isSameBackend(const plan::Target &a, const plan::Target &b);

/// The plan being edited: its value, its file and the way back through every edit. GUI thread; owned by the program.
class PlanDocument final : public QObject {
    Q_OBJECT

public:
    explicit PlanDocument(QObject *parent = nullptr);

    [[nodiscard]] const plan::Plan &plan() const noexcept { return m_plan; }
    /// Empty for a plan that was never saved.
    [[nodiscard]] const QString &path() const noexcept { return m_path; }
    [[nodiscard]] bool isModified() const { return !m_undo.isClean(); }
    [[nodiscard]] QUndoStack &undoStack() noexcept { return m_undo; }

    /// Takes another plan in place of this one and forgets the edits.
    void replace(plan::Plan plan, const QString &path = {});
    /// Changes the plan so that Undo takes it back. Successive edits with one `field` (not empty) are one step.
    void edit(const QString &what, plan::Plan next, const QString &field = {});

    enum class Inclusion { Already, NameTaken, Beside, InPlaceOfSimulated };
    /// Puts a backend that was just added into the plan, so that Run measures it; a step that Undo takes back. A server
    /// takes the place of the simulated ones of a plan that has no file: nobody means to measure both at once. Nothing is
    /// done where the plan has another backend of that name.
    Inclusion include(const plan::Target &target);

    /// Errors: FileUnreadable, BadPlan.
    [[nodiscard]] Expected<void> open(const QString &path);
    /// Errors: FileUnwritable, DiskFull.
    [[nodiscard]] Expected<void> saveAs(const QString &path);

Q_SIGNALS:
    void planChanged();
    /// Path or "modified" changed.
    void stateChanged();

private:
    class EditCommand;
    void apply(const plan::Plan &plan);

    plan::Plan m_plan;
    QString m_path;
    QUndoStack m_undo;
};

} // namespace tokamark::ui
