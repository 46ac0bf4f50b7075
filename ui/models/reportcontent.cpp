#include "models/reportcontent.h"

#include "format/figureformat.h"
#include "format/numberformat.h"
#include "models/batchanswer.h"
#include "models/differencetext.h"
#include "models/failedcelltext.h"
#include "models/failuretext.h"
#include "models/resultcharts.h"
#include "models/rundifferencetext.h"
#include "models/seriesstyle.h"
#include "models/verdicttext.h"
#include "report/runlimits.h"
#include "words/levelwords.h"
#include "words/limitwords.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace tokamark::ui {

namespace {

constexpr std::size_t RepetitionsForASentence = 3;
constexpr qsizetype HashShown = 12;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportContent)
};

std::vector<Scenario> scenarios(Statistic judged)
{
    const QString name = resultcharts::name(judged);
    return {
        {Words::tr("Interactive chat"), Words::tr("TTFT %1 ≤ 500 ms, ≥ 15 tok/s per user").arg(name), 500, 15, judged},
        {Words::tr("Code completion"), Words::tr("TTFT %1 ≤ 150 ms").arg(name), 150, 0, judged}};
}

bool meets(const ResultPoint &point, const Scenario &scenario)
{
    const double ttft = point.latency(LatencyKind::Ttft, scenario.statistic);
    // Written so that a value that is not there does not meet a limit.
    return (scenario.ttftMs <= 0 || ttft <= scenario.ttftMs)
        && (scenario.tokensPerSecondPerUser <= 0 || point.ratePerUser() >= scenario.tokensPerSecondPerUser);
}

QString sentenceFor(const ResultSet &set, const Holding &holding, Statistic judged)
{
    const ResultSeries &series = set.series()[holding.series];
    QString text;
    if (holding.fails) {
        const ResultPoint &point = *series.at(*holding.fails);
        const QString fails = words::levelText(*holding.fails);
        const QString ttft = format::latency(point.latency(LatencyKind::Ttft, judged), point.timeoutSeconds);
        const QString rate = format::number(point.ratePerUser());
        text = holding.holds
            ? Words::tr("%1 holds up to %2 and misses at %3 (TTFT %4 %5, %6 tok/s per user).", "%4: a percentile")
                  .arg(series.name, words::levelText(*holding.holds), fails, resultcharts::name(judged), ttft, rate)
            : Words::tr("%1 misses them already at %2 (TTFT %3 %4, %5 tok/s per user).", "%3: a percentile")
                  .arg(series.name, fails, resultcharts::name(judged), ttft, rate);
    }
    if (holding.unjudged.empty())
        return text;
    QStringList unjudged;
    for (const plan::Level &level : holding.unjudged)
        unjudged.append(words::levelText(level));
    const QString sentence = unjudged.size() == 1 ? Words::tr("The point of %1 at %2 cannot be judged.")
                                                  : Words::tr("The points of %1 at %2 cannot be judged.");
    return text + (text.isEmpty() ? QString() : QStringLiteral(" "))
        + sentence.arg(series.name, unjudged.join(QStringLiteral(", ")));
}

ScenarioAnswer answer(const ResultSet &set, const Scenario &scenario)
{
    std::vector<Holding> all;
    for (std::size_t i = 0; i < set.series().size(); ++i)
        all.push_back(holding(set, i, scenario));
    std::stable_sort(all.begin(), all.end(), [&](const Holding &a, const Holding &b) {
        if (a.holds != b.holds)
            return a.holds > b.holds;
        if (!a.holds)
            return false;
        return set.series()[a.series].at(*a.holds)->outputRate() > set.series()[b.series].at(*b.holds)->outputRate();
    });
    ScenarioAnswer result{scenario.name, scenario.criterion, {}, false, {}};
    QStringList sentences;
    QStringList throughout;
    for (const Holding &one : all)
        if (one.holds && !one.fails)
            throughout.append(set.series()[one.series].name);
    if (!throughout.isEmpty())
        sentences.append(
            Words::tr("Within the limits at every load judged: %1.").arg(throughout.join(QStringLiteral(", "))));
    for (const Holding &one : all)
        if (const QString sentence = sentenceFor(set, one, scenario.statistic); !sentence.isEmpty())
            sentences.append(sentence);
    result.text = sentences.join(QLatin1Char(' '));
    if (all.empty() || !all.front().holds) {
        const bool any = std::ranges::any_of(all, [](const Holding &one) { return one.fails.has_value(); });
        result.answer = any ? Words::tr("none of them, at the loads measured") : Words::tr("not judged");
        return result;
    }
    result.met = true;
    const Holding &best = all.front();
    const QString name = set.series()[best.series].name;
    result.answer = !best.fails ? Words::tr("%1, at least %2").arg(name, words::levelText(*best.holds))
                                : Words::tr("%1, at least %2, under %3")
                                      .arg(name, words::levelText(*best.holds), words::levelNumber(*best.fails));
    return result;
}

