#include "pages/backendspage.h"

#include "bridge/backendhealth.h"
#include "bridge/backendstore.h"
#include "bridge/database.h"
#include "dialogs/backenddialog.h"
#include "dialogs/trialdialog.h"
#include "models/backendsmodel.h"
#include "models/backendwords.h"
#include "models/plandocument.h"
#include "pages/addbackendbar.h"
#include "widgets/card.h"
#include "widgets/emptystate.h"
#include "widgets/noticecard.h"
#include "widgets/tabledelegate.h"
#include "widgets/theme.h"
#include "widgets/themeprovider.h"
#include "words/errorwords.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <QVariant>

#include <algorithm>
#include <iterator>

namespace tokamark::ui {

BackendsPage::BackendsPage(const AppContext &context, QWidget *parent)
    : Page(PageId::Backends, parent)
    , m_context(context)
    , m_health(new BackendHealth(context.secretStore, this))
    , m_model(new BackendsModel(context.backends, *m_health, this))
    , m_heading(makeLabel("title", this))
    , m_count(makeLabel("dim", this))
    , m_add(new AddBackendBar(context, *m_health, this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(spacing::Huge, spacing::Medium, spacing::Huge, spacing::Medium);
    rows->setSpacing(spacing::Medium);
    buildHeader(*rows);
    rows->addWidget(buildTable(), 1);
    buildActions(*rows);
    connectStore();
    retranslate();
    selectWanted(); // the store may have been read already
    updateSelection();
}

QString BackendsPage::title() const
{
    return tr("Backends");
}

void BackendsPage::buildHeader(QVBoxLayout &rows)
{
    auto *heading = new QHBoxLayout;
    heading->addWidget(m_heading);
    heading->addStretch(1);
    heading->addWidget(m_count);
    rows.addLayout(heading);
    rows.addWidget(m_add);
}

QWidget *BackendsPage::buildTable()
{
    m_stack = new QStackedWidget(this);
    m_empty = new EmptyState(m_stack);
    auto *card = new Card(m_stack);
    m_table = new QTableView(card);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new TableDelegate(m_context.theme, m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(46);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsClickable(false);
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(BackendsModel::DetectedColumn, QHeaderView::Stretch);
    connect(m_table, &QTableView::activated, this, &BackendsPage::editSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BackendsPage::updateSelection);
    connect(&m_context.theme, &ThemeProvider::themeChanged, m_table->viewport(), qOverload<>(&QWidget::update));
    card->body()->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(card);
    connect(m_empty, &EmptyState::actionTriggered, m_add, &AddBackendBar::showSimulated);
    return m_stack;
}

void BackendsPage::buildActions(QVBoxLayout &rows)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(spacing::Medium);
    m_try = new QPushButton(this);
    m_check = new QPushButton(this);
    m_edit = new QPushButton(this);
    m_remove = new QPushButton(this);
    for (QPushButton *button : {m_try, m_check, m_edit, m_remove})
        line->addWidget(button);
    line->addStretch(1);
    rows.addLayout(line);
    m_healthNotice = new NoticeCard(NoticeCard::Look::Card, this);
    m_undoNotice = new NoticeCard(NoticeCard::Look::Card, this);
    m_planNotice = new NoticeCard(NoticeCard::Look::Card, this);
    for (NoticeCard *notice : {m_healthNotice, m_undoNotice, m_planNotice}) {
        notice->hide();
        rows.addWidget(notice);
    }
    connect(m_try, &QPushButton::clicked, this, &BackendsPage::tryRequest);
    connect(m_check, &QPushButton::clicked, this, [this] {
        if (const auto *backend = selected())
            m_health->check(backend->id, backend->target);
    });
    connect(m_edit, &QPushButton::clicked, this, &BackendsPage::editSelected);
    connect(m_remove, &QPushButton::clicked, this, &BackendsPage::removeSelected);
    auto *remove = new QShortcut(QKeySequence(Qt::Key_Delete), m_table);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &BackendsPage::removeSelected);
}

void BackendsPage::connectStore()
{
    connect(&m_context.backends, &BackendStore::changed, this, [this] {
        selectWanted();
        if (isVisible())
            checkAll();
        updateSelection();
    });
    connect(&m_context.backends, &BackendStore::added, this, &BackendsPage::includeInPlan);
    connect(&m_context.database, &Database::pathChanged, this, [this] {
        m_planNotice->hide();
        m_known.clear();
        m_wanted = {};
        setRemoved(std::nullopt);
    });
    connect(&m_context.backends, &BackendStore::failed, m_add, &AddBackendBar::showError);
    connect(m_health, &BackendHealth::changed, this, [this](BackendId id) {
        const BackendHealth::Answer answer = m_health->answerOf(id);
        const storage::SavedBackend *saved = m_context.backends.find(id);
        if (saved != nullptr && answer.detection) {
            const QString detection = QString::fromStdString(profiles::toJson(*answer.detection));
            if (detection != saved->detection) {
                storage::SavedBackend updated = *saved;
                updated.detection = detection;
                m_context.backends.update(updated);
            }
        }
        updateCount();
        showHealthNotice();
    });
}

void BackendsPage::selectWanted()
{
    const auto &backends = m_context.backends.backends();
    const auto isNew = [this](const storage::SavedBackend &backend) { return !m_known.contains(backend.id); };
    const auto added = m_known.empty() ? backends.end() : std::ranges::find_if(backends, isNew);
    const auto wanted
        = added != backends.end() ? added : std::ranges::find(backends, m_wanted, &storage::SavedBackend::id);
    m_known.clear();
    for (const storage::SavedBackend &backend : backends)
        m_known.insert(backend.id);
    if (!backends.empty())
        m_table->selectRow(wanted == backends.end() ? 0 : static_cast<int>(wanted - backends.begin()));
}

bool BackendsPage::canUndo() const
{
    return m_removed.has_value();
}

void BackendsPage::undo()
{
    if (!m_removed)
        return;
    m_wanted = *m_removed;
    m_context.backends.restore(m_wanted);
    setRemoved(std::nullopt);
}

void BackendsPage::setRemoved(std::optional<BackendId> backend)
{
    m_removed = backend;
    m_undoNotice->setVisible(backend.has_value());
    Q_EMIT undoChanged();
}

void BackendsPage::includeInPlan(const plan::Target &target)
{
    const PlanDocument::Inclusion inclusion = m_context.plan.include(target);
    if (inclusion == PlanDocument::Inclusion::Already)
        return;
    const QString name = QString::fromStdString(target.name);
    const auto text = [inclusion] {
        switch (inclusion) {
        case PlanDocument::Inclusion::NameTaken:
            return tr("The plan has another backend named %1. Rename one of them to measure both.");
        case PlanDocument::Inclusion::InPlaceOfSimulated:
            return tr("The plan now measures %1 in place of its simulated backends.");
        default: return tr("The plan now measures %1, too.");
        }
    };
    m_planNotice->setNotice(Tone::Neutral, {}, text().arg(name));
    m_planNotice->addAction(tr("Open the plan"), [this] { Q_EMIT pageRequested(PageId::Plan); });
    m_planNotice->addAction(tr("Close"), [this] { m_planNotice->hide(); });
    m_planNotice->show();
}

void BackendsPage::onShown()
{
    m_planNotice->hide(); // it was about what was just done here
    checkAll();
    m_add->focusUrl();
}

void BackendsPage::checkAll()
{
    for (const storage::SavedBackend &backend : m_context.backends.backends()) {
        if (m_checked.insert(backend.id).second)
            m_health->check(backend.id, backend.target);
    }
}

const storage::SavedBackend *BackendsPage::selected() const
{
    const QModelIndex current = m_table->selectionModel()->currentIndex();
    return current.isValid() && current.row() < m_model->rowCount() ? m_model->backendAt(current) : nullptr;
}

void BackendsPage::updateSelection()
{
    const storage::SavedBackend *backend = selected();
    if (backend != nullptr)
        m_wanted = backend->id;
    for (QPushButton *button : {m_try, m_edit, m_remove})
        button->setEnabled(backend != nullptr);
    m_check->setEnabled(backend != nullptr && !backend->target.isSimulated());
    const bool any = m_model->rowCount() > 0;
    m_stack->setCurrentIndex(any ? 1 : 0);
    for (QPushButton *button : {m_try, m_check, m_edit, m_remove})
        button->setVisible(any);
    updateCount();
    showHealthNotice();
}

void BackendsPage::updateCount()
{
    const int all = m_model->rowCount();
    m_count->setText(all == 0 ? QString() : tr("%n backend(s), %1 ready", nullptr, all).arg(m_model->readyCount()));
}

void BackendsPage::showHealthNotice()
{
    const storage::SavedBackend *backend = selected();
    const auto failed = [this](const storage::SavedBackend &candidate) {
        return m_health->answerOf(candidate.id).state == BackendHealth::State::Failed;
    };
    if (backend == nullptr || !failed(*backend)) {
        const auto &all = m_context.backends.backends();
        const auto first = std::ranges::find_if(all, failed);
        backend = first == all.end() ? nullptr : &*first;
    }
    m_healthNotice->setVisible(backend != nullptr);
    if (backend == nullptr)
        return;
    const Error error = m_health->answerOf(backend->id).error.value_or(Error{});
    const BackendId id = backend->id;
    m_healthNotice->setNotice(
        Tone::Bad,
        tr("%1 does not answer at %2")
            .arg(QString::fromStdString(backend->target.name), QString::fromStdString(backend->target.url)),
        words::sentence(error) + QLatin1Char(' ') + words::advice(error));
    m_healthNotice->addAction(tr("Try again"), [this, id] {
        if (const auto *again = m_context.backends.find(id))
            m_health->check(id, again->target);
    });
    m_healthNotice->addAction(tr("Edit"), [this, id] {
        if (const auto *again = m_context.backends.find(id))
            edit(*again);
    });
}

void BackendsPage::tryRequest()
{
    const storage::SavedBackend *backend = selected();
    if (backend == nullptr)
        return;
    auto *dialog = new TrialDialog(backend->target, knownDetection(backend->target, backend->detection),
                                   m_context.secretStore, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void BackendsPage::editSelected()
{
    if (const storage::SavedBackend *backend = selected())
        edit(*backend);
}

void BackendsPage::edit(const storage::SavedBackend &backend)
{
    auto *dialog = new BackendDialog(backend.target, backend.marker, m_context.secretStore, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, backend] {
        storage::SavedBackend changed = backend;
        changed.target = dialog->target();
        changed.marker = dialog->marker();
        if (changed.target.url != backend.target.url)
            changed.detection.clear();
        m_context.backends.update(changed);
        m_health->check(changed.id, changed.target);
    });
    dialog->open();
}

void BackendsPage::removeSelected()
{
    const storage::SavedBackend *backend = selected();
    if (backend == nullptr)
        return;
    const BackendId id = backend->id;
    m_undoNotice->setNotice(Tone::Neutral, {}, tr("%1 was removed.").arg(QString::fromStdString(backend->target.name)));
    m_undoNotice->addAction(tr("Undo"), [this] { undo(); });
    m_undoNotice->addAction(tr("Close"), [this] { setRemoved(std::nullopt); });
    setRemoved(id);
    const auto &backends = m_context.backends.backends();
    const auto place = std::ranges::find(backends, id, &storage::SavedBackend::id);
    if (std::next(place) != backends.end())
        m_wanted = std::next(place)->id;
    else if (place != backends.begin())
        m_wanted = std::prev(place)->id;
    m_health->forget(id);
    m_checked.erase(id);
    m_context.backends.remove(id);
}

void BackendsPage::retranslate()
{
    m_heading->setText(tr("Backends"));
    m_empty->setText(tr("No backends yet"),
                     tr("Servers you add appear here with what they are, their model and their limits.\n"
                        "Type a URL above, or take a simulated one: it needs no GPU."));
    m_empty->setAction(tr("Add a simulated backend"));
    m_try->setText(tr("Try one request…"));
    m_check->setText(tr("Check again"));
    m_edit->setText(tr("Edit…"));
    m_remove->setText(tr("Remove"));
    m_table->setAccessibleName(tr("Saved backends"));
    m_add->retranslate();
    m_model->retranslate();
    updateCount();
    showHealthNotice();
}

} // namespace tokamark::ui
