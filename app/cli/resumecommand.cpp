#include "cli/resumecommand.h"

#include "cli/history.h"

namespace tokamark::cli {

ResumeCommand::ResumeCommand(CLI::App &root)
    : Command(root, "resume", "Measure what a stopped or killed run has left")
{
    options().add_option("RUN", m_run, "Id or name of the run")->required();
    m_measurement.addTo(options());
    setExamples({{"tokamark-cli resume 12", "go on at the first unfinished point of run 12"}});
}

ExitStatus ResumeCommand::run(Console &console)
{
    Expected<RunId> id = [this]() -> Expected<RunId> {
        auto history = openHistory(m_measurement.database);
        if (!history)
            return tl::unexpected(history.error());
        return (*history)->find(QString::fromStdString(m_run));
    }();
    if (!id)
        return console.report(id.error());
    return Measurement(console, m_measurement).resume(*id);
}

} // namespace tokamark::cli
