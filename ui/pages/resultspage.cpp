#include "pages/resultspage.h"

#include "bridge/background.h"
#include "bridge/database.h"
#include "models/comparisonmodel.h"
#include "pages/historypanel.h"
#include "plot/curvechart.h"
#include "plot/distributionchart.h"
#include "plot/groupedbarschart.h"
#include "plot/requestbarschart.h"
#include "storage/runrepository.h"
#include "widgets/card.h"
#include "widgets/emptystate.h"
#include "widgets/noticecard.h"
#include "widgets/themeprovider.h"
#include "words/errorwords.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyle>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace tokamark::ui {

namespace {

constexpr int UpperChartHeight = 226;
constexpr int LowerChartHeight = 176;
constexpr qsizetype ReasonsShown = 3;
constexpr int RowHeight = 30;
constexpr int NoteWidth = 320;
constexpr int NarrowestText = 80;

QComboBox *makeCombo(QWidget *parent)
{
    auto *combo = new QComboBox(parent);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    // As wide as its longest choice where there is room, narrower on the smallest screen.
    combo->setMinimumWidth(72);
    return combo;
}

QPushButton *makeToggle(QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setCheckable(true);
    return button;
}

/// Opens the repository of `path` and loads every run of `ids`.
Expected<std::shared_ptr<const ResultSet>> loadResults(const QString &path, const std::vector<RunId> &ids)
{
    auto repository = storage::RunRepository::open(path);
    if (!repository)
        return tl::unexpected(repository.error());
    std::vector<storage::StoredRun> runs;
    for (const RunId id : ids) {
        auto run = (*repository)->load(id);
        if (!run)
            return tl::unexpected(run.error());
        runs.push_back(std::move(*run));
    }
    return std::make_shared<const ResultSet>(std::move(runs));
}

/// The requests of the first repetition of each series at one level.
Expected<std::vector<SeriesRequests>> loadSeriesRequests(const QString &path, const ResultSet &set, std::uint32_t users)
{
    auto repository = storage::RunRepository::open(path);
    if (!repository)
        return tl::unexpected(repository.error());
    std::vector<SeriesRequests> all;
    for (std::size_t i = 0; i < set.series().size(); ++i) {
        const ResultPoint *point = set.series()[i].at(users);
        if (point == nullptr)
            continue;
        auto records = (*repository)->requests(point->cells.front()->id);
        if (!records)
            return tl::unexpected(records.error());
        all.push_back({i, point->cells.front()->startedNs, std::move(*records)});
    }
    return all;
}

} // namespace

ResultsPage::ResultsPage(const AppContext &context, QWidget *parent)
    : Page(PageId::Results, parent)
    , m_context(context)
    , m_history(new HistoryPanel(context, this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_notice(new NoticeCard(NoticeCard::Look::Card, this))
    , m_model(new ComparisonModel(this))
{
    auto *content = new QWidget(this);
    auto *right = new QVBoxLayout;
    right->setSpacing(spacing::Medium);
    right->addWidget(buildTools());
    right->addWidget(m_notice);
    right->addWidget(buildContent(), 1);
    m_notice->hide();
    auto *body = new QHBoxLayout;
    body->setSpacing(spacing::Medium);
    body->addWidget(m_history);
    body->addLayout(right, 1);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(spacing::Huge, spacing::Large, spacing::Huge, spacing::Large);
    column->setSpacing(spacing::Medium);
    column->addWidget(buildHead());
    column->addLayout(body, 1);

    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
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

void ResultsPage::showRun(RunId run)
{
    m_history->select(run);
}

QWidget *ResultsPage::buildHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::Medium);
    m_title = makeLabel("title", head);
    m_simulated = makeLabel("simulated", head);
    m_note = new QLineEdit(head);
    m_note->setMinimumWidth(NarrowestText);
    m_note->setMaximumWidth(NoteWidth);
    m_title->setMinimumWidth(NarrowestText); // a long name is cut before the window grows
    row->addWidget(m_title);
    row->addStretch(1);
    row->addWidget(m_note, 1);
    row->addWidget(m_simulated, 0, Qt::AlignVCenter);
    return head;
}

QWidget *ResultsPage::buildTools()
{
    auto *tools = new QWidget(this);
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::Small);
    m_kind = makeCombo(tools);
    m_statistic = makeCombo(tools);
    m_reference = makeToggle(tools);
    m_bars = makeToggle(tools);
    m_export = new QPushButton(tools);
    m_export->setProperty("primary", true);
    m_exportMenu = new QMenu(m_export);
    row->addWidget(m_kind);
    row->addWidget(m_statistic);
    row->addWidget(m_reference);
    row->addWidget(m_bars);
    row->addStretch(1);
    row->addWidget(m_export);
    return tools;
}

