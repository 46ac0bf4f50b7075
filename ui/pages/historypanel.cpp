#include "pages/historypanel.h"

#include "bridge/background.h"
#include "bridge/database.h"
#include "bridge/runservice.h"
#include "bridge/runstates.h"
#include "dialogs/commandconsent.h"
#include "dialogs/dialogservice.h"
#include "models/historymodel.h"
#include "session/refusedpages.h"
#include "storage/runrepository.h"
#include "widgets/historydelegate.h"
#include "widgets/noticecard.h"
#include "widgets/themeprovider.h"
#include "words/errorwords.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tokamark::ui {

namespace {

constexpr int PanelWidth = 244;

struct History {
    std::vector<storage::RunInfo> runs;
    bool isCopy = false;
};

Expected<History> readHistory(const QString &path)
{
    auto repository = storage::RunRepository::open(path);
    if (!repository)
        return tl::unexpected(repository.error());
    auto runs = (*repository)->list();
    if (!runs)
        return tl::unexpected(runs.error());
    return History{std::move(*runs), (*repository)->showsCopy()};
}

Expected<plan::Plan> readPlan(const QString &path, RunId run)
{
    auto repository = storage::RunRepository::open(path);
    if (!repository)
        return tl::unexpected(repository.error());
    auto stored = (*repository)->load(run);
    if (!stored)
        return tl::unexpected(stored.error());
    return std::move(stored->plan);
}

/// The metrics pages that are not read any more, one a line; what was in their URLs may be a secret.
QString linesOfRefusedPages(plan::Plan plan)
{
    QStringList lines;
    for (const session::RefusedPage &page : session::leaveOutRefusedPages(plan)) {
        const QString target = QString::fromStdString(page.target);
        lines << (page.host.empty() ? target : target + QStringLiteral(": ") + QString::fromStdString(page.host));
    }
    return lines.join(QLatin1Char('\n'));
}

/// True if a page that shows `a` shows `b` as well.
bool looksEqual(const storage::RunInfo &a, const storage::RunInfo &b)
{
    return a.id == b.id && a.name == b.name && a.note == b.note && a.tags == b.tags && a.state == b.state
        && a.cellsDone == b.cellsDone && a.cellsFailed == b.cellsFailed;
}

} // namespace

HistoryPanel::HistoryPanel(const AppContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_model(new HistoryModel(this))
    , m_filter(new HistoryFilter(this))
    , m_delegate(new HistoryDelegate(this))
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_notice(new NoticeCard(NoticeCard::Look::Inset, this))
{
    setProperty("role", QStringLiteral("card"));
    setFixedWidth(PanelWidth);
    buildList();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::Medium, spacing::Medium, spacing::Medium, spacing::Medium);
    layout->setSpacing(spacing::Small);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_notice);
    m_notice->hide();
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, m_filter, &HistoryFilter::setSearch);
    connect(&m_context.database, &Database::pathChanged, this, &HistoryPanel::forgetRuns);
    connect(&m_context.database, &Database::historyChanged, this, &HistoryPanel::reload);
    connect(&m_context.runs, &RunService::snapshotChanged, this, &HistoryPanel::followRun);
    connect(&m_context.theme, &ThemeProvider::themeChanged, this, [this](const Theme &theme) {
        m_delegate->setTheme(theme);
        m_list->viewport()->update();
    });
    m_delegate->setTheme(m_context.theme.theme());
    retranslate();
    reload();
}

void HistoryPanel::buildList()
{
    m_filter->setSourceModel(m_model);
    m_list->setModel(m_filter);
    m_list->setItemDelegate(m_delegate);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &HistoryPanel::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HistoryPanel::announceSelection);
    connect(m_model, &HistoryModel::renamed, this, [this](RunId run, const QString &name) {
        change([run, name](storage::RunRepository &repository) { return repository.rename(run, name); });
    });
    auto *remove = new QAction(m_list);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    connect(remove, &QAction::triggered, this, &HistoryPanel::deleteSelected);
    m_list->addAction(remove);
}

void HistoryPanel::retranslate()
{
    m_search->setPlaceholderText(tr("Name, model, backend, tag…"));
    m_search->setAccessibleName(tr("Search the history"));
    m_list->setAccessibleName(tr("History of runs"));
}

