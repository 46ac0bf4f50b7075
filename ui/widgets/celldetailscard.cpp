#include "widgets/celldetailscard.h"

#include "format/figureformat.h"
#include "format/numberformat.h"
#include "widgets/card.h"
#include "widgets/theme.h"
#include "words/errorwords.h"
#include "words/verdictwords.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QVariant>

#include <array>
#include <limits>
#include <utility>

namespace tokamark::ui {

CellDetailsCard::CellDetailsCard(QWidget *parent)
    : QFrame(parent)
    , m_title(makeLabel("heading", this))
    , m_close(new QPushButton(this))
{
    setProperty("role", QStringLiteral("card"));
    m_close->setProperty("role", QStringLiteral("link"));
    connect(m_close, &QPushButton::clicked, this, &CellDetailsCard::closeRequested);
    auto *line = new QHBoxLayout;
    line->addWidget(m_title, 1);
    line->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 10);
    layout->setSpacing(spacing::Small);
    layout->addLayout(line);
    layout->addStretch(1);
    clear();
}

void CellDetailsCard::clear()
{
    delete m_content;
    m_content = new QWidget(this);
    auto *columns = new QHBoxLayout(m_content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(spacing::Huge);
    m_figures = new QGridLayout;
    m_figures->setHorizontalSpacing(spacing::Large);
    m_figures->setVerticalSpacing(3);
    m_lines = new QVBoxLayout;
    m_lines->setSpacing(spacing::Tight);
    columns->addLayout(m_figures);
    columns->addLayout(m_lines, 1);
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_content);
}

void CellDetailsCard::showCell(const SnapshotPointer &snapshot, std::size_t cell)
{
    m_snapshot = snapshot;
    m_cell = cell;
    retranslate();
}

void CellDetailsCard::retranslate()
{
    m_close->setText(tr("Back to the current cell"));
    if (!m_snapshot || !m_cell)
        return;
    clear();
    const plan::Plan &plan = *m_snapshot->plan;
    const session::CellView &cell = m_snapshot->cells.at(*m_cell);
    QString title = tr("%1, %n user(s)", "backend, users", static_cast<int>(plan.load.concurrency.at(cell.key.level)))
                        .arg(QString::fromStdString(plan.targets.at(cell.key.target).name));
    if (plan.repetitions > 1)
        title = tr("%1, repetition %2").arg(title).arg(cell.key.repetition + 1);
    m_title->setText(title);
    if (cell.error) {
        addLine(words::sentence(*cell.error), "error");
        addLine(words::advice(*cell.error), "dim");
    }
    if (cell.figures)
        fillFigures(*cell.figures, toSeconds(plan.limits.requestTimeout));
    fillVerdicts(cell);
    m_lines->addStretch(1);
}

void CellDetailsCard::fillFigures(const metrics::CellFigures &figures, double timeoutSeconds)
{
    const std::array latencies
        = {std::pair{tr("TTFT"), &figures.ttft}, std::pair{tr("TPOT"), &figures.tpot},
           std::pair{tr("End to end"), &figures.e2el}, std::pair{tr("Longest stall"), &figures.stall}};
    const std::array columns
        = {tr("mean"), QStringLiteral("p50"), QStringLiteral("p90"), QStringLiteral("p95"), QStringLiteral("p99")};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        QLabel *label = makeLabel("caption", m_content);
        label->setText(columns[i]);
        m_figures->addWidget(label, 0, static_cast<int>(i) + 1, Qt::AlignRight);
    }
    int row = 1;
    for (const auto &[name, latency] : latencies) {
        QLabel *label = makeLabel("dim", m_content);
        label->setText(name);
        m_figures->addWidget(label, row, 0);
        QStringList texts{
            format::latency(latency->samples == 0 ? std::numeric_limits<double>::quiet_NaN() : latency->mean)};
        for (const double percentile : {50.0, 90.0, 95.0, 99.0})
            texts.append(format::percentile(*latency, percentile, timeoutSeconds));
        for (qsizetype i = 0; i < texts.size(); ++i)
            m_figures->addWidget(new QLabel(texts[i], m_content), row, static_cast<int>(i) + 1, Qt::AlignRight);
        ++row;
    }
    const QString rate = tr("%1 tok/s").arg(format::number(figures.outputTokensPerSecond));
    addFigure(0, 6, tr("Output rate"), figures.tokensEstimated ? format::estimated(rate) : rate);
    addFigure(1, 6, tr("Per user"), tr("%1 tok/s").arg(format::number(figures.tokensPerSecondPerUser)));
    addFigure(2, 6, tr("Requests"), tr("%1 req/s").arg(format::number(figures.requestsPerSecond)));
    addFigure(3, 6, tr("Completed, failed"),
              tr("%1, %2").arg(format::count(figures.completed), format::count(figures.failed)));
    addFigure(4, 6, tr("In flight on average"), format::number(figures.meanConcurrency));
}

void CellDetailsCard::addFigure(int row, int column, const QString &name, const QString &value)
{
    QLabel *label = makeLabel("dim", m_content);
    label->setText(name);
    m_figures->addWidget(label, row, column);
    m_figures->addWidget(new QLabel(value, m_content), row, column + 1, Qt::AlignRight);
}

void CellDetailsCard::fillVerdicts(const session::CellView &cell)
{
    for (const metrics::Verdict &verdict : cell.verdicts) {
        if (verdict.severity < metrics::Severity::Warning)
            continue;
        addLine(words::sentence(verdict), verdict.severity == metrics::Severity::Bad ? "error" : "plain");
        addLine(words::advice(verdict), "dim");
    }
}

void CellDetailsCard::addLine(const QString &text, const char *role)
{
    if (text.isEmpty())
        return;
    QLabel *label = makeLabel(role, m_content);
    label->setText(text);
    label->setWordWrap(true);
    m_lines->addWidget(label);
}

} // namespace tokamark::ui
