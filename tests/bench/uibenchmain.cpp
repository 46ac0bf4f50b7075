// Holds the engine beside a window that shows the run and is clicked through against the engine alone.

#include "bench/limitline.h"
#include "bench/uihand.h"
#include "bench/uiload.h"
#include "mainwindow.h"
#include "pages/resultspage.h"
#include "plan/presets.h"
#include "replayedrun.h"
#include "storage/runrepository.h"
#include "ui/uifixture.h"
#include "virtualrun.h"

#include <CLI/CLI.hpp>

#include <QApplication>
#include <QEventLoop>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>
#include <functional>
#include <future>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <stdlib.h>

namespace tokamark::bench {
namespace {

using Snapshot = std::shared_ptr<const session::RunSnapshot>;

constexpr double CpuRatioLimit = 1.1;
constexpr double ClickLimitMs = 50;
/// How far off TTFT may be, in the mean and at p99.
constexpr double TtftErrorLimitMs = 0.1;
constexpr std::size_t CellsDone = 14;
constexpr double LiveSeconds = 4;

void expect(bool good, const char *what)
{
    if (!good)
        throw std::runtime_error(what);
}

/// The demo plan measured in virtual time and stored: fifteen cells for the history, and what the window shows of them
/// while the last one runs.
struct FilledRun {
    RunId id;
    Snapshot nearlyDone;
};

FilledRun fillDatabase(const QString &path)
{
    const auto id = storeVirtualRun(*plan::makePreset("demo", {.simulated = true}), path);
    expect(id.has_value(), "the run for the window could not be stored");
    const auto repository = storage::RunRepository::open(path);
    expect(repository.has_value(), "the run for the window could not be read");
    const auto snapshot = snapshotOf(**repository, *id, CellsDone, LiveSeconds);
    expect(snapshot && (*snapshot)->cells.size() == CellsDone + 1, "the run for the window is not the demo plan");
    return {*id, *snapshot};
}

/// Puts the stored run on the pages Results and Report, and begins the run that the page Run is to show.
void openRun(ui::UiFixture &program, ui::MainWindow &window, const FilledRun &run)
{
    const auto *results = qobject_cast<ui::ResultsPage *>(window.page(ui::PageId::Results));
    bool shown = false;
    const auto connection = QObject::connect(results, &ui::ResultsPage::detailsShown, &window, [&] { shown = true; });
    Q_EMIT window.page(ui::PageId::Run)->resultsRequested(run.id);
    expect(ui::waitFor([&shown] { return shown; }), "the page Results shows nothing");
    QObject::disconnect(connection);
    program.plan.replace(*run.nearlyDone->plan);
    window.runPlan();
    expect(ui::waitFor([&program] {
               const std::scoped_lock lock(program.starter.mutex);
               return program.starter.observer != nullptr;
           }),
           "the run did not begin");
    program.starter.observer->snapshotAvailable(run.nearlyDone);
    expect(ui::waitFor([&] { return program.runs.snapshot() == run.nearlyDone; }), "the page Run shows nothing");
}

struct WindowScore {
    LoadScore load;
    std::vector<ClickTime> clicks;
};

/// The load once more, on a thread beside the window's, and every snapshot of it through the bridge.
WindowScore runBesideWindow(const TruthServer &server)
{
    ui::UiFixture program;
    const FilledRun run = fillDatabase(program.database.path());
    ui::MainWindow window(program.context());
    window.show();
    openRun(program, window, run);

    const auto live = [observer = program.starter.observer, &run](std::shared_ptr<const load::CellSnapshot> cell) {
        auto snapshot = std::make_shared<session::RunSnapshot>(*run.nearlyDone);
        snapshot->live = std::move(cell);
        observer->snapshotAvailable(std::move(snapshot));
    };
    UiHand hand(window);
    QEventLoop loop;
    std::future<LoadScore> load = std::async(std::launch::async, [&] {
        const auto quit
            = [](QEventLoop *waiting) { QMetaObject::invokeMethod(waiting, &QEventLoop::quit, Qt::QueuedConnection); };
        const std::unique_ptr<QEventLoop, decltype(quit)> atEnd(&loop, quit);
        return runUiLoad(server, live);
    });
    hand.start();
    loop.exec();
    hand.stop();
    return {load.get(), hand.clicks()};
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double medianOf(const std::vector<LoadScore> &scores, const std::function<double(const LoadScore &)> &figure)
{
    std::vector<double> values;
    std::transform(scores.begin(), scores.end(), std::back_inserter(values), figure);
    return median(std::move(values));
}

double cpuPerToken(const std::vector<LoadScore> &scores)
{
    return medianOf(scores, [](const LoadScore &score) { return score.cpuPerTokenUs; });
}

bool printLoad(const char *what, const std::vector<LoadScore> &scores)
{
    std::printf("%s\n", what);
    printFigure("CPU per token", cpuPerToken(scores), "us");
    bool good = printLimit("TTFT error, mean",
                           medianOf(scores, [](const LoadScore &score) { return score.errors.ttftMeanErrorMs; }), "ms",
                           TtftErrorLimitMs);
    good &= printLimit("TTFT error, p99",
                       medianOf(scores, [](const LoadScore &score) { return score.errors.ttftP99ErrorMs; }), "ms",
                       TtftErrorLimitMs);
    std::uint64_t lost = 0;
    for (const LoadScore &score : scores)
        lost += score.errors.lost;
    good &= printLimit("requests lost", static_cast<double>(lost), "", 0);
    return good;
}

bool printClicks(const std::vector<ClickTime> &clicks)
{
    std::vector<double> answered;
    for (const ClickTime &click : clicks)
        answered.push_back(click.answeredMs);
    const auto slowest = std::max_element(clicks.begin(), clicks.end(), [](const ClickTime &a, const ClickTime &b) {
        return a.answeredMs < b.answeredMs;
    });
    const auto missed
        = std::count_if(clicks.begin(), clicks.end(), [](const ClickTime &click) { return !click.landed; });
    std::printf("%zu clicks\n", clicks.size());
    bool good = printLimit("without effect", static_cast<double>(missed), "", 0);
    printFigure("answered after, median", median(answered), "ms");
    printFigure("answered after, p99", calibration::percentile99(answered), "ms");
    good &= printLimit("answered after, slowest", slowest->answeredMs, "ms", ClickLimitMs);
    printFigure("CPU of the window for that click", slowest->windowCpuMs, "ms");
    std::printf("  %-34s %10s\n", "which was on", slowest->what.c_str());
    return good;
}

int run(unsigned rounds, bool check, bool everyClick)
{
    // Made before any other thread, for they fork; they wait in silence for their turn.
    std::deque<TruthServer> servers;
    for (unsigned i = 0; i < 2 * rounds; ++i)
        servers.emplace_back(uiLoadPlan());
    int argc = 1;
    std::array<char, 10> program{"tokamark"};
    std::array<char *, 2> argv{program.data(), nullptr};
    const QApplication application(argc, argv.data());

    std::vector<LoadScore> alone;
    std::vector<LoadScore> beside;
    std::vector<ClickTime> clicks;
    for (std::size_t i = 0; i < rounds; ++i) {
        alone.push_back(std::async(std::launch::async, runUiLoad, std::cref(servers[2 * i]), nullptr).get());
        const WindowScore withWindow = runBesideWindow(servers[2 * i + 1]);
        beside.push_back(withWindow.load);
        clicks.insert(clicks.end(), withWindow.clicks.begin(), withWindow.clicks.end());
    }
    if (everyClick) {
        for (const ClickTime &click : clicks)
            std::printf("%8.2f ms, %8.2f ms CPU: %s%s\n", click.answeredMs, click.windowCpuMs, click.what.c_str(),
                        click.landed ? "" : ", without effect");
    }
    bool good = printLoad("100 streams of 50 tokens/s, the engine alone", alone);
    good &= printLoad("100 streams of 50 tokens/s, beside the window", beside);
    good &= printLimit("CPU per token, ratio", cpuPerToken(beside) / cpuPerToken(alone), "", CpuRatioLimit);
    good &= printClicks(clicks);
    return check && !good ? 1 : 0;
}

} // namespace
} // namespace tokamark::bench

int main(int argc, char **argv)
{
    CLI::App app{"Measures the engine beside the window, and the window beside the engine"};
    unsigned rounds = 3;
    bool check = false;
    bool everyClick = false;
    app.add_option("--repeat", rounds, "Runs with and without the window; medians are shown")->check(CLI::Range(1, 9));
    app.add_flag("--check", check, "Fail if a limit does not hold");
    app.add_flag("--clicks", everyClick, "List every click");
    CLI11_PARSE(app, argc, argv);
    if (::getenv("QT_QPA_PLATFORM") == nullptr)
        ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    QStandardPaths::setTestModeEnabled(true);
    try {
        return tokamark::bench::run(rounds, check, everyClick);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 2;
    }
}
