#include "report/resultblock.h"

#include "metrics/percentile.h"
#include "report/provenance.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace tokamark::report {
namespace {

using metrics::CellFigures;
using metrics::LatencyFigures;
using metrics::PercentileTrust;

constexpr int Columns = 50;
constexpr int LabelColumns = 40;

/// Puts the block together line by line.
class Block {
public:
    explicit Block(const plan::Plan &plan)
        : m_timeoutMs(toMilliseconds(plan.limits.requestTimeout))
        , m_percentiles(plan.percentiles)
    {
    }

    void title(const QString &text, QChar fill)
    {
        const int missing = std::max(0, Columns - static_cast<int>(text.size()));
        // The longer part stands behind, where the number is odd: as Python centres.
        m_lines.append(QString(missing / 2, fill) + text + QString(missing - missing / 2, fill));
    }
    void line(const QString &label, const QString &value)
    {
        m_lines.append((label + u':').leftJustified(LabelColumns) + u' ' + value);
    }
    void count(const QString &label, std::uint64_t value) { line(label, QString::number(value)); }
    void real(const QString &label, double value) { line(label, QString::number(value, 'f', 2)); }
    void latency(const QString &heading, const QString &name, const LatencyFigures &figures);
    [[nodiscard]] QString text() const { return m_lines.join(u'\n') + u'\n'; }
    [[nodiscard]] bool hasStars() const noexcept { return m_hasStars; }
    void append(const QString &text) { m_lines.append(text); }

private:
    [[nodiscard]] QString percentileText(double p, double value, const LatencyFigures &figures);

    double m_timeoutMs;
    const std::vector<double> &m_percentiles;
    QStringList m_lines;
    bool m_hasStars = false;
};

QString Block::percentileText(double p, double value, const LatencyFigures &figures)
{
    const PercentileTrust trust = metrics::percentileTrust(p, figures.samples + figures.failures);
    if (trust == PercentileTrust::TooFew)
        return QStringLiteral("-");
    QString text
        = std::isinf(value) ? QStringLiteral(">%1").arg(m_timeoutMs, 0, 'f', 0) : QString::number(value, 'f', 2);
    if (trust == PercentileTrust::Few) {
        text += u'*';
        m_hasStars = true;
    }
    return text;
}

void Block::latency(const QString &heading, const QString &name, const LatencyFigures &figures)
{
    title(heading, u'-');
    line(QStringLiteral("Mean %1 (ms)").arg(name),
         figures.samples > 0 ? QString::number(figures.mean, 'f', 2) : QStringLiteral("-"));
    line(QStringLiteral("Median %1 (ms)").arg(name), percentileText(50, figures.p50, figures));
    const std::pair<double, double> upper[]{{90, figures.p90}, {95, figures.p95}, {99, figures.p99}};
    for (const auto &[p, value] : upper) {
        if (std::ranges::find(m_percentiles, p) != m_percentiles.end())
            line(QStringLiteral("P%1 %2 (ms)").arg(p).arg(name), percentileText(p, value, figures));
    }
}

/// The lines that vLLM's block has for the load; a trace has one of its own.
void addLoad(Block &block, const plan::Load &load, const plan::Level &level)
{
    const QString number = QString::fromStdString(plan::numberText(level));
    switch (level.kind) {
    case plan::LoadKind::Closed: return block.line(QStringLiteral("Maximum request concurrency"), number);
    case plan::LoadKind::Open: block.line(QStringLiteral("Request rate configured (RPS)"), number); break;
    case plan::LoadKind::Trace: block.line(QStringLiteral("Speed of the trace"), number); break;
    }
    if (load.maxInFlight)
        block.count(QStringLiteral("Maximum request concurrency"), *load.maxInFlight);
}

void addCounts(Block &block, const CellFigures &figures)
{
    const QString guess = figures.tokensEstimated ? QStringLiteral(" ~") : QString();
    const auto rate = [&guess](const std::optional<double> &value) {
        return value ? QString::number(*value, 'f', 2) + guess : QStringLiteral("-");
    };
    block.real(QStringLiteral("Benchmark duration (s)"), figures.window.seconds());
    block.count(QStringLiteral("Total input tokens"), figures.inputTokens);
    block.line(QStringLiteral("Total generated tokens"), QString::number(figures.outputTokens) + guess);
    block.real(QStringLiteral("Request throughput (req/s)"), figures.requestsPerSecond);
    if (figures.arrivals) {
        block.real(QStringLiteral("Requests due (req/s)"), figures.arrivals->duePerSecond);
        block.real(QStringLiteral("Requests sent (req/s)"), figures.arrivals->sentPerSecond);
    }
    if (figures.goodput)
        block.real(QStringLiteral("Request goodput (req/s)"), *figures.goodput);
    block.line(QStringLiteral("Output token throughput (tok/s)"), rate(figures.outputTokensPerSecond));
    block.line(QStringLiteral("Peak output token throughput (tok/s)"), rate(figures.peakOutputTokensPerSecond));
    block.line(QStringLiteral("Peak concurrent requests"),
               figures.peakConcurrency ? QString::number(*figures.peakConcurrency, 'f', 2) : QStringLiteral("-"));
    block.line(QStringLiteral("Total token throughput (tok/s)"), rate(figures.totalTokensPerSecond));
}

/// What a schedule adds: latencies from when requests were due, so that a wait in the client is not hidden.
void addWaits(Block &block, const CellFigures &figures)
{
    if (!figures.arrivals)
        return;
    block.latency(QStringLiteral("Time to First Token from due"), QStringLiteral("TTFT from due"), figures.ttftFromDue);
    if (figures.e2elFromDue)
        block.latency(QStringLiteral("End-to-end Latency from due"), QStringLiteral("E2EL from due"),
                      *figures.e2elFromDue);
    if (figures.clientQueue)
        block.latency(QStringLiteral("Wait in the client"), QStringLiteral("wait"), *figures.clientQueue);
}

QString verdictLine(const storage::StoredCell &cell)
{
    QStringList codes;
    for (const metrics::Verdict &verdict : cell.verdicts) {
        const QString code = QString::fromLatin1(metrics::name(verdict.code));
        if (verdict.severity != metrics::Severity::Note && !codes.contains(code))
            codes.append(code);
    }
    return QStringLiteral("Verdict: ") + (codes.isEmpty() ? QStringLiteral("UNCHECKED") : codes.join(u' '));
}

} // namespace

