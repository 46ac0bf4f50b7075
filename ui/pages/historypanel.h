#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "bridge/runbridge.h"
#include "pages/appcontext.h"
#include "storage/storedrun.h"

#include <QFrame>

#include <functional>
#include <optional>
#include <vector>

class QLineEdit;
class QListView;

namespace tokamark::storage {
class RunRepository;
}

namespace tokamark::ui {

class HistoryDelegate;
class HistoryFilter;
class HistoryModel;
class NoticeCard;

/// The history of the database: search, choose one or several runs, rename in place, take up one that had not ended,
/// delete with undo. Hides itself while there is nothing in it. Reads and writes on background threads. GUI thread; owned by its page.
class HistoryPanel final : public QFrame {
    Q_OBJECT

public:
    explicit HistoryPanel(const AppContext &context, QWidget *parent = nullptr);

    /// Reads the history and announces the selection, as after a change of what the runs hold.
    void reload() { read(Announce::Always); }
    /// Reads the history, for another program may have changed it; says nothing if it has not.
    void refresh() { read(Announce::IfChanged); }
    /// Chooses a run, at once or as soon as the history has it.
    void select(RunId run);
    [[nodiscard]] std::vector<RunId> selection() const;
    /// Null: the history does not have it.
    [[nodiscard]] const storage::RunInfo *find(RunId run) const;
    /// Takes a run up where it was stopped, or where its program was ended, and measures again what failed; asks before
    /// it may run the plan's command.
    void resume(RunId run);
    void setNote(RunId run, const QString &note);
    /// Whether runs were deleted and can still be taken back.
    [[nodiscard]] bool canUndo() const { return !m_deleted.empty(); }
    void undo();
    void retranslate();

Q_SIGNALS:
    void selectionChanged(const std::vector<tokamark::RunId> &runs);
    /// The history was read anew.
    void loaded(bool anyRuns);
    /// Whether what was read is a copy of a file that may only be read.
    void copyShown(bool isCopy);
    /// The history could not be read, and none is shown.
    void unreadable(const tokamark::Error &error);
    void undoChanged();
    /// A run that had not ended goes on.
    void resumed();

private:
    enum class Announce { Always, IfChanged };

    void buildList();
    void read(Announce announce);
    void showRuns(std::vector<storage::RunInfo> runs, Announce announce);
    [[nodiscard]] std::vector<storage::RunInfo> selectedRuns() const;
    void showError(const Error &error);
    void showReadError(const Error &error);
    /// The runs of one file are no runs of another.
    void forgetRuns();
    /// Reads anew while a run that is shown has ended more cells than its row says.
    void followRun(const SnapshotPointer &snapshot);
    void setDeleted(const std::vector<RunId> &runs);
    /// Gives its room away while there is neither a run nor anything to say.
    void showIfNeeded();
    void announceSelection();
    void deleteSelected();
    void offerUndo(const std::vector<RunId> &runs);
    void showMenu(const QPoint &position);
    /// Does `change` to the repository in the background, then reads the history anew.
    void change(std::function<Expected<void>(storage::RunRepository &)> change, std::function<void()> done = {});

    AppContext m_context;
    HistoryModel *m_model;
    HistoryFilter *m_filter;
    HistoryDelegate *m_delegate;
    QLineEdit *m_search;
    QListView *m_list;
    NoticeCard *m_notice;
    std::vector<storage::RunInfo> m_shown;
    std::optional<RunId> m_wanted;
    std::vector<RunId> m_deleted; ///< what the notice offers to take back
    bool m_reading = false;
    bool m_unreadable = false; ///< the last time it was read
    int m_generation = 0; ///< an answer of an older request is dropped
};

} // namespace tokamark::ui
