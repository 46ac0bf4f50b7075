#include "models/limitoverlay.h"

#include "models/pointremarks.h"
#include "models/resultset.h"
#include "models/seriesstyle.h"
#include "report/runlimits.h"
#include "session/runsnapshot.h"
#include "words/levelwords.h"
#include "words/limitwords.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace tokamark::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(LimitOverlay)
};

/// One search: between which loads its answer lies, and how its series looks.
struct Searched {
    std::optional<double> meets; ///< good enough; while it is undecided, for certain
    std::optional<double> fails; ///< not good enough, likewise
    bool undecided = false;
    bool goesOn = false;
    QString name;
    SeriesLook look;
};

Searched searchedOf(const metrics::LimitState &state, const QString &name, const SeriesLook &look)
{
    const bool undecided = state.reason == metrics::LimitReason::Undecided;
    return {undecided ? state.clearlyMeets : state.meets,
            undecided ? state.clearlyFails : state.fails,
            undecided,
            state.next.has_value(),
            name,
            look};
}

bool isKnown(const Searched &one)
{
    const double to = one.fails.value_or(one.meets.value_or(HUGE_VAL));
    return std::isfinite(to) && std::isfinite(one.meets.value_or(to));
}

QString loadsText(const Searched &one, plan::LoadKind kind)
{
    const auto number = [kind](double load) { return words::levelNumber({kind, load}); };
    if (!one.meets)
        return Words::tr("under %1 (%2)", "load, backend").arg(number(*one.fails), one.name);
    if (!one.fails)
        return Words::tr("at least %1 (%2)", "load, backend").arg(number(*one.meets), one.name);
    const QString text = one.undecided ? Words::tr("undecided %1–%2 (%3)", "loads, backend")
                                       : Words::tr("%1–%2 (%3)", "loads, backend");
    return text.arg(number(*one.meets), number(*one.fails), one.name);
}

/// Of one plan: they all asked for the same.
void addBands(CurveData &data, const plan::Plan &plan, std::vector<Searched> searched)
{
    std::erase_if(searched, [](const Searched &one) { return !isKnown(one); });
    if (searched.empty())
        return;
    const QString asked = words::requirements(plan);
    QStringList found;
    for (const Searched &one : searched) {
        const double from = one.meets.value_or(one.fails.value_or(0));
        // Of several the colours say whose they are: names would lie on the curves, which bend just there.
        data.bands.push_back({from, one.fails.value_or(from), one.look.marker, one.look.color,
                              searched.size() == 1 ? asked : QString()});
        found.append(loadsText(one, plan.load.kind));
    }
    const bool goesOn = std::ranges::any_of(searched, &Searched::goesOn);
    const QString text = goesOn ? Words::tr("upright: limit so far, %1: %2", "what is asked, loads")
                                : Words::tr("upright: limit, %1: %2", "what is asked, loads");
    joinCaption(data.heading.caption, text.arg(asked, found.join(QStringLiteral(", "))));
}

} // namespace

void overlayLimits(CurveData &data, const ResultSet &set)
{
    for (std::size_t run = 0; run < set.runs().size(); ++run) {
        std::vector<Searched> searched;
        const storage::StoredRun &stored = set.runs()[run];
        for (const metrics::LimitSeries &limit : report::limitsOf(stored)) {
            const auto series = std::ranges::find_if(set.series(), [&](const ResultSeries &one) {
                const plan::CellKey &key = one.points.front().cells.front()->key;
                return one.run == run && key.target == limit.target && key.workload == limit.workload;
            });
            if (series != set.series().end())
                searched.push_back(searchedOf(limit.state, series->name, {series->marker, series->color}));
        }
        addBands(data, stored.plan, std::move(searched));
    }
}

void overlayLimits(CurveData &data, const session::RunSnapshot &snapshot)
{
    std::vector<Searched> searched;
    for (const metrics::LimitSeries &limit : snapshot.limits)
        searched.push_back(searchedOf(limit.state, seriesName(*snapshot.plan, limit.target, limit.workload),
                                      lookOf(*snapshot.plan, limit.target, limit.workload)));
    addBands(data, *snapshot.plan, std::move(searched));
}

} // namespace tokamark::ui
