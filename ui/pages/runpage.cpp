#include "pages/runpage.h"

#include "bridge/background.h"
#include "bridge/database.h"
#include "bridge/runservice.h"
#include "bridge/runstates.h"
#include "models/plandocument.h"
#include "models/runcurves.h"
#include "models/runmatrixmodel.h"
#include "models/scenariotext.h"
#include "pages/runnotice.h"
#include "plot/curvechart.h"
#include "plot/dotchart.h"
#include "plot/timechart.h"
#include "storage/runrepository.h"
#include "widgets/card.h"
#include "widgets/celldetailscard.h"
#include "widgets/elidedlabel.h"
#include "widgets/emptystate.h"
#include "widgets/runcelldelegate.h"
#include "widgets/runprogresscard.h"
#include "widgets/seriesheader.h"
#include "widgets/theme.h"
#include "widgets/themeprovider.h"
#include "words/replicawords.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <QVariant>

#include <algorithm>
#include <array>
#include <vector>

namespace tokamark::ui {

namespace {

constexpr int RowHeight = 52;
constexpr int ShownRows = 5;
constexpr int CurveHeight = 176; ///< at least: ticks, level axis and caption apart
constexpr QSize LiveChart{160, 136}; ///< at least: four side by side in the smallest window

} // namespace

RunPage::RunPage(const AppContext &context, QWidget *parent)
    : Page(PageId::Run, parent)
    , m_context(context)
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_matrix(new RunMatrixModel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildContent());
    connect(m_empty, &EmptyState::actionTriggered, this, &Page::runRequested);
    connectRuns();
    retranslate();
}

QString RunPage::title() const
{
    return tr("Run");
}

void RunPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    updateCharts();
}

QWidget *RunPage::buildContent()
{
    // A low window scrolls: charts that are squeezed cannot be read.
    auto *scroll = new QScrollArea(m_stack);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(scroll);
    content->setProperty("role", QStringLiteral("scrolled"));
    scroll->setWidget(content);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(spacing::Huge, spacing::Medium, spacing::Huge, spacing::Medium);
    rows->setSpacing(spacing::Medium);
    buildHeader(*rows);
    m_notice = new RunNotice(m_context, content);
    rows->addWidget(m_notice);
    connect(m_notice, &RunNotice::runRequested, this, &Page::runRequested);
    connect(m_notice, &RunNotice::planRequested, this, [this] { Q_EMIT pageRequested(PageId::Plan); });
    connect(m_notice, &RunNotice::stopRequested, this, &Page::stopRequested);
    m_progress = new RunProgressCard(content);
    rows->addWidget(m_progress);
    rows->addWidget(buildCells(), 1);
    rows->addStretch();
    return scroll;
}

QWidget *RunPage::buildCells()
{
    m_cells = new QWidget(this);
    auto *rows = new QVBoxLayout(m_cells);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(spacing::Medium);
    rows->addWidget(buildMatrix());
    auto *curves = new QHBoxLayout;
    curves->setSpacing(spacing::Medium);
    m_ttft = new CurveChart(m_cells);
    m_rate = new CurveChart(m_cells);
    for (CurveChart *chart : {m_ttft, m_rate})
        chart->setMinimumHeight(CurveHeight);
    curves->addWidget(m_ttft, 1);
    curves->addWidget(m_rate, 1);
    rows->addLayout(curves, 5);
    m_lower = new QStackedWidget(m_cells);
    m_lower->addWidget(buildLive());
    m_details = new CellDetailsCard(m_lower);
    m_lower->addWidget(m_details);
    connect(m_details, &CellDetailsCard::closeRequested, this, [this] { m_lower->setCurrentIndex(0); });
    rows->addWidget(m_lower, 3);
    return m_cells;
}

void RunPage::buildHeader(QVBoxLayout &rows)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(spacing::Medium);
    m_name = new ElidedLabel("title", this);
    m_simulated = makeLabel("simulated", this);
    m_note = new ElidedLabel("dim", this);
    m_pause = new QPushButton(this);
    m_stop = new QPushButton(this);
    m_results = new QPushButton(this);
    m_results->setProperty("primary", true);
    line->addWidget(m_name, 1);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_simulated), static_cast<QWidget *>(m_note), static_cast<QWidget *>(m_pause),
          static_cast<QWidget *>(m_stop), static_cast<QWidget *>(m_results)})
        line->addWidget(widget);
    connect(m_pause, &QPushButton::clicked, this, &RunPage::toggleRun);
    connect(m_stop, &QPushButton::clicked, this, &Page::stopRequested);
    connect(m_results, &QPushButton::clicked, this, &RunPage::showResults);
    rows.addLayout(line);
}

