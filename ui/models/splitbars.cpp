#include "models/splitbars.h"

#include "models/pointremarks.h"
#include "models/scenariotext.h"
#include "words/levelwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <optional>

namespace tokamark::ui {
namespace {

using metrics::TtftSplit;

struct SplitBars {
    Q_DECLARE_TR_FUNCTIONS(SplitBars)
};

/// From the bottom of a bar to its top.
enum class Part { Connection, Network, Queue, Prefill, Remainder };
constexpr std::array Parts{Part::Connection, Part::Network, Part::Queue, Part::Prefill, Part::Remainder};

QString nameOf(Part part)
{
    switch (part) {
    case Part::Connection: return SplitBars::tr("connecting");
    case Part::Network: return SplitBars::tr("network");
    case Part::Queue: return SplitBars::tr("server's queue");
    case Part::Prefill: return SplitBars::tr("prefill");
    case Part::Remainder: return SplitBars::tr("unaccounted");
    }
    return {};
}

double valueOf(const TtftSplit &split, Part part)
{
    switch (part) {
    case Part::Connection: return split.connection;
    case Part::Network: return split.network.value_or(0);
    case Part::Queue: return split.queue.value_or(0);
    case Part::Prefill: return split.prefill;
    case Part::Remainder: return split.remainder;
    }
    return 0;
}

/// Empty if one of the repetitions has no split.
std::optional<double> mean(const ResultPoint &point, Part part)
{
    double sum = 0;
    for (const metrics::CellFigures *figures : point.figures()) {
        if (!figures->server || !figures->server->ttft)
            return std::nullopt;
        sum += valueOf(*figures->server->ttft, part);
    }
    return sum / static_cast<double>(point.cells.size());
}

/// Why a point has no bar.
enum class Lack { NotAsked, NoAnswer, NotTold };
constexpr std::array Lacks{Lack::NotAsked, Lack::NoAnswer, Lack::NotTold};

Lack lackOf(const ResultPoint &point)
{
    Lack lack = Lack::NotTold;
    for (const metrics::CellFigures *figures : point.figures()) {
        if (!figures->server || figures->server->scrapes + figures->server->failedScrapes == 0)
            lack = Lack::NotAsked;
        else if (figures->server->scrapes == 0)
            lack = std::min(lack, Lack::NoAnswer);
    }
    return lack;
}

QString sentenceOf(Lack lack, const QString &names)
{
    switch (lack) {
    case Lack::NotAsked: return SplitBars::tr("no metrics of the server known: %1").arg(names);
    case Lack::NoAnswer: return SplitBars::tr("metrics not reachable: %1").arg(names);
    case Lack::NotTold: return SplitBars::tr("server does not tell its own times: %1").arg(names);
    }
    return {};
}

/// Says which backends have no bar, or not at every load, and why.
QString captionOf(const ResultSet &set)
{
    std::array<QStringList, Lacks.size()> lacking;
    for (const ResultSeries &series : set.series())
        for (const ResultPoint &point : series.points) {
            QStringList &names = lacking.at(static_cast<std::size_t>(lackOf(point)));
            if (!mean(point, Part::Prefill) && !names.contains(series.name))
                names.append(series.name);
        }
    QString caption;
    for (const Lack lack : Lacks)
        if (const QStringList &names = lacking.at(static_cast<std::size_t>(lack)); !names.isEmpty())
            joinCaption(caption, sentenceOf(lack, names.join(QStringLiteral(", "))));
    return caption;
}

} // namespace

StackedBarsData splitBars(const ResultSet &set)
{
    StackedBarsData data;
    data.heading.title = SplitBars::tr("Where the time to first token goes");
    data.heading.units = SplitBars::tr("ms, mean");
    data.heading.emptyText = SplitBars::tr("Bars appear here where a server tells its own times.");
    data.heading.subtitle = scenariotext::of(set);
    data.categoryTitle = SplitBars::tr("Backend, load");
    std::array<std::vector<double>, Parts.size()> values;
    for (const ResultSeries &series : set.series()) {
        for (const ResultPoint &point : series.points) {
            if (!mean(point, Part::Prefill))
                continue;
            // On two lines: side by side, long names would touch.
            data.categories.push_back(series.name + QLatin1Char('\n') + words::levelNumber(point.level));
            for (std::size_t i = 0; i < Parts.size(); ++i)
                values[i].push_back(mean(point, Parts[i]).value_or(0));
        }
    }
    if (data.categories.empty())
        return data;
    data.heading.caption = captionOf(set);
    for (std::size_t i = 0; i < Parts.size(); ++i)
        data.parts.push_back({nameOf(Parts[i]), static_cast<int>(i), std::move(values[i])});
    return data;
}

} // namespace tokamark::ui
