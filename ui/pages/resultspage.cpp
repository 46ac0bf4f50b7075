#include "pages/resultspage.h"

#include "bridge/database.h"
#include "bridge/runstates.h"
#include "dialogs/othertooldialog.h"
#include "dialogs/selfcheckdialog.h"
#include "models/resultloader.h"
#include "pages/comparisoncard.h"
#include "pages/historypanel.h"
#include "pages/resultexport.h"
#include "pages/resultpanels.h"
#include "pages/resulttools.h"
#include "widgets/card.h"
#include "widgets/elidedlabel.h"
#include "widgets/emptystate.h"
#include "widgets/noticecard.h"
#include "words/errorwords.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace tokamark::ui {

namespace {

constexpr int NoteWidth = 320;
constexpr int NarrowestText = 80;

} // namespace

ResultsPage::ResultsPage(const AppContext &context, QWidget *parent)
    : Page(PageId::Results, parent)
    , m_context(context)
    , m_history(new HistoryPanel(context, this))
    , m_loader(new ResultLoader(context.database, this))
    , m_files(new ResultExport(context, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_tools(new ResultTools(this))
    , m_notice(new NoticeCard(NoticeCard::Look::Card, this))
    , m_copyNotice(new NoticeCard(NoticeCard::Look::Card, this))
    , m_panels(new ResultPanels(context, this))
{
    auto *content = new QWidget(m_stack);
    auto *right = new QVBoxLayout(content);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(spacing::Medium);
    right->addWidget(m_tools);
    right->addWidget(m_notice);
    right->addWidget(m_panels, 1);
    m_notice->hide();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    auto *body = new QHBoxLayout;
    body->setSpacing(spacing::Medium);
    body->addWidget(m_history);
    body->addWidget(m_stack, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::Huge, spacing::Large, spacing::Huge, spacing::Large);
    column->setSpacing(spacing::Medium);
    column->addWidget(buildHead());
    column->addWidget(m_copyNotice);
    column->addLayout(body, 1);
    m_copyNotice->hide();
    m_head->hide();
    m_history->hide();
    connectAll();
    retranslate();
}

/// A note that is being typed is told when its field is hidden, which the page has to live for.
ResultsPage::~ResultsPage()
{
    hide();
}

QString ResultsPage::title() const
{
    return tr("Results");
}

void ResultsPage::onShown()
{
    m_history->refresh();
}

bool ResultsPage::canUndo() const
{
    return m_history->canUndo();
}

void ResultsPage::undo()
{
    m_history->undo();
}

void ResultsPage::showRun(RunId run)
{
    m_history->select(run);
}

void ResultsPage::showBars(bool bars)
{
    m_tools->setBars(bars);
}

void ResultsPage::showAsOtherTool()
{
    const ComparisonCard &comparison = m_panels->comparison();
    const auto series = comparison.series();
    if (!m_results || !series)
        return;
    auto *dialog = new OtherToolDialog({m_context.database.path(), m_results, *series, comparison.level()}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ResultsPage::showSelfChecks()
{
    const ComparisonCard &comparison = m_panels->comparison();
    const auto series = comparison.series();
    if (!m_results || !series)
        return;
    auto *dialog = new SelfCheckDialog({m_results, *series, comparison.level()}, m_context.theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

QWidget *ResultsPage::buildHead()
{
    m_head = new QWidget(this);
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::Medium);
    m_title = makeLabel("title", m_head);
    m_simulated = makeLabel("simulated", m_head);
    m_missing = new ElidedLabel("dim", m_head);
    m_note = new QLineEdit(m_head);
    m_note->setMinimumWidth(NarrowestText);
    m_note->setMaximumWidth(NoteWidth);
    m_title->setMinimumWidth(NarrowestText); // a long name is cut before the window grows
    row->addWidget(m_title);
    row->addWidget(m_missing, 2);
    row->addWidget(m_note, 1);
    row->addWidget(m_simulated, 0, Qt::AlignVCenter);
    return m_head;
}

void ResultsPage::connectAll()
{
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_unreadable)
            Q_EMIT databaseRequested();
        else
            Q_EMIT pageRequested(PageId::Plan);
    });
    connect(m_history, &HistoryPanel::unreadable, this, [this](const Error &error) {
        m_unreadable = error;
        fillEmpty();
        m_head->hide();
        m_copyNotice->hide();
        m_stack->setCurrentIndex(0);
        showMissing();
    });
    connect(m_history, &HistoryPanel::undoChanged, this, &Page::undoChanged);
    connect(m_history, &HistoryPanel::selectionChanged, this, &ResultsPage::loadRuns);
    connect(m_history, &HistoryPanel::resumed, this, [this] { Q_EMIT pageRequested(PageId::Run); });
    connect(m_history, &HistoryPanel::copyShown, m_copyNotice, &QWidget::setVisible);
    connect(m_history, &HistoryPanel::loaded, this, [this](bool any) {
        m_unreadable.reset();
        fillEmpty();
        m_head->setVisible(any);
        m_stack->setCurrentIndex(any ? 1 : 0);
        showMissing();
    });
    connect(m_tools, &ResultTools::choiceChanged, this, [this] { m_panels->setChoice(m_tools->choice()); });
    connect(m_tools, &ResultTools::barsToggled, m_panels, &ResultPanels::showBars);
    connect(m_loader, &ResultLoader::loaded, this, &ResultsPage::showResults);
    connect(m_loader, &ResultLoader::requestsLoaded, this,
            [this](const std::vector<SeriesRequests> &requests, const plan::Level &level) {
                m_panels->showRequests(requests, level);
                Q_EMIT detailsShown();
            });
    connect(m_loader, &ResultLoader::failed, this, &ResultsPage::showError);
    connect(m_panels, &ResultPanels::failed, this, &ResultsPage::showError);
    const ComparisonCard &comparison = m_panels->comparison();
    connect(&comparison, &ComparisonCard::levelChanged, this,
            [this, &comparison] { m_loader->loadRequests(m_results, comparison.level()); });
    connect(&comparison, &ComparisonCard::otherToolRequested, this, &ResultsPage::showAsOtherTool);
    connect(&comparison, &ComparisonCard::selfChecksRequested, this, &ResultsPage::showSelfChecks);
    connect(&m_tools->exportMenu(), &QMenu::aboutToShow, this, &ResultsPage::fillExportMenu);
    connect(m_files, &ResultExport::failed, this, &ResultsPage::showError);
    connect(m_files, &ResultExport::written, this, &ResultsPage::showWritten);
    connect(m_note, &QLineEdit::editingFinished, this, [this] {
        if (m_results && m_results->runs().size() == 1 && m_note->text() != m_results->runs().front().info.note)
            m_history->setNote(m_results->runs().front().info.id, m_note->text());
        m_note->setModified(false);
    });
}

void ResultsPage::loadRuns(const std::vector<RunId> &runs)
{
    // Nothing chosen, as when a search hides the chosen run: what is on the page stays.
    if (!runs.empty())
        m_loader->load(runs);
}

void ResultsPage::showError(const Error &error)
{
    m_notice->clearActions();
    m_notice->setNotice(Tone::Bad, words::sentence(error), words::advice(error));
    m_notice->addAction(tr("Dismiss"), [this] { m_notice->hide(); });
    m_notice->show();
}

void ResultsPage::showWritten(int files, const QString &folder, const QStringList &leftOut)
{
    m_notice->clearActions();
    QString text = tr("%n file(s) written to %1", nullptr, files).arg(folder);
    if (!leftOut.isEmpty())
        text += QLatin1Char('\n')
            + tr("Left out, for there is nothing to draw: %1").arg(leftOut.join(QStringLiteral(", ")));
    m_notice->setNotice(Tone::Good, QString(), text);
    m_notice->addAction(tr("Open the folder"), [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    m_notice->addAction(tr("Dismiss"), [this] { m_notice->hide(); });
    m_notice->show();
}

void ResultsPage::showResults(const std::shared_ptr<const ResultSet> &results)
{
    const bool sameRuns = m_results && results->runs().size() == m_results->runs().size()
        && std::equal(results->runs().begin(), results->runs().end(), m_results->runs().begin(),
                      [](const auto &a, const auto &b) { return a.info.id == b.info.id; });
    m_results = results;
    m_notice->hide();
    const auto &runs = m_results->runs();
    m_title->setText(runs.size() == 1 ? runs.front().info.name
                                      : tr("%n runs on the same axes", nullptr, static_cast<int>(runs.size())));
    m_note->setVisible(runs.size() == 1);
    if (!sameRuns || !m_note->isModified()) // what is being typed stays when a cell ends meanwhile
        m_note->setText(runs.size() == 1 ? runs.front().info.note : QString());
    m_simulated->setVisible(m_results->isSimulated());
    showMissing();
    m_tools->setResults(*m_results, sameRuns ? m_tools->choice().statistic : m_results->shownStatistic());
    m_panels->setResults(m_results, m_tools->choice(), sameRuns);
    m_loader->loadRequests(m_results, m_panels->comparison().level());
    Q_EMIT resultsShown(m_results);
}

const storage::RunInfo *ResultsPage::unfinished() const
{
    if (!m_results || m_results->runs().size() != 1)
        return nullptr;
    // The history knows better than what was loaded: the run may go on meanwhile, or be of another file.
    const storage::RunInfo *run = m_history->find(m_results->runs().front().info.id);
    return run != nullptr && mayGoOn(*run) ? run : nullptr;
}

void ResultsPage::showMissing()
{
    QString text;
    if (const storage::RunInfo *run = unfinished()) {
        text = run->needsMoreCells ? tr("The search has not ended")
                                   : tr("%1 of %n cell(s) measured", nullptr, run->cellCount).arg(run->cellsDone);
        if (run->cellsFailed > 0)
            text += QStringLiteral(", ") + tr("%n failed", nullptr, run->cellsFailed);
        text = tr("%1; Run > Go On with This Run", "what is missing: what to do").arg(text);
    }
    m_missing->setText(text);
    Q_EMIT canGoOnChanged();
}

void ResultsPage::goOn()
{
    if (const storage::RunInfo *run = unfinished())
        m_history->resume(run->id);
}

void ResultsPage::fillExportMenu()
{
    m_tools->exportMenu().clear();
    m_files->fillMenu(m_tools->exportMenu(), m_panels->shownCharts(), m_history->selection());
}

void ResultsPage::fillEmpty()
{
    if (m_unreadable) {
        m_empty->setText(words::sentence(*m_unreadable), words::advice(*m_unreadable));
        m_empty->setAction(tr("Open another database…"));
        return;
    }
    m_empty->setText(tr("No runs yet"), tr("Every run is kept here: curves, verdicts and single requests."));
    m_empty->setAction(tr("Go to the plan"));
}

void ResultsPage::retranslate()
{
    fillEmpty();
    m_copyNotice->setNotice(Tone::Warning, tr("This is a copy"),
                            tr("The database is of an older version and may only be read, so a copy of it is shown. "
                               "Runs that are added to the file meanwhile are not in it, and nothing can be changed."));
    m_note->setPlaceholderText(tr("Add a note to this run"));
    m_note->setAccessibleName(tr("Note"));
    m_simulated->setText(tr("simulated"));
    m_tools->retranslate();
    m_history->retranslate();
    m_panels->retranslate();
    if (m_results)
        showResults(m_results);
}

} // namespace tokamark::ui
