#pragma once

#include "models/resultset.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace tokamark::ui {

/// What one way of using a model asks of a server. A zero asks nothing.
struct Scenario {
    QString name;
    QString criterion; ///< the limits in words
    double ttftMs = 0; ///< of `statistic`
    double tokensPerSecondPerUser = 0;
    Statistic statistic = Statistic::P95; ///< what the TTFT is judged by
};

/// One scenario answered from what was measured.
struct ScenarioAnswer {
    QString name;
    QString criterion;
    QString answer; ///< short, for a badge: which backend, up to how many users
    bool met = false; ///< some backend holds the limits at some level
    QString text;
};

/// How far a series holds the limits of a scenario.
struct Holding {
    std::size_t series = 0;
    std::optional<plan::Level> holds; ///< highest level up to which every level holds
    std::optional<plan::Level> fails; ///< first level that does not
    std::vector<plan::Level> unjudged; ///< levels whose points are bad, so that they say nothing
};

/// A report in words: answers, what cannot be said, where it comes from.
struct ReportContent {
    QString title;
    QString subtitle;
    std::vector<ScenarioAnswer> scenarios;
    QStringList differences; ///< what may be said of one series beside another
    QStringList failures; ///< why points failed as a whole, and why requests did, a line for each point
    QStringList limits; ///< what this data cannot say
    QString provenance;
    bool simulated = false;
};

[[nodiscard]] Holding holding(const ResultSet &set, std::size_t series, const Scenario &scenario);
[[nodiscard]] ReportContent reportContent(const ResultSet &set);
/// The percentile that charts and tables of a report show beside the median: that by which it judges.
[[nodiscard]] Statistic reportStatistic(const ResultSet &set);
/// Backends by level as rows of text: a head, then one row for each point.
[[nodiscard]] std::vector<QStringList> reportTable(const ResultSet &set);

} // namespace tokamark::ui