/// What the search of a run has found: the backend that carries most, and all of them in a sentence each.
ScenarioAnswer searchAnswer(const storage::StoredRun &run)
{
    ScenarioAnswer result{Words::tr("Largest load"), words::requirements(run.plan), {}, false, {}};
    const std::vector<metrics::LimitSeries> limits = report::limitsOf(run);
    const plan::LoadKind kind = run.plan.load.kind;
    const auto nameOf
        = [&run](const metrics::LimitSeries &series) { return seriesName(run.plan, series.target, series.workload); };
    QStringList sentences;
    for (const metrics::LimitSeries &series : limits) {
        sentences.append(QStringLiteral("%1: %2").arg(nameOf(series), words::sentence(series.state, kind)));
        if (const std::optional<double> end = report::endOfFewSamples(run, series))
            sentences.append(words::fewSamples(*end, kind));
    }
    result.text = sentences.join(QLatin1Char(' '));
    const auto best = std::ranges::max_element(
        limits, {}, [](const metrics::LimitSeries &series) { return series.state.meets.value_or(0); });
    if (best == limits.end() || !best->state.meets) {
        // Only who failed at the lowest load has given an answer.
        const bool allFail = !limits.empty() && std::ranges::all_of(limits, [](const metrics::LimitSeries &series) {
            return series.state.reason == metrics::LimitReason::LowestFails;
        });
        result.answer = allFail ? Words::tr("none of them, at the loads measured") : Words::tr("not answered");
        return result;
    }
    result.met = true;
    const QString holds = words::levelText({kind, *best->state.meets});
    result.answer = !best->state.fails ? Words::tr("%1, at least %2").arg(nameOf(*best), holds)
                                       : Words::tr("%1, at least %2, under %3")
                                             .arg(nameOf(*best), holds, words::levelNumber({kind, *best->state.fails}));
    return result;
}

/// Points, and those among them with a warning or worse.
std::pair<int, int> countPoints(const ResultSet &set)
{
    int all = 0;
    int doubtful = 0;
    for (const ResultSeries &series : set.series())
        for (const ResultPoint &point : series.points) {
            ++all;
            doubtful += point.severity >= metrics::Severity::Warning ? 1 : 0;
        }
    return {all, doubtful};
}

/// The answers to all scenarios; where no percentile has enough requests beyond it, that they are not judged.
std::vector<ScenarioAnswer> answers(const ResultSet &set)
{
    std::vector<ScenarioAnswer> all;
    const auto judged = set.judgedStatistic();
    for (const Scenario &scenario : scenarios(judged.value_or(Statistic::P95))) {
        if (judged)
            all.push_back(answer(set, scenario));
        else
            all.push_back({scenario.name, scenario.criterion, Words::tr("not judged"), false,
                           Words::tr("At some points too few requests lie beyond any percentile of the TTFT.")});
    }
    return all;
}

/// Why requests failed, a line for each point.
QStringList failures(const ResultSet &set)
{
    QStringList lines;
    for (const ResultSeries &series : set.series())
        for (const ResultPoint &point : series.points) {
            if (point.failed() == 0)
                continue;
            QStringList causes;
            for (const storage::FailureGroup &group : point.failures())
                causes.append(shortFailureText(group));
            const QString place
                = Words::tr("%1 at %2", "backend, load").arg(series.name, words::levelText(point.level));
            lines.append(
                Words::tr("%1 (%2)", "how many failed, causes")
                    .arg(failedText(place, point.failed(), point.started()), causes.join(QStringLiteral("; "))));
        }
    return lines;
}

QStringList limits(const ResultSet &set)
{
    QStringList lines = runDifferenceLines(set);
    if (const auto judged = set.judgedStatistic(); judged && *judged != Statistic::P95)
        lines.append(Words::tr("The TTFT is judged by %1: at some points too few requests lie beyond p95.")
                         .arg(resultcharts::name(*judged)));
    if (const std::size_t repetitions = set.repetitions(); repetitions < RepetitionsForASentence)
        lines.append(
            Words::tr("%n repetition(s): differences belong to this run, and none of them says which backend is "
                      "faster.",
                      nullptr, static_cast<int>(repetitions)));
    if (const auto [all, doubtful] = countPoints(set); doubtful > 0) {
        QString text = Words::tr("%1 of %n point(s) carry a warning or worse.", nullptr, all).arg(doubtful);
        for (const ResultSeries &series : set.series())
            for (const ResultPoint &point : series.points)
                if (point.severity == metrics::Severity::Bad)
                    text += QLatin1Char(' ')
                        + Words::tr("%1 at %2: %3.")
                              .arg(series.name, words::levelText(point.level), verdictLabels(point.verdicts));
        lines.append(text);
    }
    if (set.levels().size() > 1)
        lines.append(
            Words::tr("Between the levels measured nothing is known: “at least” and “under” name measured levels."));
    lines.append(Words::tr("The quality of the answers was not compared."));
    if (set.isSimulated())
        lines.append(Words::tr("These figures come from simulated backends."));
    return lines;
}

} // namespace

