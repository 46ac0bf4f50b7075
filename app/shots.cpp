#include "shots.h"

#include "bridge/backendstore.h"
#include "bridge/database.h"
#include "bridge/runservice.h"
#include "dialogs/commandconsent.h"
#include "dialogs/dialogservice.h"
#include "dialogs/othertooldialog.h"
#include "dialogs/selfcheckdialog.h"
#include "dialogshots.h"
#include "mainwindow.h"
#include "models/plandocument.h"
#include "pages/celltimelinecard.h"
#include "pages/comparisoncard.h"
#include "pages/resultspage.h"
#include "plot/chartrenderer.h"
#include "plot/timelinechart.h"
#include "replayedrun.h"
#include "secrets/secretstore.h"
#include "shotplans.h"
#include "virtualrun.h"
#include "widgets/celldetailscard.h"
#include "widgets/themeprovider.h"
#include "widgets/thresholdsform.h"
#include "widgets/workloadform.h"
#include "words/errorwords.h"
#include "words/translation.h"

#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QElapsedTimer>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThreadPool>

namespace tokamark {

namespace {

using namespace std::chrono_literals;

constexpr QSize ShotSize{1440, 900};
constexpr std::size_t CurrentCell = 7; ///< of the picture of a run that goes on
constexpr std::size_t OtherCurrentCell = 5; ///< of the other kinds of load
constexpr double CurrentSeconds = 24;
constexpr int RemarkableRow = 1; ///< where the first load of the usual run has a verdict
constexpr int CalmRounds = 8; ///< rounds of the event loop without work in the background
constexpr int RoundMs = 15;
constexpr qint64 PatienceMs = 15'000;

int complain(const Error &error)
{
    QTextStream(stderr) << words::sentence(error) << '\n' << words::advice(error) << '\n';
    return 5;
}

/// Turns the event loop until nothing is read in the background any more and everything is drawn.
void settle()
{
    QElapsedTimer clock;
    clock.start();
    for (int calm = 0; calm < CalmRounds && clock.elapsed() < PatienceMs;) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, RoundMs);
        // What is to be deleted goes by itself only in a running event loop, and is drawn until then.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        const bool idle = QThreadPool::globalInstance()->waitForDone(RoundMs);
        calm = idle ? calm + 1 : 0;
    }
}

Expected<void> shoot(QWidget &window, const QString &path)
{
    settle();
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    window.grab().save(&buffer, "PNG");
    return ui::writeFileAtomically(path, png);
}

/// Everything a window works with, in a folder that goes away.
struct Stage {
    explicit Stage(const QString &databasePath, std::shared_ptr<const session::RunSnapshot> snapshot)
        : starter(std::move(snapshot))
        , database(databasePath)
        , backends(database)
        , runs(starter)
    {
    }

    [[nodiscard]] ui::AppContext context()
    {
        return {theme, database, backends, plan, runs, dialogs, consent, secretStore};
    }

    std::shared_ptr<secrets::SecretStore> secretStore = std::make_shared<secrets::SecretStore>();
    ReplayStarter starter;
    ui::QtDialogService dialogs;
    ui::CommandConsent consent;
    ui::ThemeProvider theme;
    ui::Database database;
    ui::BackendStore backends;
    ui::PlanDocument plan;
    ui::RunService runs;
};

/// A plan of another kind of load, and the run of it.
struct OtherLoad {
    const char *name;
    plan::Plan plan;
    RunId run;
    std::shared_ptr<const session::RunSnapshot> half; ///< as it looked before its end
};

/// Brings every page back to its upper end, wherever the last picture left it.
void scrollToTop(const ui::MainWindow &window)
{
    for (const QScrollArea *scroll : window.findChildren<QScrollArea *>())
        scroll->verticalScrollBar()->setValue(0);
}

/// Scrolls whatever lies around the widget so that it is seen.
void scrollTo(QWidget &widget)
{
    settle();
    for (QWidget *around = &widget; around != nullptr; around = around->parentWidget())
        if (auto *scroll = qobject_cast<QScrollArea *>(around))
            scroll->ensureWidgetVisible(&widget);
}

/// The lower end of the page Plan, with what stands folded up there.
Expected<void> shootLimits(ui::MainWindow &window, const Shoot &shootAs)
{
    window.showPage(ui::PageId::Plan);
    auto *limits = window.findChild<ui::ThresholdsForm *>();
    limits->unfold(true);
    scrollTo(*limits);
    auto shot = shootAs(window, QStringLiteral("plan-limits"));
    limits->unfold(false);
    return shot;
}

