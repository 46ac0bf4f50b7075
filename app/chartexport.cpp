#include "chartexport.h"

#include "models/resultcharts.h"
#include "models/resultloader.h"
#include "models/splitbars.h"
#include "models/timelineloader.h"
#include "plot/chartrenderer.h"
#include "plot/curvechart.h"
#include "plot/distributionchart.h"
#include "plot/groupedbarschart.h"
#include "plot/stackedbarschart.h"
#include "plot/timelinechart.h"
#include "report/filenames.h"
#include "storage/runrepository.h"
#include "words/errorwords.h"

#include <QDir>
#include <QTextStream>

#include <csignal>
#include <utility>
#include <vector>

namespace tokamark {

namespace {

enum ExitCode { Done = 0, BadUsage = 2, NotWritten = 5 };

int complain(const Error &error)
{
    QTextStream(stderr) << words::sentence(error) << '\n' << words::advice(error) << '\n';
    return error.code == ErrorCode::NotFound || error.code == ErrorCode::Ambiguous || error.code == ErrorCode::BadUsage
        ? BadUsage
        : NotWritten;
}

/// The part of a file's name that says the level: "50-users", "2.5qps".
QString levelPart(const plan::Level &level)
{
    return level.kind == plan::LoadKind::Closed ? QStringLiteral("%1-users").arg(level.users())
                                                : QString::fromStdString(plan::fileNamePart(level));
}

/// A run and the requests of its highest level.
struct Loaded {
    std::shared_ptr<const ui::ResultSet> set;
    std::vector<ui::SeriesRequests> requests;
    plan::Level level;
};

Expected<Loaded> load(const ChartExportOptions &options)
{
    // Opening makes a missing database; asking for charts of one must not.
    if (!QFileInfo::exists(options.databasePath))
        return fail(ErrorCode::DatabaseUnopenable, options.databasePath.toStdString());
    auto repository = storage::RunRepository::open(options.databasePath);
    if (!repository)
        return tl::unexpected(repository.error());
    const auto id = (*repository)->find(options.run);
    if (!id)
        return tl::unexpected(id.error());
    auto set = ui::loadResults(options.databasePath, {*id});
    if (!set)
        return tl::unexpected(set.error());
    Loaded loaded{*set, {}, {}};
    if (loaded.set->levels().empty())
        return loaded;
    loaded.level = loaded.set->levels().back();
    auto requests = ui::loadSeriesRequests(options.databasePath, *loaded.set, loaded.level);
    if (!requests)
        return tl::unexpected(requests.error());
    loaded.requests = std::move(*requests);
    return loaded;
}

/// Writes one picture and says where it is, or why there is none: a chart that has nothing to show.
Expected<void> save(ui::Chart &chart, const QString &name, const ui::ResultSet &set, const ChartExportOptions &options,
                    ui::ChartFormat format)
{
    const QString file
        = QStringLiteral("run-%1-%2.%3")
              .arg(QString::number(set.runs().front().info.id.value), name, ui::ChartRenderer::suffix(format));
    if (chart.isEmpty()) {
        QTextStream(stderr) << ui::resultcharts::leftOut(file, chart.heading().emptyText) << '\n';
        return {};
    }
    chart.setTheme(options.dark ? ui::Theme::darkTheme() : ui::Theme::lightTheme());
    chart.setProvenance(ui::resultcharts::provenance(set));
    const QString path = QDir(options.folder).filePath(file);
    if (auto saved = ui::ChartRenderer::save(chart, path, format); !saved)
        return saved;
    QTextStream(stdout) << path << '\n';
    return {};
}

/// The first repetition of each series at the highest level over time, with its measured window.
Expected<void> saveTimelines(const Loaded &loaded, const ChartExportOptions &options, ui::ChartFormat format)
{
    for (std::size_t i = 0; i < loaded.set->series().size(); ++i) {
        const ui::ResultSeries &series = loaded.set->series()[i];
        const ui::ResultPoint *point = series.at(loaded.level);
        if (point == nullptr)
            continue;
        const ui::CellPlace place{loaded.set, i, point->cells.front()};
        const auto history = ui::readHistory(options.databasePath, place);
        if (!history)
            return tl::unexpected(history.error());
        ui::TimelineChart chart;
        chart.setData(ui::celltimeline::timeline(place, **history, *place.cell->figures));
        chart.setWindow(chart.data().measured);
        // Names in letters that files do not have would all be the same.
        const QString name
            = QStringLiteral("over-time-%1-%2-%3")
                  .arg(levelPart(loaded.level), QString::number(i + 1), report::safeFileName(series.name));
        if (auto saved = save(chart, name, *loaded.set, options, format); !saved)
            return saved;
    }
    return {};
}

} // namespace

int exportCharts(const ChartExportOptions &options)
{
    // Names of files are told to whoever listens; where nobody does any more, the files are still wanted.
    std::signal(SIGPIPE, SIG_IGN);
    const auto format = ui::ChartRenderer::formatFromName(options.format);
    if (!format)
        return complain(format.error());
    const auto loaded = load(options);
    if (!loaded)
        return complain(loaded.error());
    if (!QDir().mkpath(options.folder))
        return complain(Error{ErrorCode::FileUnwritable, options.folder.toStdString(), {}});

    const ui::ResultSet &set = *loaded->set;
    const ui::ResultChoice choice{ui::LatencyKind::Ttft, set.shownStatistic(), ui::ReferenceStudy::None};
    const QString statistic = QStringLiteral("ttft-") + ui::resultcharts::name(choice.statistic);
    ui::CurveChart latency;
    ui::CurveChart rate;
    ui::GroupedBarsChart latencyBars;
    ui::GroupedBarsChart rateBars;
    ui::StackedBarsChart split;
    ui::DistributionChart distribution;
    latency.setData(ui::resultcharts::latencyCurves(set, choice));
    rate.setData(ui::resultcharts::rateCurves(set, choice));
    latencyBars.setData(ui::resultcharts::latencyBars(set, choice));
    rateBars.setData(ui::resultcharts::rateBars(set));
    distribution.setData(ui::requestcharts::distribution(set, loaded->requests, loaded->level));
    split.setData(ui::splitBars(set));

    const std::vector<std::pair<QString, ui::Chart *>> charts{
        {statistic, &latency},
        {QStringLiteral("output-rate"), &rate},
        {statistic + QStringLiteral("-bars"), &latencyBars},
        {QStringLiteral("output-rate-bars"), &rateBars},
        {QStringLiteral("ttft-split"), &split},
        {QStringLiteral("ttft-distribution-") + levelPart(loaded->level), &distribution}};
    for (const auto &[name, chart] : charts)
        if (const auto saved = save(*chart, name, set, options, *format); !saved)
            return complain(saved.error());
    if (const auto saved = saveTimelines(*loaded, options, *format); !saved)
        return complain(saved.error());
    return Done;
}

} // namespace tokamark