Holding holding(const ResultSet &set, std::size_t series, const Scenario &scenario)
{
    Holding result;
    result.series = series;
    for (const ResultPoint &point : set.series()[series].points) {
        // A percentile that too few requests made is not there; one of failed requests is infinite.
        const bool isTold = !std::isnan(point.latency(LatencyKind::Ttft, scenario.statistic));
        if (point.severity == metrics::Severity::Bad || !isTold) {
            result.unjudged.push_back(point.level);
            continue;
        }
        if (!meets(point, scenario)) {
            result.fails = point.level;
            return result;
        }
        result.holds = point.level;
    }
    return result;
}

ReportContent reportContent(const ResultSet &set)
{
    ReportContent content;
    content.simulated = set.isSimulated();
    const ChartProvenance provenance = resultcharts::provenance(set);
    QStringList titles;
    QStringList hashes;
    QDateTime newest;
    for (std::size_t place = 0; place < set.runs().size(); ++place) {
        const storage::StoredRun &run = set.runs()[place];
        titles.append(set.runName(place));
        const QByteArray toml = QByteArray::fromStdString(plan::toToml(run.plan));
        hashes.append(
            QString::fromLatin1(QCryptographicHash::hash(toml, QCryptographicHash::Sha256).toHex()).left(HashShown));
        if (!newest.isValid() || run.info.started > newest)
            newest = run.info.started;
    }
    content.title = titles.join(QStringLiteral(", "));
    QStringList subtitle{QLocale().toString(newest.toLocalTime().date(), QLocale::LongFormat)};
    if (content.simulated)
        subtitle.append(Words::tr("simulated"));
    content.subtitle = subtitle.join(QStringLiteral(" · "));
    for (const storage::StoredRun &run : set.runs()) {
        if (run.plan.search)
            content.scenarios.push_back(searchAnswer(run));
    }
    for (ScenarioAnswer &scenario : answers(set))
        content.scenarios.push_back(std::move(scenario));
    const DifferenceFamily family = reportFamily(set);
    content.scenarios.push_back(batchAnswer(set, family));
    content.differences = reportDifferences(set, family);
    content.failures = failedCellLines(set) + failures(set);
    content.limits = limits(set);
    content.provenance
        = provenance.line + QStringLiteral(" · ") + Words::tr("plan sha256 %1").arg(hashes.join(QStringLiteral(", ")));
    return content;
}

Statistic reportStatistic(const ResultSet &set)
{
    return set.judgedStatistic().value_or(set.shownStatistic());
}

std::vector<QStringList> reportTable(const ResultSet &set)
{
    const Statistic shown = reportStatistic(set);
    const auto ttft = [](const ResultPoint &point, Statistic which) {
        return format::trusted(format::latency(point.latency(LatencyKind::Ttft, which), point.timeoutSeconds),
                               point.trust(LatencyKind::Ttft, which));
    };
    std::vector<QStringList> rows{{Words::tr("Backend"), Words::tr("Users"), Words::tr("Output tok/s"),
                                   Words::tr("TTFT %1").arg(resultcharts::name(Statistic::P50)),
                                   Words::tr("TTFT %1").arg(resultcharts::name(shown)), Words::tr("TPOT"),
                                   Words::tr("tok/s per user"), Words::tr("Errors"), Words::tr("Verdict")}};
    for (const ResultSeries &series : set.series())
        for (const ResultPoint &point : series.points) {
            const QString rate = format::number(point.outputRate());
            rows.push_back({series.name, words::levelNumber(point.level),
                            point.tokensEstimated() ? format::estimated(rate) : rate, ttft(point, Statistic::P50),
                            ttft(point, shown), format::latency(point.latency(LatencyKind::Tpot, Statistic::Mean)),
                            format::number(point.ratePerUser()), format::count(point.failed()),
                            shortVerdictLabel(point.verdicts)});
        }
    constexpr qsizetype ShownColumn = 4;
    if (shown == Statistic::P50)
        for (QStringList &row : rows)
            row.removeAt(ShownColumn);
    return rows;
}

} // namespace tokamark::ui
