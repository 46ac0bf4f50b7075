#pragma once

#include "cli/console.h"
#include "cli/commonoptions.h"
#include "cli/progress.h"
#include "plan/plan.h"
#include "session/runcontroller.h"
#include "storage/runrepository.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace tokamark::cli {

/// How a measurement is shown and where its results go, as the options of `run` and `resume` say.
struct MeasurementOptions {
    DatabaseOption database;
    std::string runName; ///< empty: the plan's
    std::string resultFolder; ///< empty: no result files
    ProgressKind progress = ProgressKind::Auto;
    OutputFormat format = OutputFormat::Text;
    unsigned workers = 1;
    bool runsCommand = true; ///< the plan's command before repetitions
    bool blocks = true; ///< a block for each point before the table

    /// All of them but the name.
    void addTo(CLI::App &options);
};

/// Runs a plan on the terminal: progress, two ways to stop, result files, tables, exit status. Made per run by a
/// command, main thread.
class Measurement final {
public:
    Measurement(Console &console, const MeasurementOptions &options);

    [[nodiscard]] ExitStatus start(const plan::Plan &plan);
    /// `plan`: the stored one of the run.
    [[nodiscard]] ExitStatus resume(RunId run, const plan::Plan &plan, const session::GivenSecrets &secrets);
    /// Presents a finished run as if it had just ended; measures nothing.
    [[nodiscard]] ExitStatus showAgain(RunId run);
    /// The database that holds the run in the end, and its id; valid after a start that got going.
    [[nodiscard]] const std::optional<storage::StoredRun> &result() const noexcept { return m_result; }
    [[nodiscard]] QString databasePath() const { return m_databasePath; }

private:
    using Controller = std::unique_ptr<session::RunController>;
    using Starter = std::function<Expected<Controller>(const session::RunOptions &, session::RunObserver &)>;

    [[nodiscard]] ExitStatus measure(const Starter &starter);
    void sayWhereRequestsGo(const plan::Plan &plan) const;
    void sayWhatIsNotStored(const plan::Plan &plan) const;
    void sayWhichPagesAreLeftOut(plan::Plan plan) const;
    void sayCommand(const plan::Plan &plan) const;
    [[nodiscard]] Expected<void> prepareResultFolder() const;
    /// Prints the stored run and writes its files. What fails is said; then the status for that, else nothing.
    [[nodiscard]] std::optional<ExitStatus> present(RunId run);
    [[nodiscard]] std::optional<ExitStatus> writeFiles(storage::RunRepository &history) const;
    [[nodiscard]] ExitStatus reportUnwrittenFiles(const Error &error) const;
    [[nodiscard]] ExitStatus reportStorage(const session::RunSnapshot &end, bool moved) const;
    void sayHowToResume(RunId run) const;
    [[nodiscard]] std::string resumeLine(RunId run) const;

    Console &m_console;
    const MeasurementOptions &m_options;
    QString m_databasePath;
    std::optional<storage::StoredRun> m_result;
};

/// What a run that has ended deserves.
[[nodiscard]] ExitStatus exitStatusOf(const session::RunSnapshot &snapshot);

} // namespace tokamark::cli
