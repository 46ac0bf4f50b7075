#include "cli/showcommand.h"

#include "cli/history.h"
#include "cli/othertooltable.h"
#include "cli/resulttables.h"
#include "cli/windowtable.h"
#include "report/runjson.h"
#include "report/verdictwords.h"

namespace tokamark::cli {

ShowCommand::ShowCommand(CLI::App &root)
    : Command(root, "show", "Show figures and verdicts of a run")
{
    options().add_option("RUN", m_run, "Id or name of the run")->required();
    options().add_flag("--blocks", m_blocks, "Also a block for each point, as vLLM's benchmark prints it");
    options().add_flag("--checks", m_checks,
                       "Also what independent witnesses (the server's counters and gauges, the roofline) say of each "
                       "point");
    std::vector<std::string> tools;
    for (const metrics::OtherTool tool : metrics::AllOtherTools)
        tools.emplace_back(metrics::name(tool));
    options()
        .add_option("--as", m_as, "Each cell by the definitions of another benchmark, beside ours")
        ->check(CLI::IsMember(tools))
        ->excludes(options().get_option("--blocks"))
        ->excludes(options().get_option("--checks"));
    options()
        .add_option(
            "--window", m_window,
            "Each cell over this stretch of it, such as 10s..40s, beside its measured window; nothing is stored")
        ->check([](const std::string &text) {
            return parseStretch(text) ? std::string() : "expected FROM..TO, such as 10s..40s, not " + text;
        })
        ->type_name("FROM..TO")
        ->excludes(options().get_option("--blocks"))
        ->excludes(options().get_option("--checks"))
        ->excludes(options().get_option("--as"));
    m_database.addTo(options());
    addFormatOption(options(), m_format);
    setExamples({{"tokamark-cli show 12", "the table of run 12"},
                 {"tokamark-cli show 12 --checks", "and whether the server's own counters agree with it"},
                 {"tokamark-cli show 12 --as vllm", "the same run as vLLM's benchmark would have reported it"},
                 {"tokamark-cli show 12 --window 10s..40s", "its cells over that stretch, beside what was measured"},
                 {"tokamark-cli show nightly --format json", "everything about the newest run of that name"}});
}

namespace {

/// Of a run that ended before its plan did, how much it has and how to go on.
void sayWhatIsMissing(const Console &console, const storage::StoredRun &run, const QString &database)
{
    const storage::RunInfo &info = run.info;
    const int missing = info.cellCount - info.cellsDone;
    if (info.state == storage::StoredState::Running || (missing <= 0 && !info.needsMoreCells))
        return;
    const std::string left = info.needsMoreCells ? "The search has not ended"
                                                 : std::to_string(missing) + " of " + std::to_string(info.cellCount)
            + " measurements " + (missing == 1 ? "is" : "are") + " missing";
    console.out() << left << ". To measure the rest: tokamark-cli resume " << info.id.value
                  << databaseArgument(database) << '\n';
}

} // namespace

ExitStatus ShowCommand::run(Console &console)
{
    const auto history = openHistory(m_database, console);
    if (!history)
        return reportUnopened(console, m_database, history.error());
    const auto run = loadRun(**history, m_run);
    if (!run)
        return reportUnread(console, m_database, run.error());
    if (const auto tool = metrics::otherToolByName(m_as)) {
        if (const auto written = writeAsOtherTool(console, *tool, *run, **history, m_format); !written)
            return console.report(written.error());
        return ExitStatus::Done;
    }
    if (const auto stretch = parseStretch(m_window)) {
        if (const auto written = writeOverStretch(console, *stretch, *run, **history, m_format); !written)
            return console.report(written.error());
        return ExitStatus::Done;
    }
    if (m_format == OutputFormat::Json) {
        const auto failures = report::failuresOf(*run, **history);
        if (!failures)
            return reportUnread(console, m_database, failures.error());
        console.out() << report::runJson(*run, *failures, report::spokenWords).toStdString();
        return ExitStatus::Done;
    }
    if (m_blocks)
        writeBlocks(console, *run);
    if (const auto written = writeTable(console, *run, **history); !written)
        return console.report(written.error());
    if (m_checks)
        writeChecks(console, *run);
    writeMovedWindows(console, *run);
    sayWhatIsMissing(console, *run, m_database.path());
    return ExitStatus::Done;
}

} // namespace tokamark::cli