QWidget *RunPage::buildMatrix()
{
    auto *card = new Card(this);
    m_grid = new QTableView(card);
    m_grid->setModel(m_matrix);
    m_grid->setItemDelegate(new RunCellDelegate(m_context.theme, m_grid));
    auto *names = new SeriesHeader(m_context.theme, RunMatrixModel::MarkerRole, RunMatrixModel::ColorRole, m_grid);
    m_grid->setVerticalHeader(names);
    names->setDefaultSectionSize(RowHeight);
    m_grid->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_grid->horizontalHeader()->setMinimumSectionSize(110);
    m_grid->horizontalHeader()->setSectionsClickable(false);
    m_grid->setShowGrid(false);
    m_grid->setSelectionMode(QAbstractItemView::SingleSelection);
    m_grid->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_grid->setCornerButtonEnabled(false);
    m_grid->setTabKeyNavigation(false);
    m_grid->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_grid->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(m_grid, &QTableView::clicked, this, &RunPage::showDetails);
    connect(m_grid, &QTableView::activated, this, &RunPage::showDetails);
    connect(m_matrix, &QAbstractItemModel::modelReset, this, &RunPage::fitMatrix);
    connect(&m_context.theme, &ThemeProvider::themeChanged, m_grid->viewport(), qOverload<>(&QWidget::update));
    card->body()->addWidget(m_grid);
    return card;
}

QWidget *RunPage::buildLive()
{
    auto *live = new QWidget(m_lower);
    auto *columns = new QHBoxLayout(live);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(spacing::Medium);
    m_rateOverTime = new TimeChart(live);
    m_ttftOverTime = new DotChart(live);
    m_requests = new TimeChart(live);
    m_serverUse = new TimeChart(live);
    m_serverUse->hide();
    const std::array overTime{static_cast<Chart *>(m_rateOverTime), static_cast<Chart *>(m_ttftOverTime),
                              static_cast<Chart *>(m_requests), static_cast<Chart *>(m_serverUse)};
    for (Chart *chart : overTime) {
        chart->setMinimumSize(LiveChart);
        columns->addWidget(chart, 1);
    }
    std::vector<Chart *> all(overTime.begin(), overTime.end());
    all.insert(all.end(), {m_ttft, m_rate});
    for (Chart *chart : all) {
        chart->setTheme(m_context.theme.theme());
        connect(&m_context.theme, &ThemeProvider::themeChanged, chart, &Chart::setTheme);
    }
    return live;
}

void RunPage::connectRuns()
{
    connect(&m_context.runs, &RunService::activeChanged, this, [this](bool active) {
        if (active)
            showSnapshot(nullptr);
        updateHeader();
    });
    connect(&m_context.runs, &RunService::snapshotChanged, this, &RunPage::showSnapshot);
    connect(&m_context.runs, &RunService::startFailed, this, [this](const Error &error) {
        m_stack->setCurrentIndex(1);
        m_notice->showStartError(error);
    });
    connect(&m_context.plan, &PlanDocument::planChanged, this, &RunPage::updateHeader);
}

void RunPage::showSnapshot(const SnapshotPointer &snapshot)
{
    const bool otherRun = !snapshot || !m_snapshot || snapshot->run != m_snapshot->run;
    m_snapshot = snapshot;
    m_stack->setCurrentIndex(1);
    if (otherRun) {
        m_cellsInCurves = 0;
        m_lower->setCurrentIndex(0);
        m_serverUse->hide();
        m_live.reset();
    }
    if (snapshot && snapshot->plan && !isOver(snapshot->state))
        m_live = snapshot;
    m_matrix->setSnapshot(snapshot);
    m_progress->setSnapshot(snapshot);
    m_notice->showSnapshot(snapshot);
    updateHeader();
    updateCharts();
}

void RunPage::updateHeader()
{
    const bool active = m_context.runs.isActive();
    const plan::Plan &plan = m_snapshot && m_snapshot->plan ? *m_snapshot->plan : m_context.plan.plan();
    const bool over = m_snapshot && isOver(m_snapshot->state);
    m_name->setText(QString::fromStdString(plan.name));
    m_note->setText(scenariotext::commonNote(plan));
    m_simulated->setVisible(m_snapshot && m_snapshot->simulated);
    m_progress->setVisible(active || m_snapshot);
    // Of a run that could not start there are no cells, and empty charts would say nothing.
    m_cells->setVisible(m_snapshot && m_snapshot->plan);
    const bool pausing = m_snapshot && isPausing(*m_snapshot);
    const bool asks = m_snapshot && waitsForStorage(*m_snapshot);
    const bool resumable = over && !active && m_snapshot->state != session::RunState::Finished;
    m_pause->setText(resumable ? tr("Resume") : pausing ? tr("Go on") : tr("Pause"));
    m_pause->setToolTip(resumable     ? tr("Goes on at the first unfinished cell")
                            : pausing ? QString()
                                      : tr("Pauses after the current cell"));
    m_pause->setVisible((active && !asks) || resumable);
    m_stop->setVisible(active);
    m_results->setVisible(over && !active);
    m_empty->setText(tr("Nothing is running"),
                     tr("Run the plan “%1”, and its cells and curves grow here.")
                         .arg(QString::fromStdString(m_context.plan.plan().name)));
}