void HistoryPanel::read(Announce announce)
{
    const int generation = ++m_generation;
    m_reading = true;
    inBackground(
        this, [path = m_context.database.path()] { return readHistory(path); },
        [this, generation, announce](Expected<History> history) {
            if (generation != m_generation)
                return;
            m_reading = false;
            if (!history)
                return showReadError(history.error());
            Q_EMIT copyShown(history->isCopy);
            const bool same
                = !std::exchange(m_unreadable, false) && std::ranges::equal(history->runs, m_shown, looksEqual);
            if (announce == Announce::Always || !same || m_wanted)
                showRuns(std::move(history->runs), announce);
        });
}

void HistoryPanel::showRuns(std::vector<storage::RunInfo> runs, Announce announce)
{
    const std::vector<storage::RunInfo> before = selectedRuns();
    std::vector<RunId> chosen = selection();
    if (m_wanted)
        chosen = {*m_wanted};
    {
        const QSignalBlocker quiet(m_list->selectionModel());
        m_shown = runs;
        m_model->setRuns(std::move(runs));
        if (m_wanted && m_model->run(*m_wanted) != nullptr)
            m_wanted.reset();
        bool any = false;
        for (const RunId run : chosen)
            if (const QModelIndex index = m_filter->mapFromSource(m_model->indexOf(run)); index.isValid()) {
                m_list->selectionModel()->select(index, QItemSelectionModel::Select);
                any = true;
            }
        if (!any && m_filter->rowCount() > 0)
            m_list->selectionModel()->setCurrentIndex(m_filter->index(0, 0), QItemSelectionModel::ClearAndSelect);
    }
    showIfNeeded();
    Q_EMIT loaded(m_model->rowCount() > 0);
    // What somebody reads or writes about one run is not loaded anew for a cell of another.
    if (announce == Announce::Always || !std::ranges::equal(before, selectedRuns(), looksEqual))
        announceSelection();
}

std::vector<storage::RunInfo> HistoryPanel::selectedRuns() const
{
    std::vector<storage::RunInfo> runs;
    for (const RunId run : selection())
        if (const storage::RunInfo *info = m_model->run(run))
            runs.push_back(*info);
    return runs;
}

void HistoryPanel::showIfNeeded()
{
    // Whoever has deleted the last run must still be able to take that back.
    setVisible(m_model->rowCount() > 0 || !m_notice->isHidden());
}

void HistoryPanel::forgetRuns()
{
    setDeleted({});
    m_notice->hide();
    const QSignalBlocker quiet(m_list->selectionModel());
    m_shown.clear();
    m_model->setRuns({});
}

void HistoryPanel::followRun(const SnapshotPointer &snapshot)
{
    if (!snapshot || m_reading || !isVisible())
        return;
    const storage::RunInfo *shown = m_model->run(snapshot->run);
    const auto ended = std::ranges::count_if(snapshot->cells, [](const session::CellView &cell) {
        return cell.state == session::CellState::Done || cell.state == session::CellState::Failed;
    });
    // A cell is stored a moment after it has ended, and snapshots come until it is.
    if (shown != nullptr && shown->cellsDone + shown->cellsFailed < ended)
        refresh();
}

void HistoryPanel::showReadError(const Error &error)
{
    m_unreadable = true;
    // With nothing beside it, the page says it where the results would be.
    if (m_model->rowCount() > 0)
        return showError(error);
    showIfNeeded();
    Q_EMIT unreadable(error);
}

void HistoryPanel::showError(const Error &error)
{
    setDeleted({});
    m_notice->clearActions();
    m_notice->setNotice(Tone::Bad, words::sentence(error), words::advice(error));
    m_notice->addAction(tr("Try again"), [this] {
        m_notice->hide();
        reload();
    });
    m_notice->show();
    showIfNeeded();
}

void HistoryPanel::select(RunId run)
{
    m_wanted = run;
    m_search->clear();
    reload();
}