/// A finished cell of the run with its figures and what is to be said of it.
Expected<void> shootCell(ui::MainWindow &window, const Shoot &shootAs)
{
    window.showPage(ui::PageId::Run);
    auto &grid = *window.page(ui::PageId::Run)->findChild<QTableView *>();
    Q_EMIT grid.clicked(grid.model()->index(RemarkableRow, 0));
    scrollTo(*window.findChild<ui::CellDetailsCard *>());
    auto shot = shootAs(window, QStringLiteral("run-cell"));
    Q_EMIT grid.clicked(grid.model()->index(grid.model()->rowCount() - 1, 0));
    scrollToTop(window);
    return shot;
}

/// A cell over time with its window moved, and as it was measured again.
Expected<void> shootTimeline(ui::MainWindow &window, ui::ResultsPage &results, const Shoot &shootAs)
{
    constexpr double MovedSeconds = 20;
    auto &card = *results.findChild<ui::CellTimelineCard *>();
    auto &chart = *card.findChild<ui::TimelineChart *>();
    settle();
    const ui::TimelineWindow measured = chart.window();
    Q_EMIT chart.windowMoved({measured.from + MovedSeconds, measured.to}, true);
    while (card.isBusy())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    scrollTo(card);
    auto shot = shootAs(window, QStringLiteral("results-over-time"));
    Q_EMIT chart.windowMoved(measured, true);
    return shot;
}

Expected<void> shootPages(ui::MainWindow &window, const Shoot &shootAs)
{
    const std::pair<ui::PageId, const char *> pages[] = {{ui::PageId::Backends, "backends"},
                                                         {ui::PageId::Plan, "plan"},
                                                         {ui::PageId::Run, "run"},
                                                         {ui::PageId::Results, "results"},
                                                         {ui::PageId::Report, "report"}};
    scrollToTop(window);
    for (const auto &[page, name] : pages) {
        window.showPage(page);
        if (auto shot = shootAs(window, QString::fromLatin1(name)); !shot)
            return shot;
    }
    if (auto shot = shootLimits(window, shootAs); !shot)
        return shot;
    if (auto shot = shootCell(window, shootAs); !shot)
        return shot;
    window.showPage(ui::PageId::Results);
    auto &results = *qobject_cast<ui::ResultsPage *>(window.page(ui::PageId::Results));
    results.showBars(true);
    if (auto bars = shootAs(window, QStringLiteral("results-bars")); !bars)
        return bars;
    results.showBars(false);
    settle();
    results.showAsOtherTool();
    auto *dialog = results.findChild<ui::OtherToolDialog *>();
    const auto other = shootAs(*dialog, QStringLiteral("other-tool"));
    dialog->close();
    if (!other)
        return other;
    results.showSelfChecks();
    auto *checks = results.findChild<ui::SelfCheckDialog *>();
    const auto shot = shootAs(*checks, QStringLiteral("self-checks"));
    checks->close();
    return shot ? shootTimeline(window, results, shootAs) : shot;
}

/// The last backend at the first load, where most is to be said of a point.
Expected<void> shootFirstPoint(ui::MainWindow &window, ui::ResultsPage &results, const OtherLoad &load,
                               const Shoot &shootAs)
{
    window.showPage(ui::PageId::Results);
    const ui::ResultSet &shown = *results.results();
    auto &comparison = *results.findChild<ui::ComparisonCard *>();
    comparison.choosePoint(shown.series().size() - 1, shown.levels().front());
    scrollTo(*results.findChild<ui::CellTimelineCard *>());
    auto shot = shootAs(window, QStringLiteral("results-point-%1").arg(QString::fromLatin1(load.name)));
    comparison.choosePoint(0, shown.levels().front());
    return shot;
}

/// The pages with rates, a trace and a search; then everything is as it was.
Expected<void> shootOtherLoads(Stage &stage, ui::MainWindow &window, const Shoot &shootAs,
                               const std::vector<OtherLoad> &others)
{
    const plan::Plan usual = stage.plan.plan();
    auto &results = *qobject_cast<ui::ResultsPage *>(window.page(ui::PageId::Results));
    const RunId shown = results.results()->runs().front().info.id;
    const auto shootPage = [&](ui::PageId page, const char *of, const OtherLoad &load) {
        window.showPage(page);
        settle();
        scrollToTop(window);
        return shootAs(window, QStringLiteral("%1-%2").arg(QString::fromLatin1(of), QString::fromLatin1(load.name)));
    };
    for (const OtherLoad &load : others) {
        stage.plan.replace(load.plan);
        results.showRun(load.run);
        stage.starter.show(load.half);
        for (const auto &[page, of] :
             {std::pair(ui::PageId::Plan, "plan"), std::pair(ui::PageId::Run, "run"),
              std::pair(ui::PageId::Results, "results"), std::pair(ui::PageId::Report, "report")})
            if (auto shot = shootPage(page, of, load); !shot)
                return shot;
        if (auto shot = shootFirstPoint(window, results, load, shootAs); !shot)
            return shot;
    }
    window.showPage(ui::PageId::Plan);
    scrollTo(*window.findChild<ui::WorkloadForm *>());
    auto shot = shootAs(window, QStringLiteral("plan-command"));
    stage.plan.replace(usual);
    results.showRun(shown);
    stage.starter.showFirst();
    settle();
    return shot;
}