void RunPage::updateCharts()
{
    // Charts draw themselves even where nobody sees them, and another page's clicks would wait for that.
    if (!isVisible())
        return;
    updateCurves();
    updateLive();
}

void RunPage::updateCurves()
{
    if (!m_snapshot || !m_snapshot->plan)
        return;
    // Curves change when a cell ends, not with every snapshot; the count starts at one so that the frame is drawn.
    const auto done = static_cast<std::size_t>(
        std::ranges::count_if(m_snapshot->cells, [](const auto &cell) { return cell.figures.has_value(); }));
    if (m_cellsInCurves == done + 1)
        return;
    m_cellsInCurves = done + 1;
    m_ttft->setData(ttftCurves(*m_snapshot));
    m_rate->setData(rateCurves(*m_snapshot));
}

void RunPage::updateLive()
{
    if (!m_live)
        return;
    m_rateOverTime->setData(rateOverTime(*m_live));
    m_ttftOverTime->setData(ttftOverTime(*m_live));
    m_requests->setData(requestsOverTime(*m_live));
    m_serverUse->setData(serverUseOverTime(*m_live));
    // Once a server has told, the chart stays: the others would jump whenever a cell begins.
    if (!m_serverUse->isEmpty())
        m_serverUse->show();
}

void RunPage::fitMatrix()
{
    // All rows of an ordinary plan at once; a long plan scrolls.
    const int rows = std::clamp(m_matrix->rowCount(), 1, ShownRows);
    const int header = m_grid->horizontalHeader()->sizeHint().height();
    m_grid->setFixedHeight(rows * RowHeight + header + 2);
}

void RunPage::showDetails(const QModelIndex &place)
{
    const auto cell = m_matrix->cellAt(place);
    if (!cell)
        return;
    const session::CellState state = m_snapshot->cells.at(*cell).state;
    if (state == session::CellState::Running || state == session::CellState::Waiting) {
        m_lower->setCurrentIndex(0);
        return;
    }
    m_details->showCell(m_snapshot, *cell);
    m_lower->setCurrentWidget(m_details);
    readMore(*cell);
}

/// What only the database has of a cell. Whatever keeps it from being read, the rest is there without it.
void RunPage::readMore(std::size_t cell)
{
    const session::CellView &view = m_snapshot->cells.at(cell);
    const bool failed = view.figures && view.figures->failed > 0;
    const bool contradicted = std::ranges::any_of(view.verdicts, words::mayNameReplicas);
    if (!failed && !contradicted)
        return;
    struct More {
        std::vector<storage::FailureGroup> failures;
        std::vector<session::ReplicaCounts> replicas;
    };
    inBackground(
        this,
        [path = databasePath(), id = view.id, failed, contradicted] {
            More more;
            auto repository = storage::RunRepository::open(path);
            if (repository && failed)
                more.failures = (*repository)->failures(id).value_or(std::vector<storage::FailureGroup>());
            if (repository && contradicted)
                more.replicas
                    = session::replicaCounts((*repository)->samples(id).value_or(std::vector<storage::Sample>()));
            return more;
        },
        [this, id = view.id](const More &more) {
            m_details->showFailures(id, more.failures);
            m_details->showReplicas(id, more.replicas);
        });
}

void RunPage::toggleRun()
{
    if (!m_context.runs.isActive() && m_snapshot) {
        session::RunOptions options;
        options.databasePath = databasePath();
        m_context.runs.resume(m_snapshot->run, options);
    } else if (m_snapshot && isPausing(*m_snapshot)) {
        m_context.runs.resumeAfterPause();
    } else {
        m_context.runs.pause();
    }
}

void RunPage::showResults()
{
    if (!m_snapshot)
        return;
    m_context.database.setPath(databasePath());
    Q_EMIT resultsRequested(m_snapshot->run);
}

/// Where the run is: it may have gone on in another file than the one it began in.
QString RunPage::databasePath() const
{
    const bool known = m_snapshot && !m_snapshot->databasePath.empty();
    return known ? QString::fromStdString(m_snapshot->databasePath) : m_context.database.path();
}

void RunPage::retranslate()
{
    m_empty->setAction(tr("Run"));
    m_simulated->setText(tr("simulated"));
    m_stop->setText(tr("Stop"));
    m_results->setText(tr("See results"));
    m_grid->setAccessibleName(tr("Cells of the run"));
    m_progress->retranslate();
    m_details->retranslate();
    m_cellsInCurves = 0;
    m_notice->retranslate();
    updateHeader();
    updateCharts();
}

} // namespace tokamark::ui
