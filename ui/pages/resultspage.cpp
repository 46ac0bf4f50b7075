#include "pages/resultspage.h"

#include "bridge/database.h"
#include "dialogs/othertooldialog.h"
#include "dialogs/selfcheckdialog.h"
#include "models/resultloader.h"
#include "models/splitbars.h"
#include "pages/celltimelinecard.h"
#include "pages/comparisoncard.h"
#include "pages/historypanel.h"
#include "pages/resultexport.h"
#include "pages/resulttools.h"
#include "plot/curvechart.h"
#include "plot/distributionchart.h"
#include "plot/groupedbarschart.h"
#include "plot/requestbarschart.h"
#include "plot/stackedbarschart.h"
#include "widgets/card.h"
#include "widgets/emptystate.h"
#include "widgets/noticecard.h"
#include "widgets/themeprovider.h"
#include "words/errorwords.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace tokamark::ui {

namespace {

constexpr int UpperChartHeight = 226;
constexpr int LowerChartHeight = 176;
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
{
    auto *content = new QWidget(m_stack);
    auto *right = new QVBoxLayout(content);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(spacing::Medium);
    right->addWidget(m_tools);
    right->addWidget(m_notice);
    right->addWidget(buildContent(), 1);
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
    const auto series = m_comparison->series();
    if (!m_results || !series)
        return;
    auto *dialog = new OtherToolDialog({m_context.database.path(), m_results, *series, m_comparison->level()}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ResultsPage::showSelfChecks()
{
    const auto series = m_comparison->series();
    if (!m_results || !series)
        return;
    auto *dialog = new SelfCheckDialog({m_results, *series, m_comparison->level()}, m_context.theme, this);
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
    m_note = new QLineEdit(m_head);
    m_note->setMinimumWidth(NarrowestText);
    m_note->setMaximumWidth(NoteWidth);
    m_title->setMinimumWidth(NarrowestText); // a long name is cut before the window grows
    row->addWidget(m_title);
    row->addStretch(1);
    row->addWidget(m_note, 1);
    row->addWidget(m_simulated, 0, Qt::AlignVCenter);
    return m_head;
}

QWidget *ResultsPage::buildContent()
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *scrolled = new QWidget(scroll);
    scrolled->setProperty("role", QStringLiteral("scrolled"));
    scroll->setWidget(scrolled);
    m_latencyStack = new QStackedWidget(scrolled);
    m_rateStack = new QStackedWidget(scrolled);
    m_latency = new CurveChart(m_latencyStack);
    m_latencyBars = new GroupedBarsChart(m_latencyStack);
    m_rate = new CurveChart(m_rateStack);
    m_rateBars = new GroupedBarsChart(m_rateStack);
    m_latencyStack->addWidget(m_latency);
    m_latencyStack->addWidget(m_latencyBars);
    m_rateStack->addWidget(m_rate);
    m_rateStack->addWidget(m_rateBars);
    m_distribution = new DistributionChart(scrolled);
    m_requestBars = new RequestBarsChart(scrolled);
    for (QStackedWidget *stack : {m_latencyStack, m_rateStack})
        stack->setMinimumHeight(UpperChartHeight);
    for (Chart *chart : {static_cast<Chart *>(m_distribution), static_cast<Chart *>(m_requestBars)})
        chart->setMinimumHeight(LowerChartHeight);

    auto *grid = new QGridLayout(scrolled);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(spacing::Medium);
    grid->addWidget(m_latencyStack, 0, 0);
    grid->addWidget(m_rateStack, 0, 1);
    m_comparison = new ComparisonCard(m_context.theme, scrolled);
    grid->addWidget(m_comparison, 1, 0, 1, 2);
    grid->addWidget(m_distribution, 2, 0);
    grid->addWidget(m_requestBars, 2, 1);
    m_split = new StackedBarsChart(scrolled);
    m_split->setMinimumHeight(LowerChartHeight);
    grid->addWidget(m_split, 3, 0, 1, 2);
    m_timeline = new CellTimelineCard(m_context.database, scrolled);
    grid->addWidget(m_timeline, 4, 0, 1, 2);
    grid->setRowStretch(0, 3);
    grid->setRowStretch(2, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return scroll;
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
    });
    connect(m_tools, &ResultTools::choiceChanged, this, &ResultsPage::updateCharts);
    connect(m_tools, &ResultTools::barsToggled, this, [this](bool bars) {
        m_latencyStack->setCurrentIndex(bars ? 1 : 0);
        m_rateStack->setCurrentIndex(bars ? 1 : 0);
    });
    connect(m_loader, &ResultLoader::loaded, this, &ResultsPage::showResults);
    connect(m_loader, &ResultLoader::requestsLoaded, this, &ResultsPage::showRequests);
    connect(m_loader, &ResultLoader::failed, this, &ResultsPage::showError);
    connect(m_comparison, &ComparisonCard::levelChanged, this,
            [this] { m_loader->loadRequests(m_results, m_comparison->level()); });
    connect(m_comparison, &ComparisonCard::seriesChanged, this, &ResultsPage::updateRequestBars);
    connect(m_comparison, &ComparisonCard::otherToolRequested, this, &ResultsPage::showAsOtherTool);
    connect(m_comparison, &ComparisonCard::selfChecksRequested, this, &ResultsPage::showSelfChecks);
    for (const auto changed : {&ComparisonCard::levelChanged, &ComparisonCard::seriesChanged})
        connect(m_comparison, changed, this, &ResultsPage::showCellOverTime);
    connect(m_timeline, &CellTimelineCard::failed, this, &ResultsPage::showError);
    for (CurveChart *chart : {m_latency, m_rate})
        connect(chart, &CurveChart::pointActivated, this, [this](int series, double level) {
            const auto place = static_cast<std::size_t>(series);
            // Runs of another kind may lie on the axis, so the number alone does not say which level it is.
            const auto &points = m_results->series().at(place).points;
            const auto point = std::ranges::find(points, level, [](const ResultPoint &one) { return one.level.value; });
            if (point != points.end())
                m_comparison->choosePoint(place, point->level);
        });
    connect(&m_tools->exportMenu(), &QMenu::aboutToShow, this, &ResultsPage::fillExportMenu);
    connect(m_files, &ResultExport::failed, this, &ResultsPage::showError);
    connect(m_files, &ResultExport::written, this, &ResultsPage::showWritten);
    connect(m_note, &QLineEdit::editingFinished, this, [this] {
        if (m_results && m_results->runs().size() == 1 && m_note->text() != m_results->runs().front().info.note)
            m_history->setNote(m_results->runs().front().info.id, m_note->text());
    });
    for (Chart *chart : charts()) {
        chart->setTheme(m_context.theme.theme());
        connect(chart, &Chart::saveFailed, this, &ResultsPage::showError);
    }
    connect(&m_context.theme, &ThemeProvider::themeChanged, this, [this](const Theme &theme) {
        for (Chart *chart : charts())
            chart->setTheme(theme);
    });
}

std::vector<Chart *> ResultsPage::charts() const
{
    return {m_latency, m_latencyBars, m_rate, m_rateBars, m_distribution, m_requestBars, m_split, m_timeline->chart()};
}

std::vector<Chart *> ResultsPage::shownCharts() const
{
    const bool bars = m_tools->showsBars();
    std::vector<Chart *> shown{bars ? static_cast<Chart *>(m_latencyBars) : m_latency,
                               bars ? static_cast<Chart *>(m_rateBars) : m_rate, m_distribution, m_requestBars};
    if (!m_split->isEmpty())
        shown.push_back(m_split);
    shown.push_back(m_timeline->chart());
    return shown;
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
    m_note->setText(runs.size() == 1 ? runs.front().info.note : QString());
    m_simulated->setVisible(m_results->isSimulated());
    if (!sameRuns)
        m_requests.clear();
    m_tools->setResults(*m_results, sameRuns ? m_tools->choice().statistic : m_results->shownStatistic());
    m_comparison->setResults(m_results, m_tools->choice().statistic);
    updateCharts();
    m_loader->loadRequests(m_results, m_comparison->level());
    showCellOverTime();
    Q_EMIT resultsShown(m_results);
}

void ResultsPage::updateCharts()
{
    if (!m_results)
        return;
    const ResultChoice choice = m_tools->choice();
    m_latency->setData(resultcharts::latencyCurves(*m_results, choice));
    m_rate->setData(resultcharts::rateCurves(*m_results, choice));
    m_latencyBars->setData(resultcharts::latencyBars(*m_results, choice));
    m_rateBars->setData(resultcharts::rateBars(*m_results));
    m_split->setData(splitBars(*m_results));
    m_split->setVisible(!m_split->isEmpty());
    const ChartProvenance provenance = resultcharts::provenance(*m_results);
    for (Chart *chart : charts())
        chart->setProvenance(provenance);
    m_comparison->setStatistic(choice.statistic);
}

void ResultsPage::showRequests(const std::vector<SeriesRequests> &requests, const plan::Level &level)
{
    m_requests = requests;
    m_distribution->setData(requestcharts::distribution(*m_results, m_requests, level));
    updateRequestBars();
    Q_EMIT detailsShown();
}

void ResultsPage::updateRequestBars()
{
    if (!m_results)
        return;
    const auto series = m_comparison->series();
    if (!series) {
        RequestBarsData nothing;
        nothing.heading.title = tr("Single requests");
        nothing.heading.emptyText = tr("A chosen point is shown here request by request.");
        return m_requestBars->setData(std::move(nothing));
    }
    const auto found = std::find_if(m_requests.begin(), m_requests.end(),
                                    [series](const SeriesRequests &one) { return one.series == *series; });
    if (found != m_requests.end())
        m_requestBars->setData(requestcharts::requestBars(*m_results, *found, m_comparison->level()));
}

void ResultsPage::showCellOverTime()
{
    if (const auto series = m_comparison->series(); m_results && series)
        m_timeline->showPoint(m_results, *series, m_comparison->level());
    else
        m_timeline->clear();
}

void ResultsPage::fillExportMenu()
{
    m_tools->exportMenu().clear();
    m_files->fillMenu(m_tools->exportMenu(), shownCharts(), m_history->selection());
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
    m_comparison->retranslate();
    m_timeline->retranslate();
    if (m_results)
        showResults(m_results);
}

} // namespace tokamark::ui