/// On the smallest screen, where words of any language must still fit.
Expected<void> shootNarrow(ui::MainWindow &window, const Shoot &shootAs)
{
    window.resize(window.minimumSize());
    const auto shots = shootPages(window, [&](QWidget &widget, const QString &name) {
        return shootAs(widget, name + QStringLiteral("-narrow"));
    });
    window.resize(ShotSize);
    return shots;
}

Expected<void> shootAll(Stage &stage, ui::MainWindow &window, const std::vector<OtherLoad> &others,
                        const QString &folder)
{
    for (const char *language : {"en", "ru"}) {
        words::installTranslation(*QCoreApplication::instance(), QString::fromLatin1(language));
        for (const ui::Appearance appearance : {ui::Appearance::Light, ui::Appearance::Dark}) {
            stage.theme.setAppearance(appearance);
            const char *theme = appearance == ui::Appearance::Light ? "light" : "dark";
            const auto shootAs = [&](QWidget &widget, const QString &name) -> Expected<void> {
                const QString file = QStringLiteral("%1-%2-%3.png")
                                         .arg(name, QString::fromLatin1(theme), QString::fromLatin1(language));
                const QString path = QDir(folder).filePath(file);
                if (auto shot = shoot(widget, path); !shot)
                    return shot;
                QTextStream(stdout) << path << '\n';
                return {};
            };
            if (auto shots = shootPages(window, shootAs); !shots)
                return shots;
            if (auto shots = shootNarrow(window, shootAs); !shots)
                return shots;
            if (auto shots = shootOtherLoads(stage, window, shootAs, others); !shots)
                return shots;
            if (auto shots = shootDialogs(stage.theme.theme(), shootAs); !shots)
                return shots;
        }
    }
    return {};
}

/// Plays the other kinds of load into the database.
Expected<std::vector<OtherLoad>> storeOtherLoads(const QString &databasePath, const QString &folder)
{
    auto trace = shotplans::ofTrace(folder);
    if (!trace)
        return tl::unexpected(trace.error());
    std::vector<OtherLoad> others;
    others.push_back({"rate", shotplans::ofRates(), {}, nullptr});
    others.push_back({"trace", std::move(*trace), {}, nullptr});
    others.push_back({"search", shotplans::ofSearch(), {}, nullptr});
    for (OtherLoad &load : others) {
        const auto run = storeVirtualRun(load.plan, databasePath);
        if (!run)
            return tl::unexpected(run.error());
        load.run = *run;
        auto repository = storage::RunRepository::open(databasePath);
        if (!repository)
            return tl::unexpected(repository.error());
        auto half = snapshotOf(**repository, *run, OtherCurrentCell, CurrentSeconds);
        if (!half)
            return tl::unexpected(half.error());
        load.half = std::move(*half);
    }
    return others;
}

} // namespace

int takeShots(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return complain(Error{ErrorCode::FileUnwritable, folder.toStdString(), {}});
    QTemporaryDir temporary;
    const QString path = temporary.filePath(QStringLiteral("tokamark.sqlite"));
    for (const auto &[preset, duration] : {std::pair("demo", Duration(10s)), std::pair("quick-look", Duration(15s))})
        if (const auto run = storeVirtualRun(shotplans::ofPreset(preset, duration), path); !run)
            return complain(run.error());
    // Before the usual one, which is the newest and stands first in the history.
    const auto others = storeOtherLoads(path, temporary.path());
    if (!others)
        return complain(others.error());
    plan::Plan plan = shotplans::ofPreset("bentoml-2024-corrected", 90s);
    // What ninety seconds can show; p99 would need longer.
    plan.percentiles = {50, 90, 95};
    const auto run = storeVirtualRun(plan, path);
    if (!run)
        return complain(run.error());
    auto repository = storage::RunRepository::open(path);
    if (!repository)
        return complain(repository.error());
    auto snapshot = snapshotOf(**repository, *run, CurrentCell, CurrentSeconds);
    if (!snapshot)
        return complain(snapshot.error());

    Stage stage(path, std::move(*snapshot));
    stage.backends.add(plan.targets);
    stage.plan.replace(plan);
    ui::MainWindow window(stage.context());
    window.resize(ShotSize);
    window.show();
    stage.runs.start(plan, {});
    settle();
    if (const auto shots = shootAll(stage, window, *others, folder); !shots)
        return complain(shots.error());
    return 0;
}

} // namespace tokamark
