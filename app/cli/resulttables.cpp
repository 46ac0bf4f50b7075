#include "cli/resulttables.h"

#include "cli/progress.h"
#include "cli/verdictspeech.h"
#include "report/leveltable.h"
#include "report/points.h"
#include "report/resultblock.h"
#include "words/errorwords.h"

#include <algorithm>
#include <string>
#include <vector>

namespace tokamark::cli {
namespace {

using metrics::Severity;

constexpr const char *Bold = "\x1b[1m";
constexpr const char *Yellow = "\x1b[33m";
constexpr const char *Red = "\x1b[31m";
constexpr const char *Plain = "\x1b[0m";

std::string colored(const Console &console, const char *color, const std::string &text)
{
    return console.style().colors ? color + text + Plain : text;
}

std::string pointTitle(const storage::StoredRun &run, const report::Point &point)
{
    return run.plan.targets.at(point.target).name + ", " + std::to_string(point.users)
        + (point.users == 1 ? " user" : " users");
}

/// The points that a verdict is about, and the worst of its findings.
struct FindingGroup {
    metrics::Verdict worst;
    std::string worstTitle;
    std::size_t points = 0;
};

std::vector<FindingGroup> groupFindings(const storage::StoredRun &run)
{
    std::vector<FindingGroup> groups;
    for (const report::Point &point : report::pointsOf(run)) {
        for (const metrics::Verdict &finding : point.findings()) {
            auto group = std::ranges::find(groups, finding.code, [](const FindingGroup &g) { return g.worst.code; });
            if (group == groups.end())
                group = groups.insert(groups.end(), {finding, pointTitle(run, point), 0});
            else if (finding.severity > group->worst.severity)
                *group = {finding, pointTitle(run, point), group->points};
            ++group->points;
        }
    }
    return groups;
}

/// Every verdict once, with its worst finding, for a matrix has many points.
void writeFindings(const Console &console, const storage::StoredRun &run)
{
    for (const FindingGroup &group : groupFindings(run)) {
        const report::VerdictWords words = speakVerdict(group.worst);
        const char *const color = group.worst.severity == Severity::Bad ? Red : Yellow;
        console.out() << colored(console, color, metrics::name(group.worst.code)) << "  ";
        if (group.points > 1)
            console.out() << group.points << " points, such as ";
        console.out() << group.worstTitle << ": " << words.evidence.toStdString();
        if (!words.advice.isEmpty())
            console.out() << ' ' << words.advice.toStdString();
        console.out() << '\n';
    }
}

void writeFailures(const Console &console, const storage::StoredRun &run)
{
    for (const report::Point &point : report::pointsOf(run)) {
        if (!point.isMeasured() && point.error)
            console.out() << colored(console, Red, "FAILED") << "  " << pointTitle(run, point) << ": "
                          << words::sentence(*point.error).toStdString() << '\n';
    }
}

} // namespace

void writeBlocks(const Console &console, const storage::StoredRun &run)
{
    for (const storage::StoredCell &cell : run.cells) {
        if (cell.state != storage::StoredCellState::Done || !cell.figures)
            continue;
        console.out() << '\n' << colored(console, Bold, cellTitle(run.plan, cell.key)) << '\n';
        console.print(report::resultBlock(run, cell));
    }
}

void writeTable(const Console &console, const storage::StoredRun &run)
{
    console.out() << '\n' << colored(console, Bold, run.info.name.toStdString()) << '\n';
    console.print(report::levelTableText(run));
    writeFailures(console, run);
    writeFindings(console, run);
}

} // namespace tokamark::cli