QWidget *ResultsPage::buildContent()
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
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
    grid->addWidget(buildTable(), 1, 0, 1, 2);
    grid->addWidget(m_distribution, 2, 0);
    grid->addWidget(m_requestBars, 2, 1);
    grid->setRowStretch(0, 3);
    grid->setRowStretch(2, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return scroll;
}

QWidget *ResultsPage::buildTable()
{
    m_tableCard = new Card(this);
    m_levelLabel = makeLabel("caption", m_tableCard);
    m_baselineLabel = makeLabel("caption", m_tableCard);
    m_level = makeCombo(m_tableCard);
    m_baseline = makeCombo(m_tableCard);
    m_copyTable = new QPushButton(m_tableCard);
    m_table = new QTableView(m_tableCard);
    m_reasons = makeLabel("dim", m_tableCard);
    m_reasons->setWordWrap(true);
    m_reasons->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    // The level stands above the table; the column is for what is copied.
    m_table->setColumnHidden(ComparisonModel::UsersColumn, true);

    auto *choices = new QHBoxLayout;
    choices->setSpacing(spacing::Small);
    choices->addWidget(m_levelLabel);
    choices->addWidget(m_level);
    choices->addSpacing(spacing::Small);
    choices->addWidget(m_baselineLabel);
    choices->addWidget(m_baseline);
    choices->addStretch(1);
    choices->addWidget(m_copyTable);
    m_tableCard->body()->addLayout(choices);
    m_tableCard->body()->addWidget(m_table);
    m_tableCard->body()->addWidget(m_reasons);
    return m_tableCard;
}

void ResultsPage::connectAll()
{
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { Q_EMIT pageRequested(PageId::Plan); });
    connect(m_history, &HistoryPanel::selectionChanged, this, &ResultsPage::loadRuns);
    connect(m_history, &HistoryPanel::loaded, this, [this](bool any) { m_stack->setCurrentIndex(any ? 1 : 0); });
    for (QComboBox *combo : {m_kind, m_statistic})
        connect(combo, &QComboBox::activated, this, &ResultsPage::updateCharts);
    connect(m_reference, &QPushButton::toggled, this, &ResultsPage::updateCharts);
    connect(m_bars, &QPushButton::toggled, this, [this](bool bars) {
        m_latencyStack->setCurrentIndex(bars ? 1 : 0);
        m_rateStack->setCurrentIndex(bars ? 1 : 0);
    });
    connect(m_level, &QComboBox::activated, this, &ResultsPage::updateLevel);
    connect(m_baseline, &QComboBox::activated, this,
            [this] { m_model->setBaseline(m_baseline->currentData().toInt()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ResultsPage::updateRequestBars);
    for (CurveChart *chart : {m_latency, m_rate})
        connect(chart, &CurveChart::pointActivated, this, [this](int series, double level) {
            m_level->setCurrentIndex(m_level->findData(static_cast<uint>(level)));
            updateLevel();
            m_table->selectRow(m_model->rowOf(static_cast<std::size_t>(series)));
        });
    connect(m_copyTable, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_model->asText()); });
    connect(m_exportMenu, &QMenu::aboutToShow, this, &ResultsPage::fillExportMenu);
    m_export->setMenu(m_exportMenu);
    connect(m_note, &QLineEdit::editingFinished, this, [this] {
        if (m_results && m_results->runs().size() == 1 && m_note->text() != m_results->runs().front().info.note)
            m_history->setNote(m_results->runs().front().info.id, m_note->text());
    });
    for (Chart *chart : charts()) {
        chart->setTheme(m_context.theme.theme());
        connect(chart, &Chart::saveFailed, this, &ResultsPage::showError);
    }
    m_model->setTheme(m_context.theme.theme());
    connect(&m_context.theme, &ThemeProvider::themeChanged, this, [this](const Theme &theme) {
        for (Chart *chart : charts())
            chart->setTheme(theme);
        m_model->setTheme(theme);
    });
}

