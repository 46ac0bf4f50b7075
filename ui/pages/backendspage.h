#pragma once

#include "base/ids.h"
#include "pages/appcontext.h"
#include "pages/page.h"
#include "plan/plan.h"

#include <optional>
#include <set>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace tokamark::storage {
struct SavedBackend;
}

namespace tokamark::ui {

class AddBackendBar;
class BackendHealth;
class BackendsModel;
class EmptyState;
class NoticeCard;

/// The page Backends: add by URL or simulated, see what was detected and how each is, try one request, edit, remove and
/// take that back. GUI thread; owned by the window.
class BackendsPage final : public Page {
    Q_OBJECT

public:
    explicit BackendsPage(const AppContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void onShown() override;
    [[nodiscard]] bool canUndo() const override;
    void undo() override;

protected:
    void retranslate() override;

private:
    void buildHeader(QVBoxLayout &rows);
    [[nodiscard]] QWidget *buildTable();
    void buildActions(QVBoxLayout &rows);
    void connectStore();
    void checkAll();
    void updateSelection();
    void updateCount();
    void showHealthNotice();
    void tryRequest();
    void edit(const storage::SavedBackend &backend);
    void editSelected();
    void removeSelected();
    /// Keeps what is selected, or selects what was added, or the neighbour of what was removed.
    void selectWanted();
    void setRemoved(std::optional<BackendId> backend);
    /// Has the plan measure what was added, and says so.
    void includeInPlan(const plan::Target &target);
    [[nodiscard]] const storage::SavedBackend *selected() const;

    AppContext m_context;
    BackendHealth *m_health;
    BackendsModel *m_model;
    QLabel *m_heading;
    QLabel *m_count;
    AddBackendBar *m_add;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    QTableView *m_table = nullptr;
    QPushButton *m_try = nullptr;
    QPushButton *m_check = nullptr;
    QPushButton *m_edit = nullptr;
    QPushButton *m_remove = nullptr;
    NoticeCard *m_healthNotice = nullptr; ///< about the selected or the first failing backend
    NoticeCard *m_undoNotice = nullptr;
    NoticeCard *m_planNotice = nullptr;
    BackendId m_wanted; ///< to be selected after the table is filled again
    std::set<BackendId> m_known; ///< those that the table had before
    std::optional<BackendId> m_removed; ///< what the notice offers to take back
    std::set<BackendId> m_checked; ///< asked since the program started
};

} // namespace tokamark::ui
