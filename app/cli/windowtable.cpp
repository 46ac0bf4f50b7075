#include "cli/windowtable.h"

#include "cli/progress.h"
#include "metrics/percentile.h"
#include "plan/durationtext.h"
#include "report/runjson.h"
#include "report/texttable.h"
#include "report/verdictwords.h"
#include "session/movedwindow.h"

#include <algorithm>
#include <cmath>

namespace tokamark::cli {
namespace {

using metrics::CellFigures;
using metrics::PercentileTrust;
using storage::StoredCell;

/// "10.0 to 40.0 s", since the cell began.
QString spanText(Instant from, Instant to, const StoredCell &cell)
{
    const Instant start{Duration(cell.startedNs)};
    return QStringLiteral("%1 to %2 s").arg(toSeconds(from - start), 0, 'f', 1).arg(toSeconds(to - start), 0, 'f', 1);
}

QString number(double value)
{
    if (std::isinf(value))
        return QStringLiteral("over the time limit");
    const double size = std::abs(value);
    return QString::number(value, 'f', size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/// A percentile that few requests lie beyond is starred, and a dash where it would be the luck of one.
QString percentileText(const metrics::LatencyFigures &latency, double p, double value)
{
    switch (metrics::percentileTrust(p, latency.samples + latency.failures)) {
    case PercentileTrust::TooFew: return QStringLiteral("-");
    case PercentileTrust::Few: return number(value) + u'*';
    case PercentileTrust::Fine: break;
    }
    return number(value);
}

QString meanText(const metrics::LatencyFigures &latency)
{
    return latency.samples == 0 ? QStringLiteral("-") : number(latency.mean);
}

QString verdictText(const std::vector<metrics::Verdict> &verdicts)
{
    QStringList codes;
    for (const metrics::Verdict &verdict : verdicts) {
        const QString code = QString::fromLatin1(metrics::name(verdict.code));
        if (verdict.severity >= metrics::Severity::Warning && !codes.contains(code))
            codes << code;
    }
    return codes.isEmpty() ? QStringLiteral("VALID") : codes.join(u' ');
}

report::TextTable tableOfWindows()
{
    report::TextTable table;
    table.addColumn(QStringLiteral("cell"), report::TextTable::Align::Left);
    table.addColumn(QStringLiteral("window"), report::TextTable::Align::Left);
    for (const char *title : {"done", "failed", "out tok/s", "TTFT p50 ms", "TTFT p95 ms", "TPOT mean ms"})
        table.addColumn(QString::fromLatin1(title));
    table.addColumn(QStringLiteral("verdict"), report::TextTable::Align::Left);
    return table;
}

void addRow(report::TextTable &table, const QString &title, const QString &span, const CellFigures &figures,
            const std::vector<metrics::Verdict> &verdicts)
{
    const QString rate = number(figures.outputTokensPerSecond);
    table.addRow({title, span, QString::number(figures.completed), QString::number(figures.failed),
                  figures.tokensEstimated ? u'~' + rate : rate, percentileText(figures.ttft, 50, figures.ttft.p50),
                  percentileText(figures.ttft, 95, figures.ttft.p95), meanText(figures.tpot), verdictText(verdicts)});
}

/// Two rows: as it was measured, and over the other window.
void addBoth(report::TextTable &table, const storage::StoredRun &run, const StoredCell &cell,
             const storage::MovedWindow &other, const QString &name)
{
    const metrics::MeasuredWindow &measured = cell.figures->window;
    const metrics::MeasuredWindow &moved = other.figures.window;
    addRow(table, QString::fromStdString(cellTitle(run.plan, cell.key)),
           QStringLiteral("measured, ") + spanText(measured.open, measured.close, cell), *cell.figures, cell.verdicts);
    addRow(table, {}, name + QStringLiteral(", ") + spanText(moved.open, moved.close, cell), other.figures,
           other.verdicts);
}

Expected<std::vector<report::CellOverWindow>> cellsOver(const CellStretch &stretch, const storage::StoredRun &run,
                                                        storage::RunRepository &history)
{
    std::vector<report::CellOverWindow> cells;
    for (const StoredCell &cell : run.cells) {
        if (cell.state != storage::StoredCellState::Done || !cell.figures)
            continue;
        const auto records = history.requests(cell.id);
        if (!records)
            return tl::unexpected(records.error());
        const auto samples = history.samples(cell.id);
        if (!samples)
            return tl::unexpected(samples.error());
        const Instant start{Duration(cell.startedNs)};
        report::CellOverWindow &one = cells.emplace_back();
        one.cell = &cell;
        one.range = metrics::windowRange(*records, cell.figures->window, run.plan.load.kind);
        if (one.range.holds(start + stretch.from, start + stretch.to))
            one.over = session::figuresOver(run, cell, *records, *samples, start + stretch.from, start + stretch.to);
    }
    return cells;
}

void writeText(const Console &console, const storage::StoredRun &run, const std::vector<report::CellOverWindow> &cells)
{
    report::TextTable table = tableOfWindows();
    for (const report::CellOverWindow &one : cells) {
        if (one.over)
            addBoth(table, run, *one.cell, *one.over, QStringLiteral("asked for"));
    }
    if (!table.isEmpty())
        console.print(table.plainText());
    for (const report::CellOverWindow &one : cells) {
        if (!one.over)
            console.out() << cellTitle(run.plan, one.cell->key)
                          << ": not all of that window was measured; it can lie in "
                          << spanText(one.range.earliest, one.range.latest, *one.cell).toStdString() << '\n';
    }
}

} // namespace

std::optional<CellStretch> parseStretch(std::string_view text)
{
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos)
        return std::nullopt;
    const auto from = plan::parseDuration(text.substr(0, dots));
    const auto to = plan::parseDuration(text.substr(dots + 2));
    if (!from || !to || *from >= *to)
        return std::nullopt;
    return CellStretch{*from, *to};
}

Expected<void> writeOverStretch(const Console &console, const CellStretch &stretch, const storage::StoredRun &run,
                                storage::RunRepository &history, OutputFormat format)
{
    const auto cells = cellsOver(stretch, run, history);
    if (!cells)
        return tl::unexpected(cells.error());
    const bool none
        = std::ranges::none_of(*cells, [](const report::CellOverWindow &one) { return one.over.has_value(); });
    if (format == OutputFormat::Json) {
        console.out() << report::overWindowJson(run, toSeconds(stretch.from), toSeconds(stretch.to), *cells,
                                                report::spokenWords)
                             .toStdString();
    } else {
        writeText(console, run, *cells);
    }
    if (none)
        return fail(ErrorCode::BadUsage, "--window", "no finished cell of the run was measured over all of it");
    return {};
}

void writeMovedWindows(const Console &console, const storage::StoredRun &run)
{
    report::TextTable table = tableOfWindows();
    for (const StoredCell &cell : run.cells) {
        if (cell.state == storage::StoredCellState::Done && cell.figures && cell.moved)
            addBoth(table, run, cell, *cell.moved, QStringLiteral("moved by hand"));
    }
    if (table.isEmpty())
        return;
    console.out() << "\nWindows moved by hand; all other figures here are of the measured windows\n";
    console.print(table.plainText());
}

} // namespace tokamark::cli
