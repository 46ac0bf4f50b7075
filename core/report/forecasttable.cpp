#include "report/forecasttable.h"

#include "report/json.h"
#include "report/texttable.h"
#include "words/durationwords.h"
#include "words/tracewords.h"

#include <algorithm>
#include <optional>
#include <span>

namespace tokamark::report {
namespace {

using plan::CellForecast;
using plan::Forecast;

bool timeKnown(const Forecast &forecast)
{
    return forecast.duration > Duration{};
}

/// Zero where it cannot be told of every cell.
Forecast totalOf(std::span<const CellForecast> cells)
{
    Forecast total;
    for (const CellForecast &cell : cells) {
        total.duration += cell.forecast.duration;
        total.requests += cell.forecast.requests;
    }
    if (!std::ranges::all_of(cells, [](const CellForecast &cell) { return timeKnown(cell.forecast); }))
        total.duration = {};
    if (!std::ranges::all_of(cells, [](const CellForecast &cell) { return cell.forecast.requests > 0; }))
        total.requests = 0;
    return total;
}

QString requestsText(const Forecast &forecast)
{
    return forecast.requests > 0 ? QString::number(forecast.requests) : QStringLiteral("as many as fit");
}

QString timeText(const Forecast &forecast)
{
    return timeKnown(forecast) ? words::duration(toSeconds(forecast.duration)) : QStringLiteral("not known");
}

Json forecastPart(const Forecast &forecast)
{
    return {{"requests", forecast.requests > 0 ? Json(forecast.requests) : Json(nullptr)},
            {"seconds", timeKnown(forecast) ? Json(toSeconds(forecast.duration)) : Json(nullptr)}};
}

/// "so much", or "from so much to more".
QString between(const QString &least, const QString &most)
{
    return least == most ? least : QStringLiteral("%1 to %2").arg(least, most);
}

/// What comes on top of a time.
QString drainText(const std::optional<Duration> &longest)
{
    const QString text = QStringLiteral(", and what the last answers take");
    return longest ? text + QStringLiteral(" (at most %1 a cell)").arg(words::duration(toSeconds(*longest))) : text;
}

QString startsText(const plan::StartsForecast &starts)
{
    return QStringLiteral("Times of the command before each repetition: %1, each up to %2 more\n")
        .arg(between(QString::number(starts.fewest), QString::number(starts.most)),
             words::duration(toSeconds(starts.longest)));
}

QString searchText(const plan::SearchForecast &search, const std::optional<Duration> &drain)
{
    QString text
        = QStringLiteral("The plan searches: what it measures next is known by what was measured.\n"
                         "%1 cells, the fewest where the lowest load fails, more than the most where an end changes "
                         "sides or a measurement is made again\n")
              .arg(between(QString::number(search.fewestCells), QString::number(search.mostCells)));
    text += QStringLiteral("Requests: %1; ").arg(between(requestsText(search.least), requestsText(search.most)));
    return text
        + (timeKnown(search.most) ? QStringLiteral("time: about %1%2\n")
                                        .arg(between(timeText(search.least), timeText(search.most)), drainText(drain))
                                  : QStringLiteral("time: %1\n").arg(timeText(search.most)));
}

QString cellsText(const plan::Plan &plan, std::span<const CellForecast> cells, const std::optional<Duration> &drain)
{
    TextTable table;
    table.addColumn(QStringLiteral("target"), TextTable::Align::Left);
    table.addColumn(QStringLiteral("workload"), TextTable::Align::Left);
    table.addColumn(QString::fromLatin1(plan::unitName(plan.load.kind)));
    table.addColumn(QStringLiteral("requests"));
    table.addColumn(QStringLiteral("time, about"));
    for (const CellForecast &cell : cells) {
        if (cell.key.repetition > 0)
            continue;
        table.addRow({QString::fromStdString(plan.targets.at(cell.key.target).name),
                      QString::fromStdString(plan.workloads.at(cell.key.workload).name),
                      QString::fromStdString(plan::numberText(plan.load.level(cell.key.level))),
                      requestsText(cell.forecast), timeText(cell.forecast)});
    }
    const Forecast total = totalOf(cells);
    return table.plainText()
        + QStringLiteral("%1 cells, %2 repetitions each: %3 requests, time %4\n")
              .arg(cells.size())
              .arg(plan.repetitions)
              .arg(requestsText(total),
                   timeKnown(total) ? QStringLiteral("about %1%2").arg(timeText(total), drainText(drain))
                                    : timeText(total));
}

Json searchPart(std::uint64_t cells, const Forecast &forecast)
{
    Json part = forecastPart(forecast);
    part["cells"] = cells;
    return part;
}

} // namespace

QString forecastText(const plan::Plan &plan, const plan::PlanForecast &forecast)
{
    QString text = forecast.search ? searchText(*forecast.search, forecast.longestDrain)
                                   : cellsText(plan, forecast.cells, forecast.longestDrain);
    if (forecast.starts)
        text += startsText(*forecast.starts);
    const QString rows = forecast.trace ? words::sentence(*forecast.trace) : QString();
    return rows.isEmpty() ? text : text + rows + QLatin1Char('\n');
}

QByteArray forecastJson(const plan::Plan &plan, const plan::PlanForecast &forecast)
{
    Json document{{"plan", plan.name}, {"searches", plan.search.has_value()}, {"cells", Json::array()}};
    for (const CellForecast &cell : forecast.cells) {
        Json one{{"target", plan.targets.at(cell.key.target).name},
                 {"workload", plan.workloads.at(cell.key.workload).name},
                 {"load", plan::name(plan.load.kind)},
                 {"level", json(plan.load.level(cell.key.level))},
                 {"repetition", cell.key.repetition + 1}};
        one.update(forecastPart(cell.forecast));
        document["cells"].push_back(std::move(one));
    }
    document["total"] = plan.search ? forecastPart({}) : forecastPart(totalOf(forecast.cells));
    if (const auto &search = forecast.search)
        document["search"] = {{"least", searchPart(search->fewestCells, search->least)},
                              {"most", searchPart(search->mostCells, search->most)}};
    if (const auto &starts = forecast.starts)
        document["before_repetition"]
            = {{"least", starts->fewest}, {"most", starts->most}, {"longest_seconds", toSeconds(starts->longest)}};
    document["longest_drain_seconds"] = forecast.longestDrain ? Json(toSeconds(*forecast.longestDrain)) : Json(nullptr);
    if (const auto &rows = forecast.trace)
        document["trace"] = {{"rows_left_out", rows->leftOut}, {"rows_out_of_order", rows->outOfOrder}};
    return jsonText(document);
}

} // namespace tokamark::report
