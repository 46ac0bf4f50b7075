#include "cli/resumecommand.h"

#include "cli/history.h"
#include "cli/targetflags.h"
#include "plan/matrix.h"
#include "report/runlimits.h"

#include <nlohmann/json.hpp>

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
    options()
        .add_option("--extra-body", m_extraBody,
                    "JSON object with the secrets that were not stored with the extra body, each at its place")
        ->type_name("JSON");
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
    secrets.extraBody = m_extraBody;
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
        return reportUnread(console, m_measurement.database, stored.error());
    if (isFinished(*stored)) {
        console.complain("run " + std::to_string(stored->info.id.value)
                         + " is finished: all its points are measured, nothing is left to do");
        return Measurement(console, m_measurement).showAgain(stored->info.id);
    }
    plan::Plan plan = stored->plan;
    session::giveSecrets(plan, secrets);
    if (!m_measurement.runsCommand)
        plan.beforeRepetition.reset();
    if (const auto missing = session::missingSecret(plan))
        return askForSecret(console, stored->info.id, *missing);
    return Measurement(console, m_measurement).resume(stored->info.id, stored->plan, secrets);
}

ExitStatus ResumeCommand::askForSecret(const Console &console, RunId run, const session::MissingSecret &missing) const
{
    using Where = session::MissingSecret::Where;
    const std::string line
        = "tokamark-cli resume " + std::to_string(run.value) + databaseArgument(m_measurement.database.path());
    const std::string started = "run " + std::to_string(run.value) + " was started with ";
    const std::string notStored = ", whose value is secret and was not stored";
    switch (missing.where) {
    case Where::Header:
        console.complain(started + "the header " + missing.name + notStored);
        console.err() << "Give it again: " << line << " --header '" << missing.name << ": VALUE'\n";
        break;
    case Where::ExtraBody: {
        nlohmann::json body;
        body[nlohmann::json::json_pointer(missing.place)] = "VALUE";
        console.complain(started + missing.name + " in the extra body" + notStored);
        console.err() << "Give it again: " << line << " --extra-body '" << body.dump() << "'\n";
        break;
    }
    case Where::Command:
        console.complain(started + "a command that holds a secret, which was not stored");
        console.err() << "Go on without the command: " << line << " --no-before-repetition\n";
        return exitStatusFor(ErrorCode::KeyMissing);
    }
    console.err() << "The value may say where the secret is: env:VARIABLE or keychain:NAME.\n";
    return exitStatusFor(ErrorCode::KeyMissing);
}

} // namespace tokamark::cli
