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
#include <QFileInfo>
#include <QTextStream>

#include <csignal>
#include <memory>
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

/// A chart and what its file is called after.
struct NamedChart {
    QString name;
    std::unique_ptr<ui::Chart> chart;
};

template <class Drawn, class Data> NamedChart named(const QString &name, Data &&data)
{
    auto chart = std::make_unique<Drawn>();
    chart->setData(std::forward<Data>(data));
    return {name, std::move(chart)};
}

/// What all repetitions and series have in common.
std::vector<NamedChart> sharedCharts(const Loaded &loaded)
{
    const ui::ResultSet &set = *loaded.set;
    const ui::ResultChoice choice{ui::LatencyKind::Ttft, set.shownStatistic(), ui::ReferenceStudy::None};
    const QString statistic = QStringLiteral("ttft-") + ui::resultcharts::name(choice.statistic);
    std::vector<NamedChart> charts;
    charts.push_back(named<ui::CurveChart>(statistic, ui::resultcharts::latencyCurves(set, choice)));
    charts.push_back(named<ui::CurveChart>(QStringLiteral("output-rate"), ui::resultcharts::rateCurves(set, choice)));
    charts.push_back(
        named<ui::GroupedBarsChart>(statistic + QStringLiteral("-bars"), ui::resultcharts::latencyBars(set, choice)));
    charts.push_back(named<ui::GroupedBarsChart>(QStringLiteral("output-rate-bars"), ui::resultcharts::rateBars(set)));
    charts.push_back(named<ui::StackedBarsChart>(QStringLiteral("ttft-split"), ui::splitBars(set)));
    charts.push_back(named<ui::DistributionChart>(QStringLiteral("ttft-distribution-") + levelPart(loaded.level),
                                                  ui::requestcharts::distribution(set, loaded.requests, loaded.level)));
    return charts;
}

/// The first repetition of each series at the highest level over time, with its measured window.
Expected<void> addTimelines(const Loaded &loaded, const QString &databasePath, std::vector<NamedChart> &charts)
{
    for (std::size_t i = 0; i < loaded.set->series().size(); ++i) {
        const ui::ResultSeries &series = loaded.set->series()[i];
        const ui::ResultPoint *point = series.at(loaded.level);
        if (point == nullptr)
            continue;
        const ui::CellPlace place{loaded.set, i, point->cells.front()};
        const auto history = ui::readHistory(databasePath, place);
        if (!history)
            return tl::unexpected(history.error());
        auto chart = std::make_unique<ui::TimelineChart>();
        chart->setData(ui::celltimeline::timeline(place, **history, *place.cell->figures));
        chart->setWindow(chart->data().measured);
        // Names in letters that files do not have would all be the same.
        const QString name
            = QStringLiteral("over-time-%1-%2-%3")
                  .arg(levelPart(loaded.level), QString::number(i + 1), report::safeFileName(series.name));
        charts.push_back({name, std::move(chart)});
    }
    return {};
}

/// False where a file is in the way; then that is said.
bool mayWrite(const std::vector<std::pair<QString, ui::Chart *>> &files)
{
    QStringList taken;
    for (const auto &[path, chart] : files) {
        if (QFileInfo::exists(path))
            taken.append(QFileInfo(path).fileName());
    }
    if (taken.isEmpty())
        return true;
    QTextStream(stderr) << QFileInfo(files.front().first).path()
                        << " has these already, and nothing was written: " << taken.join(QStringLiteral(", "))
                        << "\nChoose another folder, or write over them with --force.\n";
    return false;
}

/// Writes one picture and says where it is.
Expected<void> save(ui::Chart &chart, const QString &path, const ChartExportOptions &options, const ui::ResultSet &set,
                    ui::ChartFormat format)
{
    chart.setTheme(options.dark ? ui::Theme::darkTheme() : ui::Theme::lightTheme());
    chart.setProvenance(ui::resultcharts::provenance(set));
    if (auto saved = ui::ChartRenderer::save(chart, path, format); !saved)
        return saved;
    QTextStream(stdout) << path << '\n';
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
    std::vector<NamedChart> charts = sharedCharts(*loaded);
    if (const auto added = addTimelines(*loaded, options.databasePath, charts); !added)
        return complain(added.error());
    std::vector<std::pair<QString, ui::Chart *>> files;
    for (const NamedChart &each : charts) {
        const QString file = QStringLiteral("%1-%2.%3")
                                 .arg(report::numbersName({set.runs().front().info.id}), each.name,
                                      ui::ChartRenderer::suffix(*format));
        if (each.chart->isEmpty())
            QTextStream(stderr) << ui::resultcharts::leftOut(file, each.chart->heading().emptyText) << '\n';
        else
            files.emplace_back(QDir(options.folder).filePath(file), each.chart.get());
    }
    if (!options.replace && !mayWrite(files))
        return BadUsage;
    for (const auto &[path, chart] : files) {
        if (const auto saved = save(*chart, path, options, set, *format); !saved)
            return complain(saved.error());
    }
    return Done;
}

} // namespace tokamark
