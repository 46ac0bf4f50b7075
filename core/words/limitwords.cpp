#include "words/limitwords.h"

#include "words/levelwords.h"
#include "words/numberwords.h"
#include "words/verdictwords.h"

#include <QCoreApplication>
#include <QStringList>

namespace tokamark::words {
namespace {

struct LimitWords {
    Q_DECLARE_TR_FUNCTIONS(LimitWords)

public:
    static QString load(plan::LoadKind kind, double load);
    static QString whyBroken(const metrics::LimitState &state, const QString &at);
    static QString bracket(const metrics::LimitState &state, plan::LoadKind kind);
    static QString undecided(const metrics::LimitState &state, plan::LoadKind kind);
};

/// Without the plural forms of translations, for the command line has none.
QString LimitWords::load(plan::LoadKind kind, double load)
{
    const plan::Level level{kind, load};
    if (kind != plan::LoadKind::Closed)
        return levelText(level);
    return level.users() == 1 ? tr("1 user") : tr("%1 users").arg(levelNumber(level));
}

/// Why a search ended without an answer.
QString LimitWords::whyBroken(const metrics::LimitState &state, const QString &at)
{
    if (state.reason == metrics::LimitReason::CellFailed)
        return tr("With %1 nothing could be measured, so the search ends there.").arg(at);
    if (state.because == metrics::VerdictCode::ClientLimited)
        return tr("With %1 the client itself is the limit, so the search ends there.").arg(at);
    return tr("With %1 what is measured is no statement about the server (%2), so the search ends there.")
        .arg(at, label(state.because));
}

/// What is known so far of a search that has no answer.
QString LimitWords::bracket(const metrics::LimitState &state, plan::LoadKind kind)
{
    const auto text = [kind](double load) { return LimitWords::load(kind, load); };
    if (state.meets && state.fails)
        return tr("At least %1, under %2.").arg(text(*state.meets), text(*state.fails));
    if (state.meets)
        return tr("At least %1.").arg(text(*state.meets));
    if (state.fails)
        return tr("Under %1.").arg(text(*state.fails));
    return tr("Nothing is known yet.");
}

/// An end of the bracket lies too near to the limit.
QString LimitWords::undecided(const metrics::LimitState &state, plan::LoadKind kind)
{
    const auto text = [kind](double load) { return LimitWords::load(kind, load); };
    QString sentences = state.meets && state.fails
        ? tr("Undecided between %1 and %2: too near to the limit for the measurements to tell on which side it lies.")
              .arg(levelNumber({kind, *state.meets}), text(*state.fails))
        : tr("Undecided at %1: too near to the limit for the measurements to tell on which side it lies.")
              .arg(text(state.meets.value_or(state.fails.value_or(0))));
    if (state.clearlyMeets)
        sentences += QLatin1Char(' ') + tr("Good enough for certain: %1.").arg(text(*state.clearlyMeets));
    if (state.clearlyFails)
        sentences += QLatin1Char(' ') + tr("Not good enough for certain: %1.").arg(text(*state.clearlyFails));
    return sentences;
}

/// "TTFT", as on the charts.
QString metricLabel(plan::Slo::Metric metric)
{
    switch (metric) {
    case plan::Slo::Metric::Ttft: return QStringLiteral("TTFT");
    case plan::Slo::Metric::Tpot: return QStringLiteral("TPOT");
    case plan::Slo::Metric::E2el: return QStringLiteral("E2EL");
    case plan::Slo::Metric::Stall: return LimitWords::tr("longest stall");
    }
    return {};
}

QString statisticLabel(double percentile)
{
    return percentile > 0 ? QStringLiteral("p%1").arg(percentile) : LimitWords::tr("mean");
}

} // namespace

QString sentence(const metrics::LimitState &state, plan::LoadKind kind)
{
    const auto text = [kind](double load) { return LimitWords::load(kind, load); };
    switch (state.reason) {
    case metrics::LimitReason::Searching:
        return LimitWords::bracket(state, kind) + QLatin1Char(' ') + LimitWords::tr("The search is not over.");
    case metrics::LimitReason::Bracketed:
        return LimitWords::tr(
                   "Between %1 and %2: good enough in %3 of %4 measurements at the lower end, not in %5 of %6 at "
                   "the upper.")
            .arg(levelNumber({kind, state.meets.value_or(0)}), text(state.fails.value_or(0)))
            .arg(state.meetsVotes)
            .arg(state.meetsOf)
            .arg(state.failsVotes)
            .arg(state.failsOf);
    case metrics::LimitReason::HighestMeets:
        return LimitWords::tr("At least %1, the highest load asked for.").arg(text(state.meets.value_or(0)));
    case metrics::LimitReason::LowestFails:
        return LimitWords::tr("Under %1, the lowest load asked for.").arg(text(state.fails.value_or(0)));
    case metrics::LimitReason::Undecided: return LimitWords::undecided(state, kind);
    case metrics::LimitReason::Unusable:
    case metrics::LimitReason::CellFailed:
        return LimitWords::bracket(state, kind) + QLatin1Char(' ') + LimitWords::whyBroken(state, text(state.at));
    }
    return {};
}

QString fewSamples(double end, plan::LoadKind kind)
{
    return LimitWords::tr("Percentiles at %1 rest on too few requests, so take the answer as rough.")
        .arg(LimitWords::load(kind, end));
}

QString progress(const metrics::LimitState &state, plan::LoadKind kind)
{
    if (!state.next)
        return {};
    const auto number = [kind](double load) { return levelNumber({kind, load}); };
    QStringList parts;
    if (state.meets)
        parts << LimitWords::tr("%1 is good enough").arg(number(*state.meets));
    if (state.fails)
        parts << LimitWords::tr("%1 is not").arg(number(*state.fails));
    parts << LimitWords::tr("trying %1").arg(LimitWords::load(kind, *state.next));
    parts << LimitWords::tr("at most %1 more to measure").arg(state.cellsLeft);
    return parts.join(QStringLiteral(", "));
}

QString requirements(const plan::Plan &plan)
{
    if (!plan.search)
        return {};
    QStringList parts;
    for (const plan::Requirement &requirement : plan.search->requirements) {
        parts << LimitWords::tr("%1 %2 ≤ %3 ms", "latency statistic limit")
                     .arg(metricLabel(requirement.metric), statisticLabel(requirement.percentile),
                          number(requirement.limitMs, 'g', 6));
    }
    QStringList limits;
    for (const plan::Slo &slo : plan.slos) {
        limits
            << LimitWords::tr("%1 ≤ %2 ms", "latency limit").arg(metricLabel(slo.metric), number(slo.limitMs, 'g', 6));
    }
    if (!limits.isEmpty()) {
        parts << LimitWords::tr("%1 % of requests with %2")
                     .arg(number(plan.search->sharePct, 'g', 6), limits.join(QStringLiteral(", ")));
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace tokamark::words
