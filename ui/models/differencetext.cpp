#include "models/differencetext.h"

#include "metrics/comparison.h"
#include "words/differencewords.h"
#include "words/levelwords.h"
#include "words/metricwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <vector>

namespace tokamark::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DifferenceText)
};

/// A figure that a comparison speaks of, and where its samples are counted.
struct Spoken {
    metrics::Metric metric = metrics::Metric::OutputThroughput;
    std::optional<Statistic> ttft; ///< empty: no percentile, so no samples are too few
};

std::vector<Spoken> spokenFigures(Statistic which)
{
    std::vector<Spoken> all{{metrics::Metric::OutputThroughput, std::nullopt},
                            {metrics::Metric::TtftP50, Statistic::P50}};
    const auto metric = metricOf(LatencyKind::Ttft, which);
    if (metric && which != Statistic::P50)
        all.push_back({*metric, which});
    return all;
}

std::optional<metrics::Difference> differenceOf(const ResultSet &set, const DifferenceFamily &family,
                                                const ComparedSeries &compared, const Spoken &figure)
{
    const ResultSeries &a = set.series().at(compared.baseline);
    const ResultSeries &b = set.series().at(compared.series);
    const ResultPoint *from = a.at(compared.level);
    const ResultPoint *to = b.at(compared.level);
    if (from == nullptr || to == nullptr)
        return std::nullopt;
    if (figure.ttft) {
        for (const ResultPoint *point : {from, to}) {
            if (point->trust(LatencyKind::Ttft, *figure.ttft) == metrics::PercentileTrust::TooFew)
                return std::nullopt;
        }
    }
    return family.at(compared, figure.metric);
}

QString sentence(const ResultSet &set, const ComparedSeries &compared, const metrics::Difference &difference)
{
    return Words::tr("%1 beside %2, %3, %4: %5")
        .arg(set.series()[compared.series].name, set.series()[compared.baseline].name, words::levelText(compared.level),
             words::label(difference.metric), words::statement(difference));
}

/// The series that another stands beside; empty for the one that all stand beside.
std::optional<std::size_t> baselineOf(const ResultSet &set, std::size_t series)
{
    const std::vector<ResultSeries> &all = set.series();
    for (std::size_t i = 0; i < series; ++i) {
        if (all[i].run != all[series].run && all[i].target == all[series].target)
            return i;
    }
    return series == 0 ? std::nullopt : std::optional<std::size_t>(0);
}

DifferenceFamily::Pairs reportPairs(const ResultSet &set)
{
    DifferenceFamily::Pairs pairs;
    for (std::size_t i = 0; i < set.series().size(); ++i) {
        if (const auto baseline = baselineOf(set, i))
            pairs.emplace_back(*baseline, i);
    }
    return pairs;
}

bool saysSomething(const ResultSeries &series, const plan::Level &level)
{
    const ResultPoint *point = series.at(level);
    return point != nullptr && point->severity != metrics::Severity::Bad;
}

std::vector<plan::Level> levelsTold(const ResultSet &set)
{
    std::vector<plan::Level> all;
    for (const plan::Level &level : set.levels()) {
        if (std::ranges::all_of(set.series(),
                                [&level](const ResultSeries &series) { return saysSomething(series, level); }))
            all.push_back(level);
    }
    if (set.series().size() > 2 && all.size() > 1)
        all.erase(all.begin(), all.end() - 1);
    return all;
}

/// All figures in a line; without repetitions the rate alone, for what cannot be told need not be said three times.
QString lineOf(const ResultSet &set, const DifferenceFamily &family, const ComparedSeries &compared)
{
    QStringList statements;
    // What the rest of a report is judged by: p95 of few requests would tell chance.
    for (const Spoken &figure : spokenFigures(set.judgedStatistic().value_or(Statistic::P50))) {
        const auto difference = differenceOf(set, family, compared, figure);
        if (!difference || (difference->kind != metrics::IntervalKind::BetweenRuns && !statements.isEmpty()))
            continue;
        statements.append(Words::tr("%1: %2").arg(words::label(difference->metric), words::statement(*difference)));
    }
    if (statements.isEmpty())
        return {};
    return Words::tr("%1 beside %2, %3. %4")
        .arg(set.series()[compared.series].name, set.series()[compared.baseline].name, words::levelText(compared.level),
             statements.join(QLatin1Char(' ')));
}

} // namespace

QStringList differenceSentences(const ResultSet &set, const DifferenceFamily &family, const ComparedSeries &compared,
                                Statistic which)
{
    QStringList sentences;
    for (const Spoken &figure : spokenFigures(which)) {
        if (const auto difference = differenceOf(set, family, compared, figure))
            sentences.append(sentence(set, compared, *difference));
    }
    return sentences;
}

QString rateSentence(const ResultSet &set, const DifferenceFamily &family, const ComparedSeries &compared)
{
    const auto difference = differenceOf(set, family, compared, {});
    return difference ? sentence(set, compared, *difference) : QString();
}

DifferenceFamily reportFamily(const ResultSet &set)
{
    return {set, reportPairs(set)};
}

QStringList reportDifferences(const ResultSet &set, const DifferenceFamily &family)
{
    QStringList lines;
    for (const plan::Level &level : levelsTold(set)) {
        for (const auto &[baseline, series] : reportPairs(set)) {
            const QString line = lineOf(set, family, {baseline, series, level});
            if (!line.isEmpty())
                lines.append(line);
        }
    }
    return lines;
}

} // namespace tokamark::ui