std::vector<Chart *> ResultsPage::charts() const
{
    return {m_latency, m_latencyBars, m_rate, m_rateBars, m_distribution, m_requestBars};
}

std::vector<Chart *> ResultsPage::shownCharts() const
{
    const bool bars = m_bars->isChecked();
    return {bars ? static_cast<Chart *>(m_latencyBars) : m_latency, bars ? static_cast<Chart *>(m_rateBars) : m_rate,
            m_distribution, m_requestBars};
}

std::uint32_t ResultsPage::users() const
{
    return m_level->currentData().toUInt();
}

void ResultsPage::loadRuns(const std::vector<RunId> &runs)
{
    // Nothing chosen, as when a search hides the chosen run: what is on the page stays.
    if (runs.empty())
        return;
    const int generation = ++m_generation;
    inBackground(
        this, [path = m_context.database.path(), runs] { return loadResults(path, runs); },
        [this, generation](Expected<std::shared_ptr<const ResultSet>> results) {
            if (generation != m_generation)
                return;
            if (results)
                showResults(std::move(*results));
            else
                showError(results.error());
        });
}

void ResultsPage::showError(const Error &error)
{
    m_notice->clearActions();
    m_notice->setNotice(Tone::Bad, words::sentence(error), words::advice(error));
    m_notice->addAction(tr("Dismiss"), [this] { m_notice->hide(); });
    m_notice->show();
}

void ResultsPage::showResults(std::shared_ptr<const ResultSet> results)
{
    const bool sameRuns = m_results && results->runs().size() == m_results->runs().size()
        && std::equal(results->runs().begin(), results->runs().end(), m_results->runs().begin(),
                      [](const auto &a, const auto &b) { return a.info.id == b.info.id; });
    m_results = std::move(results);
    m_notice->hide();
    const auto &runs = m_results->runs();
    m_title->setText(runs.size() == 1 ? runs.front().info.name
                                      : tr("%n runs on the same axes", nullptr, static_cast<int>(runs.size())));
    m_note->setVisible(runs.size() == 1);
    m_note->setText(runs.size() == 1 ? runs.front().info.note : QString());
    m_simulated->setVisible(m_results->isSimulated());
    if (!sameRuns) {
        m_statistic->setCurrentIndex(static_cast<int>(m_results->shownStatistic()));
        m_requests.clear();
    }
    fillChoices();
    updateCharts();
    updateLevel();
    Q_EMIT resultsShown(m_results);
}

void ResultsPage::fillChoices()
{
    const std::uint32_t level = users();
    m_level->clear();
    for (const std::uint32_t one : m_results->levels())
        m_level->addItem(tr("%n users", nullptr, static_cast<int>(one)), one);
    const int kept = m_level->findData(level);
    m_level->setCurrentIndex(kept >= 0 ? kept : m_level->count() - 1);

    const int before = m_model->baseline();
    m_baseline->clear();
    m_baseline->addItem(tr("none"), -1);
    for (std::size_t i = 0; i < m_results->series().size(); ++i)
        m_baseline->addItem(m_results->series()[i].name, static_cast<int>(i));
    const bool fits = before >= 0 && before < static_cast<int>(m_results->series().size());
    // With two or more there is something to compare; the slot of the first is as good as any.
    m_baseline->setCurrentIndex(fits ? before + 1 : (m_results->series().size() > 1 ? 1 : 0));
    m_model->setBaseline(m_baseline->currentData().toInt());
}

void ResultsPage::updateCharts()
{
    if (!m_results)
        return;
    const ResultChoice choice{static_cast<LatencyKind>(m_kind->currentIndex()),
                              static_cast<Statistic>(m_statistic->currentIndex()), m_reference->isChecked()};
    m_latency->setData(resultcharts::latencyCurves(*m_results, choice));
    m_rate->setData(resultcharts::rateCurves(*m_results, choice));
    m_latencyBars->setData(resultcharts::latencyBars(*m_results, choice));
    m_rateBars->setData(resultcharts::rateBars(*m_results));
    const ChartProvenance provenance = resultcharts::provenance(*m_results);
    for (Chart *chart : charts())
        chart->setProvenance(provenance);
    m_model->setResults(m_results, users(), choice.statistic);
    updateReasons();
}

