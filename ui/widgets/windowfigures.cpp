#include "widgets/windowfigures.h"

#include "format/figureformat.h"
#include "format/numberformat.h"
#include "format/tiptext.h"
#include "models/verdicttext.h"
#include "widgets/card.h"
#include "widgets/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QStringList>

#include <limits>

namespace tokamark::ui {

WindowFigures::WindowFigures(QWidget *parent)
    : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(spacing::Medium);
    grid->setVerticalSpacing(0);
    for (std::size_t row = 0; row < Rows; ++row) {
        const int line = 1 + 2 * static_cast<int>(row);
        m_names[row] = makeLabel("dim", this);
        m_names[row]->setWordWrap(true);
        m_verdicts[row] = makeLabel("caption", this);
        m_verdicts[row]->setWordWrap(true);
        grid->addWidget(m_names[row], line, 0);
        grid->addWidget(m_verdicts[row], line + 1, 0, 1, static_cast<int>(Columns) + 1);
    }
    for (std::size_t column = 0; column < Columns; ++column) {
        const int place = static_cast<int>(column) + 1;
        m_headings[column] = makeLabel("caption", this);
        m_headings[column]->setWordWrap(true);
        m_headings[column]->setAlignment(Qt::AlignRight | Qt::AlignBottom);
        grid->addWidget(m_headings[column], 0, place);
        for (std::size_t row = 0; row < Rows; ++row) {
            m_values[row][column] = makeLabel("plain", this);
            m_values[row][column]->setTextInteractionFlags(Qt::TextSelectableByMouse);
            grid->addWidget(m_values[row][column], 1 + 2 * static_cast<int>(row), place, Qt::AlignRight);
        }
        grid->setColumnStretch(place, 1);
    }
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(static_cast<int>(Columns) + 1, 1); // numbers stay together where there is room
    retranslate();
}

void WindowFigures::setFigures(const storage::StoredCell &cell, const std::optional<storage::MovedWindow> &moved,
                               double timeoutSeconds)
{
    fillRow(0, *cell.figures, cell.verdicts, timeoutSeconds);
    if (moved)
        fillRow(1, moved->figures, moved->verdicts, timeoutSeconds);
    m_names[1]->setVisible(moved.has_value());
    m_verdicts[1]->setVisible(moved.has_value());
    for (QLabel *value : m_values[1])
        value->setVisible(moved.has_value());
}

void WindowFigures::fillRow(std::size_t row, const metrics::CellFigures &figures,
                            const std::vector<metrics::Verdict> &verdicts, double timeoutSeconds)
{
    const QString rate = tr("%1 tok/s").arg(format::number(figures.outputTokensPerSecond));
    const double tpot = figures.tpot.samples == 0 ? std::numeric_limits<double>::quiet_NaN() : figures.tpot.mean;
    const std::array<QString, Columns> texts{figures.tokensEstimated ? format::estimated(rate) : rate,
                                             format::percentile(figures.ttft, 50, timeoutSeconds),
                                             format::percentile(figures.ttft, 95, timeoutSeconds),
                                             format::latency(tpot),
                                             format::number(figures.meanConcurrency),
                                             format::count(figures.completed)};
    for (std::size_t column = 0; column < Columns; ++column)
        m_values[row][column]->setText(texts[column]);
    QStringList sentences;
    for (const metrics::Verdict &verdict : verdicts)
        if (verdict.severity >= metrics::Severity::Warning)
            sentences << verdictSentence(verdict);
    m_verdicts[row]->setText(verdictLabels(verdicts));
    m_verdicts[row]->setToolTip(format::tip(sentences.join(QLatin1Char('\n'))));
}

void WindowFigures::retranslate()
{
    const std::array<QString, Columns> headings{tr("Output rate"), tr("TTFT p50"),  tr("TTFT p95"),
                                                tr("TPOT mean"),   tr("In flight"), tr("Completed")};
    for (std::size_t column = 0; column < Columns; ++column)
        m_headings[column]->setText(headings[column]);
    m_names[0]->setText(tr("measured"));
    m_names[1]->setText(tr("moved by hand"));
}

} // namespace tokamark::ui