QString resultBlock(const storage::StoredRun &run, const storage::StoredCell &cell)
{
    const CellFigures &figures = *cell.figures;
    const storage::StoredTarget &target = run.targets.at(cell.key.target);
    Block block(run.plan);
    block.title(QStringLiteral(" Serving Benchmark Result "), u'=');
    block.line(QStringLiteral("Backend"),
               QString::fromStdString(target.asPlanned.name)
                   + (target.simulated ? QStringLiteral(" (simulated)") : QString()));
    block.count(QStringLiteral("Successful requests"), figures.completed);
    block.count(QStringLiteral("Failed requests"), figures.failed);
    addLoad(block, run.plan.load, run.plan.load.level(cell.key.level));
    addCounts(block, figures);
    block.latency(QStringLiteral("Time to First Token"), QStringLiteral("TTFT"), figures.ttft);
    block.latency(QStringLiteral("Time per Output Token (excl. 1st token)"), QStringLiteral("TPOT"), figures.tpot);
    if (figures.itlIsPerToken)
        block.latency(QStringLiteral("Inter-token Latency"), QStringLiteral("ITL"), figures.itl);
    else
        block.latency(QStringLiteral("Inter-chunk Latency (chunk gap)"), QStringLiteral("ICL"), figures.itl);
    block.latency(QStringLiteral("End-to-end Latency"), QStringLiteral("E2EL"), figures.e2el);
    addWaits(block, figures);
    block.append(QString(Columns, u'='));
    block.append(verdictLine(cell));
    if (block.hasStars())
        block.append(QStringLiteral("* fewer than five samples lie beyond it"));
    if (figures.tokensEstimated)
        block.append(QStringLiteral("~ token counts are estimated"));
    block.append(provenanceLine(provenanceOf(run)));
    return block.text();
}

} // namespace tokamark::report