std::vector<RunId> HistoryPanel::selection() const
{
    std::vector<RunId> runs;
    const QModelIndexList rows = m_list->selectionModel()->selectedIndexes();
    for (const QModelIndex &row : rows)
        runs.push_back(RunId{row.data(HistoryModel::RunRole).toLongLong()});
    // Oldest first, so that the order of the curves does not depend on the order of the clicks.
    std::sort(runs.begin(), runs.end());
    return runs;
}

const storage::RunInfo *HistoryPanel::find(RunId run) const
{
    return m_model->run(run);
}

void HistoryPanel::announceSelection()
{
    Q_EMIT selectionChanged(selection());
}

void HistoryPanel::setNote(RunId run, const QString &note)
{
    change([run, note](storage::RunRepository &repository) { return repository.setNote(run, note); });
}

void HistoryPanel::change(std::function<Expected<void>(storage::RunRepository &)> change, std::function<void()> done)
{
    inBackground(
        this,
        [path = m_context.database.path(), change = std::move(change)]() -> Expected<void> {
            auto repository = storage::RunRepository::open(path);
            if (!repository)
                return tl::unexpected(repository.error());
            return change(**repository);
        },
        [this, done = std::move(done)](const Expected<void> &changed) {
            if (!changed)
                showError(changed.error());
            else if (done)
                done();
            m_context.database.announceHistoryChange();
        });
}

void HistoryPanel::deleteSelected()
{
    const std::vector<RunId> runs = selection();
    if (runs.empty())
        return;
    change(
        [runs](storage::RunRepository &repository) -> Expected<void> {
            for (const RunId run : runs)
                if (auto removed = repository.remove(run); !removed)
                    return removed;
            return {};
        },
        [this, runs] { offerUndo(runs); });
}

void HistoryPanel::offerUndo(const std::vector<RunId> &runs)
{
    m_notice->clearActions();
    m_notice->setNotice(Tone::Neutral, QString(), tr("%n run(s) deleted", nullptr, static_cast<int>(runs.size())));
    m_notice->addAction(tr("Undo"), [this] { undo(); });
    m_notice->show();
    setDeleted(runs);
}

void HistoryPanel::undo()
{
    if (m_deleted.empty())
        return;
    const std::vector<RunId> runs = m_deleted;
    setDeleted({});
    m_notice->hide();
    m_wanted = runs.front();
    change([runs](storage::RunRepository &repository) -> Expected<void> {
        for (const RunId run : runs)
            if (auto restored = repository.restore(run); !restored)
                return restored;
        return {};
    });
}

void HistoryPanel::setDeleted(const std::vector<RunId> &runs)
{
    m_deleted = runs;
    Q_EMIT undoChanged();
}

void HistoryPanel::showMenu(const QPoint &position)
{
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const RunId run{index.data(HistoryModel::RunRole).toLongLong()};
    if (const storage::RunInfo *info = m_model->run(run); info != nullptr && mayGoOn(*info))
        menu->addAction(tr("Go on with this run"), this, [this, run] { resume(run); })
            ->setEnabled(!m_context.runs.isActive());
    menu->addAction(tr("Rename"), m_list, [this, index = QPersistentModelIndex(index)] { m_list->edit(index); });
    menu->addAction(tr("Delete"), this, &HistoryPanel::deleteSelected);
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void HistoryPanel::resume(RunId run)
{
    const QString path = m_context.database.path();
    inBackground(
        this, [path, run] { return readPlan(path, run); },
        [this, path, run](const Expected<plan::Plan> &plan) {
            if (!plan)
                return showError(plan.error());
            // It may come from elsewhere, and was not shown here.
            if (!m_context.consent.mayRun(*plan, m_context.dialogs, this))
                return;
            const QString pages = linesOfRefusedPages(*plan);
            if (!pages.isEmpty()
                && !m_context.dialogs.confirm(
                    this, tr("Go on without these metrics pages?"),
                    tr("Their URLs were given with a query, a fragment, a user name or a password, and are no longer "
                       "read:\n%1")
                        .arg(pages),
                    tr("Go On")))
                return;
            session::RunOptions options;
            options.databasePath = path;
            m_context.runs.resume(run, options);
            Q_EMIT resumed();
        });
}

} // namespace tokamark::ui
