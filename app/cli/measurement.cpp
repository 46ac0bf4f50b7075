#include "cli/measurement.h"

#include "cli/interrupt.h"
#include "cli/resulttables.h"
#include "http/url.h"
#include "plan/bodysecrets.h"
#include "plan/targetsecrets.h"
#include "report/earlierfiles.h"
#include "report/filewriter.h"
#include "report/runfiles.h"
#include "report/runjson.h"
#include "report/verdictwords.h"
#include "session/commandprocess.h"
#include "session/refusedpages.h"
#include "words/errorwords.h"
#include "workload/promptsource.h"
#include "workload/trace.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <atomic>
#include <unistd.h>
#include <utility>

namespace tokamark::cli {
namespace {

using session::CellState;
using session::CellView;
using session::RunSnapshot;
using session::RunState;

/// Where results go by themselves when the database cannot be written any more.
QString rescuePath()
{
    return QDir::temp().filePath(QStringLiteral("tokamark-rescue-%1.sqlite").arg(getpid()));
}

bool failedAsUnreachable(const CellView &cell)
{
    return cell.state == CellState::Failed && cell.error && isUnreachable(cell.error->code);
}

/// Nothing was reached at all: no cell has a completed request and every failure was the way to the server.
bool nothingReached(const RunSnapshot &snapshot)
{
    return !snapshot.cells.empty() && std::ranges::all_of(snapshot.cells, failedAsUnreachable);
}

} // namespace

void MeasurementOptions::addTo(CLI::App &options)
{
    database.addTo(options);
    options
        .add_option("--result-dir", resultFolder, "Folder for one JSON file per point, with the keys of vLLM's files")
        ->type_name("DIR");
    options
        .add_option(
            "--workers", workers,
            "Threads that send and read (default: 1, which serves thousands of users); more where a point reads "
            "CLIENT-LIMITED and this machine has idle cores")
        ->check(CLI::Range(1, 256))
        ->type_name("N");
    options.add_flag_callback(
        "--no-before-repetition", [this] { runsCommand = false; },
        "Leave out the command that the plan runs before each repetition");
    addFormatOption(options, format);
    const auto setProgress = [this](const std::string &text) {
        progress = text == "none" ? ProgressKind::None : text == "plain" ? ProgressKind::Plain : ProgressKind::Auto;
    };
    options
        .add_option_function<std::string>("--progress", setProgress,
                                          "A bar on a terminal and lines elsewhere (auto), lines, or nothing")
        ->check(CLI::IsMember({"auto", "plain", "none"}));
}

ExitStatus exitStatusOf(const RunSnapshot &snapshot)
{
    if (snapshot.error || snapshot.storageError)
        return ExitStatus::Unwritable;
    if (snapshot.state == RunState::Stopped)
        return ExitStatus::Interrupted;
    if (nothingReached(snapshot))
        return ExitStatus::Unreachable;
    const bool allWell = std::ranges::all_of(snapshot.cells, [](const CellView &cell) {
        return cell.state == CellState::Done && (!cell.figures || cell.figures->failed == 0);
    });
    return allWell ? ExitStatus::Done : ExitStatus::SomeFailed;
}

Measurement::Measurement(Console &console, const MeasurementOptions &options)
    : m_console(console)
    , m_options(options)
    , m_databasePath(options.database.path())
{
}

ExitStatus Measurement::start(const plan::Plan &plan)
{
    if (const auto faults = plan::check(plan); !faults.empty()) {
        for (const Error &fault : faults)
            m_console.report(fault);
        return exitStatusFor(faults.front().code);
    }
    sayWhereRequestsGo(plan);
    sayWhatIsNotStored(plan);
    sayCommand(plan);
    // A file of prompts or a trace that cannot be read would fail every cell, one after another.
    if (plan.load.kind == plan::LoadKind::Trace) {
        if (const auto trace = workload::readTraceFile(plan.load.trace); !trace)
            return m_console.report(trace.error());
    }
    for (const plan::Workload &workload : plan.workloads) {
        if (const auto prompts = workload::makePromptSource(workload, {}); !prompts)
            return m_console.report(prompts.error());
    }
    if (const auto made = report::makeFolder(QFileInfo(m_databasePath).absolutePath()); !made)
        return m_console.report(made.error());
    return measure([&plan](const session::RunOptions &options, session::RunObserver &observer) {
        return session::RunController::start(plan, options, observer);
    });
}

ExitStatus Measurement::resume(RunId run, const plan::Plan &plan, const session::GivenSecrets &secrets)
{
    sayWhichPagesAreLeftOut(plan);
    sayCommand(plan);
    return measure([run, &secrets](session::RunOptions options, session::RunObserver &observer) {
        options.secrets = secrets;
        return session::RunController::resume(run, std::move(options), observer);
    });
}

/// Older versions took metrics pages that are not asked any more. What was in their URLs may be a secret.
void Measurement::sayWhichPagesAreLeftOut(plan::Plan plan) const
{
    for (const session::RefusedPage &page : session::leaveOutRefusedPages(plan)) {
        m_console.complain(page.target + ": the metrics page" + (page.host.empty() ? "" : " at " + page.host)
                           + " is left out, for its URL was given with "
                           + (page.fault == UrlFault::Query ? "a query or fragment" : "a user name or password"));
    }
}

/// A plan may come from elsewhere: what it runs here is said before it does.
void Measurement::sayCommand(const plan::Plan &plan) const
{
    if (plan.beforeRepetition && m_options.runsCommand)
        m_console.complain("before each repetition this runs: " + session::commandText(*plan.beforeRepetition));
}

/// A URL may be that of an endpoint, and then perhaps not of the one that is measured.
void Measurement::sayWhereRequestsGo(const plan::Plan &plan) const
{
    for (const plan::Target &target : plan.targets) {
        const auto url = http::parseUrl(target.url);
        std::string_view typed = target.url;
        while (typed.ends_with('/'))
            typed.remove_suffix(1);
        if (target.isSimulated() || target.endpoint == plan::Endpoint::Native || !url
            || !typed.ends_with("/completions"))
            continue;
        // A server with such a URL has chat, so that is what "auto" comes to.
        const char *const path
            = target.endpoint == plan::Endpoint::Completions ? "/v1/completions" : "/v1/chat/completions";
        m_console.complain(target.name + ": the base of the URL is " + url->text() + ", requests go to " + url->text()
                           + path);
    }
}

/// A secret in a plan lies open in its file, and has to be given again to resume the run.
void Measurement::sayWhatIsNotStored(const plan::Plan &plan) const
{
    for (const plan::Target &target : plan.targets) {
        const auto say = [&](const std::string &what) {
            m_console.complain(target.name + ": the value of " + what
                               + " is a secret, which is not stored with the run; env:VARIABLE or keychain:NAME in its "
                                 "place says where it is");
        };
        for (const auto &[name, value] : target.headers) {
            if (plan::holdsSecret(name, value))
                say("the header " + name);
        }
        for (const plan::BodySecret &secret : plan::openBodySecrets(target.extraBody))
            say(secret.name + " in the extra body");
    }
}

Expected<void> Measurement::prepareResultFolder() const
{
    if (m_options.resultFolder.empty())
        return {};
    // Before anything is sent: hours of measuring must not end at a folder that is not there.
    const QString folder = QString::fromStdString(m_options.resultFolder);
    if (auto made = report::makeFolder(folder); !made)
        return made;
    if (!QFileInfo(folder).isWritable())
        return fail(ErrorCode::FileUnwritable, m_options.resultFolder);
    return {};
}

ExitStatus Measurement::measure(const Starter &starter)
{
    if (const auto prepared = prepareResultFolder(); !prepared)
        return m_console.report(prepared.error());

    session::RunOptions options;
    options.databasePath = m_databasePath;
    options.runName = QString::fromStdString(m_options.runName);
    options.fallbackDatabase = rescuePath();
    options.workers = m_options.workers;
    options.runsCommand = m_options.runsCommand;
    options.ceiling = session::loadCeiling();
    Progress progress(m_console, m_options.progress);
    auto controller = starter(options, progress);
    if (!controller)
        return m_console.report(controller.error());
    {
        std::atomic<int> signals{0};
        const Interrupt interrupt([&] {
            progress.interrupting(++signals);
            (*controller)->stop();
        });
        (*controller)->wait();
    }
    const std::shared_ptr<const RunSnapshot> end = progress.last();
    controller->reset(); // closes the database before it is read

    const QString asked = std::exchange(m_databasePath, QString::fromStdString(end->databasePath));
    const ExitStatus status = present(end->run).value_or(exitStatusOf(*end));
    if (end->error || end->storageError)
        return reportStorage(*end, m_databasePath != asked);
    if (exitStatusOf(*end) == ExitStatus::Interrupted)
        sayHowToResume(end->run);
    return status;
}

ExitStatus Measurement::showAgain(RunId run)
{
    if (const auto prepared = prepareResultFolder(); !prepared)
        return m_console.report(prepared.error());
    if (const auto failed = present(run))
        return *failed;
    const bool allWell = std::ranges::all_of(m_result->cells, [](const storage::StoredCell &cell) {
        return cell.state != storage::StoredCellState::Done || !cell.figures || cell.figures->failed == 0;
    });
    return allWell ? ExitStatus::Done : ExitStatus::SomeFailed;
}

std::optional<ExitStatus> Measurement::present(RunId id)
{
    auto history = storage::RunRepository::open(m_databasePath);
    if (!history)
        return m_console.report(history.error());
    auto run = (*history)->load(id);
    if (!run)
        return m_console.report(run.error());
    m_result = std::move(*run);

    if (m_options.format == OutputFormat::Json) {
        const auto failures = report::failuresOf(*m_result, **history);
        if (!failures)
            return m_console.report(failures.error());
        m_console.out() << report::runJson(*m_result, *failures, report::spokenWords).toStdString();
    } else {
        if (m_options.blocks)
            writeBlocks(m_console, *m_result);
        if (const auto written = writeTable(m_console, *m_result, **history); !written)
            return m_console.report(written.error());
        m_console.out() << "Run " << id.value << " in " << m_databasePath.toStdString() << '\n';
    }
    return m_options.resultFolder.empty() ? std::nullopt : writeFiles(**history);
}

/// Under the names that scripts look for; files of other runs that have them go on under other ones.
std::optional<ExitStatus> Measurement::writeFiles(storage::RunRepository &history) const
{
    const QString folder = QString::fromStdString(m_options.resultFolder);
    const auto kept = report::keepEarlierFiles(*m_result, folder);
    if (!kept)
        return reportUnwrittenFiles(kept.error());
    if (!kept->isEmpty())
        m_console.complain(m_options.resultFolder + " had result files of these names already, which are kept: "
                           + kept->join(QStringLiteral(", ")).toStdString());
    const auto written = report::writeResultFiles(history, *m_result, folder, report::spokenWords);
    if (!written)
        return reportUnwrittenFiles(written.error());
    if (m_options.format == OutputFormat::Text)
        m_console.out() << *written << (*written == 1 ? " result file in " : " result files in ")
                        << m_options.resultFolder << '\n';
    return std::nullopt;
}

/// Nothing of the run is lost with them, so what to do is not what it is elsewhere.
ExitStatus Measurement::reportUnwrittenFiles(const Error &error) const
{
    const std::string run = std::to_string(m_result->info.id.value);
    m_console.complain(words::sentence(error).toStdString());
    m_console.err() << "The run itself is in the database. To write its files where there is room and permission: "
                       "tokamark-cli export "
                    << run << " --format vllm-json --out DIR" << databaseArgument(m_databasePath) << '\n';
    return exitStatusFor(error.code);
}

/// The run could not be written where it was to be: why, where it lies now, and how to go on from there.
ExitStatus Measurement::reportStorage(const RunSnapshot &end, bool moved) const
{
    const Error &first = end.storageError ? *end.storageError : *end.error;
    const std::string place = "run " + std::to_string(end.run.value) + " in " + m_databasePath.toStdString();
    const bool finished
        = std::ranges::all_of(end.cells, [](const CellView &cell) { return cell.state == CellState::Done; });
    m_console.complain(words::sentence(first).toStdString());
    const bool otherReason = end.error && *end.error != first;
    if (end.error)
        m_console.complain("it could not go on in another file either"
                           + (otherReason ? ": " + words::sentence(*end.error).toStdString() : std::string()));
    if (end.error)
        m_console.err() << "What was written until then is " << place
                        << ". Once that can be written again: " << resumeLine(end.run) << '\n';
    else if (moved && !finished)
        m_console.err() << "All that was measured is " << place << ". To measure the rest: " << resumeLine(end.run)
                        << '\n';
    else if (moved)
        m_console.err() << "All of it is " << place << ". To see it again: tokamark-cli show " << end.run.value
                        << databaseArgument(m_databasePath) << '\n';
    return ExitStatus::Unwritable;
}

void Measurement::sayHowToResume(RunId run) const
{
    m_console.complain("interrupted; finished points are kept. To measure the rest: " + resumeLine(run));
}

std::string Measurement::resumeLine(RunId run) const
{
    return "tokamark-cli resume " + std::to_string(run.value) + databaseArgument(m_databasePath);
}

} // namespace tokamark::cli
