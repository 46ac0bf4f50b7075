#include "cli/showcommand.h"

#include "cli/history.h"
#include "cli/resulttables.h"
#include "cli/verdictspeech.h"
#include "report/runjson.h"

namespace tokamark::cli {

ShowCommand::ShowCommand(CLI::App &root)
    : Command(root, "show", "Show figures and verdicts of a run")
{
    options().add_option("RUN", m_run, "Id or name of the run")->required();
    options().add_flag("--blocks", m_blocks, "Also a block for each point, as vLLM's benchmark prints it");
    m_database.addTo(options());
    addFormatOption(options(), m_format);
    setExamples({{"tokamark-cli show 12", "the table of run 12"},
                 {"tokamark-cli show nightly --format json", "everything about the newest run of that name"}});
}

ExitStatus ShowCommand::run(Console &console)
{
    const auto history = openHistory(m_database, console);
    if (!history)
        return reportUnopened(console, m_database, history.error());
    const auto run = loadRun(**history, m_run);
    if (!run)
        return console.report(run.error());
    if (m_format == OutputFormat::Json) {
        console.out() << report::runJson(*run, speakVerdict).toStdString();
        return ExitStatus::Done;
    }
    if (m_blocks)
        writeBlocks(console, *run);
    if (const auto written = writeTable(console, *run, **history); !written)
        return console.report(written.error());
    return ExitStatus::Done;
}

} // namespace tokamark::cli