void ResultsPage::updateLevel()
{
    if (!m_results)
        return;
    m_model->setResults(m_results, users(), static_cast<Statistic>(m_statistic->currentIndex()));
    updateReasons();
    loadRequests();
}

void ResultsPage::updateReasons()
{
    const QStringList reasons = m_model->reasons();
    QStringList shown = reasons.mid(0, ReasonsShown);
    if (reasons.size() > shown.size())
        shown.append(tr("and %n more", nullptr, static_cast<int>(reasons.size() - shown.size())));
    m_reasons->setVisible(!reasons.isEmpty());
    m_reasons->setText(shown.join(QLatin1Char('\n')));
    m_reasons->setToolTip(reasons.join(QLatin1Char('\n')));
    const int rows = std::max(m_model->rowCount(), 1);
    const int scrollBar = m_table->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * RowHeight + scrollBar);
}

void ResultsPage::loadRequests()
{
    const int generation = m_generation;
    inBackground(
        this,
        [path = m_context.database.path(), results = m_results, level = users()] {
            return loadSeriesRequests(path, *results, level);
        },
        [this, generation, level = users()](Expected<std::vector<SeriesRequests>> requests) {
            if (generation != m_generation || level != users())
                return;
            if (requests)
                showRequests(std::move(*requests));
            else
                showError(requests.error());
        });
}

void ResultsPage::showRequests(std::vector<SeriesRequests> requests)
{
    m_requests = std::move(requests);
    m_distribution->setData(resultcharts::distribution(*m_results, m_requests, users()));
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    updateRequestBars();
    Q_EMIT detailsShown();
}

void ResultsPage::updateRequestBars()
{
    const QModelIndex row = m_table->currentIndex();
    if (!m_results || !row.isValid())
        return;
    const std::size_t series = m_model->seriesOf(row.row());
    const auto found = std::find_if(m_requests.begin(), m_requests.end(),
                                    [series](const SeriesRequests &one) { return one.series == series; });
    if (found != m_requests.end() && series < m_results->series().size())
        m_requestBars->setData(resultcharts::requestBars(*m_results, *found, users()));
}

void ResultsPage::fillExportMenu()
{
    m_exportMenu->clear();
    for (Chart *chart : shownCharts())
        chart->fillMenu(*m_exportMenu->addMenu(chart->heading().title));
}

void ResultsPage::retranslate()
{
    m_empty->setText(tr("No runs yet"), tr("Every run is kept here: curves, verdicts and single requests."));
    m_empty->setAction(tr("Go to the plan"));
    m_note->setPlaceholderText(tr("Add a note to this run"));
    m_note->setAccessibleName(tr("Note"));
    m_simulated->setText(tr("simulated"));
    const int kind = std::max(m_kind->currentIndex(), 0);
    m_kind->clear();
    for (const LatencyKind one : {LatencyKind::Ttft, LatencyKind::Tpot, LatencyKind::E2el, LatencyKind::ChunkGap})
        m_kind->addItem(resultcharts::name(one));
    m_kind->setCurrentIndex(kind);
    m_kind->setAccessibleName(tr("Latency shown"));
    const int statistic
        = m_statistic->currentIndex() < 0 ? static_cast<int>(Statistic::P95) : m_statistic->currentIndex();
    m_statistic->clear();
    for (const Statistic one : {Statistic::Mean, Statistic::P50, Statistic::P90, Statistic::P95, Statistic::P99})
        m_statistic->addItem(resultcharts::name(one));
    m_statistic->setCurrentIndex(statistic);
    m_statistic->setAccessibleName(tr("Percentile shown"));
    m_reference->setText(QStringLiteral("BentoML 2024"));
    m_reference->setToolTip(tr("Published output rates of the same model, dashed: not measured here"));
    m_bars->setText(tr("Bars"));
    m_bars->setToolTip(tr("Grouped bars, as published comparisons show them"));
    m_export->setText(tr("Export…"));
    m_copyTable->setText(tr("Copy table"));
    m_levelLabel->setText(tr("At"));
    m_baselineLabel->setText(tr("Baseline"));
    m_level->setAccessibleName(tr("Level shown in the table"));
    m_baseline->setAccessibleName(tr("Baseline of the differences"));
    m_table->setAccessibleName(tr("Backends at one level"));
    m_history->retranslate();
    m_model->retranslate();
    if (m_results)
        showResults(m_results);
}

} // namespace tokamark::ui
