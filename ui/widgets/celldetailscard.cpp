#include "widgets/celldetailscard.h"

#include "format/figureformat.h"
#include "format/numberformat.h"
#include "report/cellfailures.h"
#include "report/points.h"
#include "widgets/card.h"
#include "widgets/textlines.h"
#include "widgets/theme.h"
#include "words/errorwords.h"
#include "words/levelwords.h"
#include "words/replicawords.h"
#include "words/verdictwords.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <limits>
#include <utility>

namespace tokamark::ui {

namespace {

constexpr int NarrowestText = 320;
constexpr int LowestText = 64;

} // namespace

CellDetailsCard::CellDetailsCard(QWidget *parent)
    : QFrame(parent)
    , m_title(makeLabel("heading", this))
    , m_close(new QPushButton(this))
    , m_figures(new QWidget(this))
    , m_columns(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_lines(new TextLines(this))
{
    setProperty("role", QStringLiteral("card"));
    m_close->setProperty("role", QStringLiteral("link"));
    connect(m_close, &QPushButton::clicked, this, &CellDetailsCard::closeRequested);
    auto *line = new QHBoxLayout;
    line->addWidget(m_title, 1);
    line->addWidget(m_close);
    auto *grid = new QGridLayout(m_figures);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(spacing::Large);
    grid->setVerticalSpacing(3);
    buildFigures(*grid);
    auto *figures = new QVBoxLayout;
    figures->addWidget(m_figures);
    figures->addStretch(1);
    auto *inside = new QWidget(this);
    inside->setProperty("role", QStringLiteral("scrolled"));
    auto *text = new QVBoxLayout(inside);
    text->setContentsMargins(0, 0, 0, 0);
    text->addWidget(m_lines);
    text->addStretch(1);
    auto *scroll = new QScrollArea(this);
    m_linesArea = scroll;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_columns->setSpacing(spacing::Huge);
    m_columns->addLayout(figures);
    m_columns->addWidget(scroll, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 10);
    layout->setSpacing(spacing::Small);
    layout->addLayout(line);
    layout->addLayout(m_columns, 1);
}

void CellDetailsCard::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    arrange();
}

void CellDetailsCard::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    arrange();
}

void CellDetailsCard::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    updateGeometry();
}

QSize CellDetailsCard::minimumSizeHint() const
{
    return isVisible() ? QFrame::minimumSizeHint() : QSize(0, 0);
}

void CellDetailsCard::arrange()
{
    // Beside the figures the sentences would have a word in a line.
    const bool narrow = width() - m_figures->sizeHint().width() < NarrowestText;
    m_columns->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_columns->setSpacing(narrow ? spacing::Small : spacing::Huge);
    m_linesArea->setMinimumHeight(narrow ? LowestText : 0);
}

void CellDetailsCard::buildFigures(QGridLayout &grid)
{
    const auto place = [&](const char *role, int row, int column, Qt::Alignment alignment) {
        QLabel *label = makeLabel(role, m_figures);
        grid.addWidget(label, row, column, alignment);
        return label;
    };
    for (std::size_t column = 0; column < Columns; ++column)
        m_columnNames[column] = place("caption", 0, static_cast<int>(column) + 1, Qt::AlignRight);
    for (std::size_t i = 0; i < Latencies; ++i) {
        const int row = static_cast<int>(i) + 1;
        m_latencyNames[i] = place("dim", row, 0, Qt::AlignLeft);
        for (std::size_t column = 0; column < Columns; ++column)
            m_latencies[i][column] = place("plain", row, static_cast<int>(column) + 1, Qt::AlignRight);
    }
    for (std::size_t i = 0; i < Facts; ++i) {
        const int column = static_cast<int>(Columns) + 1;
        m_factNames[i] = place("dim", static_cast<int>(i), column, Qt::AlignLeft);
        m_facts[i] = place("plain", static_cast<int>(i), column + 1, Qt::AlignRight);
    }
}

void CellDetailsCard::showCell(const SnapshotPointer &snapshot, std::size_t cell)
{
    m_snapshot = snapshot;
    m_cell = cell;
    m_failures.clear();
    m_replicas.clear();
    retranslate();
}

void CellDetailsCard::showFailures(CellId cell, const std::vector<storage::FailureGroup> &causes)
{
    if (!m_snapshot || !m_cell || m_snapshot->cells.at(*m_cell).id != cell)
        return;
    m_failures = causes;
    fillLines(m_snapshot->cells.at(*m_cell));
}

void CellDetailsCard::showReplicas(CellId cell, const std::vector<session::ReplicaCounts> &replicas)
{
    if (!m_snapshot || !m_cell || m_snapshot->cells.at(*m_cell).id != cell)
        return;
    m_replicas = replicas;
    fillLines(m_snapshot->cells.at(*m_cell));
}

