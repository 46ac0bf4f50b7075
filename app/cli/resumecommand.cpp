#include "cli/resumecommand.h"

#include "cli/history.h"
#include "cli/runflags.h"
#include "plan/matrix.h"
#include "report/runlimits.h"
#include "session/plansecrets.h"

#include <algorithm>

namespace tokamark::cli {
namespace {

/// Every cell of the plan has been measured.
bool isFinished(const storage::StoredRun &run)
{
    if (run.plan.search) {
        return std::ranges::all_of(report::limitsOf(run), [](const metrics::LimitSeries &series) {
            return !series.state.next && series.state.reason != metrics::LimitReason::CellFailed;
        });
    }
    return std::ranges::all_of(plan::cells(run.plan), [&run](const plan::CellKey &key) {
        return std::ranges::any_of(run.cells, [&key](const storage::StoredCell &cell) {
            return cell.key == key && cell.state == storage::StoredCellState::Done;
        });
    });
}

} // namespace

ResumeCommand::ResumeCommand(CLI::App &root)
    : Command(root, "resume", "Measure what a stopped or killed run has left")
{
    options().add_option("RUN", m_run, "Id or name of the run")->required();
    addRepeatable(options(), "--header", m_headers,
                  "Header 'Name: value' whose value was not stored, as it holds a secret; may be repeated");
    CLI::Option *variable = options()
                                .add_option("--api-key-env", m_apiKeyEnv,
                                            "Environment variable that holds the key, instead of the planned one")
                                ->type_name("VAR");
    options()
        .add_option("--api-key-keychain", m_apiKeyKeychain,
                    "Name of the key in the system's keychain, instead of the planned one")
        ->type_name("NAME")
        ->excludes(variable);
    m_measurement.addTo(options());
    setExamples({{"tokamark-cli resume 12", "go on at the first unfinished point of run 12"},
                 {"tokamark-cli resume 12 --header \"X-Api-Key: $KEY\"",
                  "the same for a run that was started with a secret header"}});
}

ExitStatus ResumeCommand::run(Console &console)
{
    session::GivenSecrets secrets;
    secrets.apiKeyEnv = m_apiKeyEnv;
    secrets.apiKeyKeychain = m_apiKeyKeychain;
    for (const std::string &text : m_headers) {
        auto header = splitHeader(text);
        if (!header)
            return console.report(header.error());
        secrets.headers.push_back(std::move(*header));
    }
    Expected<storage::StoredRun> stored = fail(ErrorCode::Internal);
    {
        const auto history = openHistory(m_measurement.database, console);
        if (!history)
            return reportUnopened(console, m_measurement.database, history.error());
        stored = loadRun(**history, m_run);
    }
    if (!stored)
        return console.report(stored.error());
    if (isFinished(*stored)) {
        console.complain("run " + std::to_string(stored->info.id.value)
                         + " is finished: all its points are measured, nothing is left to do");
        return Measurement(console, m_measurement).showAgain(stored->info.id);
    }
    plan::Plan plan = stored->plan;
    session::giveSecrets(plan, secrets);
    if (const auto missing = session::missingSecret(plan))
        return askForSecret(console, stored->info.id, missing->header);
    return Measurement(console, m_measurement).resume(stored->info.id, stored->plan, secrets);
}

ExitStatus ResumeCommand::askForSecret(const Console &console, RunId run, const std::string &header) const
{
    console.complain("run " + std::to_string(run.value) + " was started with the header " + header
                     + ", whose value is secret and was not stored");
    std::string line = "tokamark-cli resume " + std::to_string(run.value);
    if (!m_measurement.database.isDefault())
        line += " --db '" + m_measurement.database.path().toStdString() + "'";
    console.err() << "Give it again: " << line << " --header '" << header << ": VALUE'\n";
    console.err() << "The value may say where the secret is: env:VARIABLE or keychain:NAME.\n";
    return exitStatusFor(ErrorCode::KeyMissing);
}

} // namespace tokamark::cli
