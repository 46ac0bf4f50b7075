#include "cli/comparecommand.h"

#include "cli/history.h"
#include "report/comparisontext.h"
#include "words/differencewords.h"
#include "words/metricwords.h"
#include "words/statewords.h"

#include <algorithm>
#include <cmath>

namespace tokamark::cli {
namespace {

/// What a reader takes away first; the table has the rest.
bool isHeadline(metrics::Metric metric)
{
    return std::ranges::find(metrics::headlineMetrics(), metric) != metrics::headlineMetrics().end();
}

/// Every figure, and the sentences below.
void writeAll(const Console &console, const report::RunComparison &comparison)
{
    console.print(report::comparisonText(comparison));
    for (const report::ComparedCell &cell : comparison.cells) {
        const metrics::Difference &difference = cell.difference;
        const bool shown
            = cell.trustA != metrics::PercentileTrust::TooFew && cell.trustB != metrics::PercentileTrust::TooFew;
        if (!shown || !isHeadline(difference.metric))
            continue;
        const QString load = QString::fromStdString(plan::text(cell.level));
        console.print(
            QStringLiteral("%1 beside %2, %3, %4: %5\n")
                .arg(cell.targetB, cell.targetA, load, words::label(difference.metric), words::statement(difference)));
    }
}

} // namespace

CompareCommand::CompareCommand(CLI::App &root)
    : Command(root, "compare", "Lay two runs side by side, point by point")
{
    options().add_option("A", m_a, "Id or name of the run to compare with")->required();
    options().add_option("B", m_b, "Id or name of the other run")->required();
    const auto readGates = [this](const std::vector<std::string> &texts) {
        for (const std::string &text : texts) {
            const std::optional<Gate> gate = parseGate(text);
            if (!gate)
                throw CLI::ValidationError("--fail-if", gateFault(text));
            m_gates.push_back(*gate);
        }
    };
    options()
        .add_option_function<std::vector<std::string>>(
            "--fail-if", readGates, "Exit with 4 if a point changed so: 'ttft_p95>+5%'; may be repeated")
        ->allow_extra_args(false)
        ->type_name("CONDITION");
    const auto readPairs = [this](const std::vector<std::string> &texts) {
        for (const std::string &text : texts) {
            const std::size_t sign = text.find('=');
            if (sign == std::string::npos || sign == 0 || sign + 1 == text.size())
                throw CLI::ValidationError("--pair", "'" + text + "' is not of the form TARGET_OF_A=TARGET_OF_B");
            m_pairs.emplace_back(QString::fromStdString(text.substr(0, sign)),
                                 QString::fromStdString(text.substr(sign + 1)));
        }
    };
    options()
        .add_option_function<std::vector<std::string>>(
            "--pair", readPairs, "Targets that belong together although their names differ; may be repeated")
        ->allow_extra_args(false)
        ->type_name("A=B");
    options().add_flag("--all", m_all, "Every figure of each point, not only the main ones; JSON always has them all");
    m_database.addTo(options());
    addFormatOption(options(), m_format);
    setExamples({{"tokamark-cli compare 11 12", "what changed from run 11 to run 12"},
                 {"tokamark-cli compare 11 12 --all", "every figure of every point"},
                 {"tokamark-cli compare baseline nightly --fail-if 'ttft_p95>+5%' --fail-if 'output_throughput<-3%'",
                  "a gate for CI: exit status 4 if it got worse"},
                 {"tokamark-cli compare 7 8 --pair vllm=lmdeploy", "two backends"}});
}

ExitStatus CompareCommand::run(Console &console)
{
    const auto history = openHistory(m_database, console);
    if (!history)
        return reportUnopened(console, m_database, history.error());
    const auto a = loadRun(**history, m_a);
    if (!a)
        return reportUnread(console, m_database, a.error());
    const auto b = loadRun(**history, m_b);
    if (!b)
        return reportUnread(console, m_database, b.error());
    const auto comparison = report::compareRuns(*a, *b, m_pairs);
    if (!comparison)
        return console.report(comparison.error());
    if (m_format == OutputFormat::Json)
        console.out() << report::comparisonJson(*comparison).toStdString();
    else if (m_all)
        writeAll(console, *comparison);
    else
        console.print(report::comparisonSummary(*comparison)
                      + QStringLiteral("These are the main figures; --all lists every one\n"));
    return holdGates(console, *comparison);
}

ExitStatus CompareCommand::holdGates(const Console &console, const report::RunComparison &comparison) const
{
    ExitStatus status = ExitStatus::Done;
    // What a gate finds is then not the server's doing; whoever keeps the exit status alone has this in the log.
    if (!m_gates.empty()) {
        for (const QString &line : report::differenceLines(comparison, true))
            console.complain("the two runs did not measure the same: " + line.toStdString());
    }
    for (const report::LostPoint &lost : comparison.lost) {
        console.complain(lost.target.toStdString() + ", " + plan::text(lost.level) + ": measured in the first run, "
                         + words::label(lost.state).toStdString() + " in the second");
        // Whatever a gate asks of a point, one that is gone does not hold it.
        if (!m_gates.empty())
            status = ExitStatus::GateFailed;
    }
    for (const Gate &gate : m_gates) {
        bool found = false;
        for (const report::ComparedCell &cell : comparison.cells) {
            found = found || gate.canBeHeldAgainst(cell.difference);
            if (!gate.isMetBy(cell.difference))
                continue;
            const std::string change = cell.difference.changePct
                ? QString::asprintf("%+.1f %%", *cell.difference.changePct).toStdString()
                : std::isinf(cell.difference.b)
                ? std::string("reached by failures")
                : QString::asprintf("%g to %g", cell.difference.a, cell.difference.b).toStdString();
            console.complain("gate " + gate.text + ": " + cell.targetB.toStdString() + ", " + plan::text(cell.level)
                             + ": " + change);
            status = ExitStatus::GateFailed;
        }
        // A gate that nothing was held against must not pass.
        if (!found) {
            console.complain("gate " + gate.text + ": no point of both runs has that figure");
            status = ExitStatus::GateFailed;
        }
    }
    return status;
}

} // namespace tokamark::cli