void CellDetailsCard::retranslate()
{
    m_close->setText(tr("Back to the current cell"));
    m_linesArea->setAccessibleName(tr("Details of the cell"));
    if (!m_snapshot || !m_cell)
        return;
    const plan::Plan &plan = *m_snapshot->plan;
    const session::CellView &cell = m_snapshot->cells.at(*m_cell);
    QString title = tr("%1, %2", "backend, load")
                        .arg(QString::fromStdString(plan.targets.at(cell.key.target).name),
                             words::levelText(plan.load.level(cell.key.level)));
    if (plan.workloads.size() > 1)
        title = tr("%1, %2", "backend and users, workload")
                    .arg(title, QString::fromStdString(plan.workloads.at(cell.key.workload).name));
    if (plan.repetitions > 1)
        title = tr("%1, repetition %2").arg(title, QString::number(cell.key.repetition + 1));
    m_title->setText(title);
    m_figures->setVisible(cell.figures.has_value());
    if (cell.figures)
        fillFigures(*cell.figures, toSeconds(plan.limits.requestTimeout));
    fillLines(cell);
    arrange();
}

void CellDetailsCard::fillFigures(const metrics::CellFigures &figures, double timeoutSeconds)
{
    const std::array<QString, Columns> columns
        = {tr("mean"), QStringLiteral("p50"), QStringLiteral("p90"), QStringLiteral("p95"), QStringLiteral("p99")};
    for (std::size_t i = 0; i < Columns; ++i)
        m_columnNames[i]->setText(columns[i]);
    const std::array<std::pair<QString, const metrics::LatencyFigures *>, Latencies> latencies
        = {std::pair{tr("TTFT"), &figures.ttft}, std::pair{tr("TPOT"), &figures.tpot},
           std::pair{tr("End to end"), &figures.e2el}, std::pair{tr("Longest stall"), &figures.stall}};
    for (std::size_t row = 0; row < Latencies; ++row) {
        const metrics::LatencyFigures &latency = *latencies[row].second;
        m_latencyNames[row]->setText(latencies[row].first);
        const double mean = latency.samples == 0 ? std::numeric_limits<double>::quiet_NaN() : latency.mean;
        m_latencies[row][0]->setText(format::latency(mean));
        constexpr std::array Percentiles = {50.0, 90.0, 95.0, 99.0};
        static_assert(Percentiles.size() + 1 == Columns);
        for (std::size_t i = 0; i < Percentiles.size(); ++i)
            m_latencies[row][i + 1]->setText(format::percentile(latency, Percentiles[i], timeoutSeconds));
    }
    const QString rate = tr("%1 tok/s").arg(format::number(figures.outputTokensPerSecond));
    const std::array<std::pair<QString, QString>, Facts> facts
        = {std::pair{tr("Output rate"), figures.tokensEstimated ? format::estimated(rate) : rate},
           std::pair{tr("Per user"), tr("%1 tok/s").arg(format::number(figures.tokensPerSecondPerUser))},
           std::pair{tr("Requests"), tr("%1 req/s").arg(format::number(figures.requestsPerSecond))},
           std::pair{tr("Completed, failed"),
                     tr("%1, %2").arg(format::count(figures.completed), format::count(figures.failed))},
           std::pair{tr("In flight on average"), format::number(figures.meanConcurrency)}};
    for (std::size_t i = 0; i < Facts; ++i) {
        m_factNames[i]->setText(facts[i].first);
        m_facts[i]->setText(facts[i].second);
    }
}

void CellDetailsCard::fillLines(const session::CellView &cell)
{
    m_lines->clear();
    if (cell.error) {
        m_lines->add(words::sentence(*cell.error), "error");
        m_lines->add(words::advice(*cell.error), "dim");
    }
    addFailures(cell);
    for (const metrics::Verdict &verdict : cell.verdicts) {
        if (verdict.severity < metrics::Severity::Warning && !report::isRemark(verdict))
            continue;
        m_lines->add(words::sentence(verdict), verdict.severity == metrics::Severity::Bad ? "error" : "plain");
        if (const QString evidence = cell.figures ? words::evidence(verdict, *cell.figures) : QString();
            !evidence.isEmpty())
            m_lines->add(evidence, "dim");
        m_lines->add(words::replicaEvidence(verdict, m_replicas), "dim");
        m_lines->add(words::advice(verdict), "dim");
    }
}

/// The counts are there at once; the messages come with the requests from the database.
void CellDetailsCard::addFailures(const session::CellView &cell)
{
    if (cell.figures && cell.figures->failed > 0)
        m_lines->addFailures(m_failures.empty() ? report::failureCounts(*cell.figures) : m_failures);
}

} // namespace tokamark::ui
