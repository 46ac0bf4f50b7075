#include "cli/resulttables.h"

#include "cli/progress.h"
#include "metrics/worseverdict.h"
#include "report/cellfailures.h"
#include "report/checktable.h"
#include "report/failedcells.h"
#include "report/leveltable.h"
#include "report/points.h"
#include "report/resultblock.h"
#include "report/runlimits.h"
#include "report/servertable.h"
#include "report/verdictwords.h"
#include "session/storedreadings.h"
#include "words/errorwords.h"
#include "words/failurewords.h"
#include "words/limitwords.h"
#include "words/replicawords.h"
#include "words/verdictwords.h"

#include <algorithm>
#include <string>
#include <utility>
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
    std::string title = run.plan.targets.at(point.target).name;
    if (run.plan.workloads.size() > 1)
        title += ", " + run.plan.workloads.at(point.workload).name;
    return title + ", " + plan::text(point.level);
}

/// The points that a verdict is about, and the worst of its findings.
struct FindingGroup {
    metrics::Verdict worst;
    std::string worstTitle;
    std::size_t points = 0;
    QString evidence; ///< of the worst; empty: the sentence says it all
    CellId cell = {}; ///< that it was found in
};

/// The point, and of several repetitions the one that a finding was made in.
std::string findingTitle(const storage::StoredRun &run, const report::Point &point, const report::PointFinding &finding)
{
    const std::string title = pointTitle(run, point);
    if (point.cells.size() < 2)
        return title;
    return title + ", repetition " + std::to_string(finding.cell->key.repetition + 1);
}

void addTo(std::vector<FindingGroup> &groups, const report::PointFinding &finding, const std::string &title)
{
    const metrics::Verdict &verdict = finding.verdict;
    // Remarks of one code say different things.
    const bool remark = report::isRemark(verdict);
    auto group = std::ranges::find_if(groups, [&](const FindingGroup &g) {
        return g.worst.code == verdict.code && report::isRemark(g.worst) == remark
            && (!remark || g.worst.subject == verdict.subject);
    });
    const bool isNew = group == groups.end();
    if (isNew)
        group = groups.emplace(groups.end());
    if (isNew || metrics::isWorse(verdict, group->worst))
        *group = {verdict, title, group->points, words::evidence(verdict, *finding.cell->figures), finding.cell->id};
    ++group->points;
}

/// Findings, and remarks behind them.
std::vector<FindingGroup> groupFindings(const storage::StoredRun &run)
{
    const std::vector<report::Point> points = report::pointsOf(run);
    std::vector<FindingGroup> groups;
    for (const report::Point &point : points) {
        for (const report::PointFinding &finding : point.findings())
            addTo(groups, finding, findingTitle(run, point, finding));
    }
    for (const report::Point &point : points) {
        for (const report::PointFinding &note : point.notes())
            addTo(groups, note, findingTitle(run, point, note));
    }
    return groups;
}

const char *colorOf(Severity severity)
{
    switch (severity) {
    case Severity::Bad: return Red;
    case Severity::Warning: return Yellow;
    case Severity::Note:
    case Severity::Fine: break;
    }
    return Bold;
}

/// What each replica of the server said, where a finding is about that.
Expected<QString> replicaText(const FindingGroup &group, storage::RunRepository &history)
{
    if (!words::mayNameReplicas(group.worst))
        return QString();
    return history.samples(group.cell).map([&group](const std::vector<storage::Sample> &samples) {
        return words::replicaEvidence(group.worst, session::replicaCounts(samples));
    });
}

/// Every verdict once, with its worst finding, for a matrix has many points.
Expected<void> writeFindings(const Console &console, const storage::StoredRun &run, storage::RunRepository &history)
{
    for (const FindingGroup &group : groupFindings(run)) {
        const report::VerdictWords words = report::spokenWords(group.worst);
        const char *const mark = report::isRemark(group.worst) ? "note: " : "";
        console.out() << mark << colored(console, colorOf(group.worst.severity), metrics::name(group.worst.code))
                      << "  ";
        if (group.points > 1)
            console.out() << group.points << " points, such as ";
        console.out() << group.worstTitle << ": " << words.evidence.toStdString();
        const Expected<QString> replicas = replicaText(group, history);
        if (!replicas)
            return tl::unexpected(replicas.error());
        for (const QString &more : {group.evidence, *replicas}) {
            if (!more.isEmpty())
                console.out() << ' ' << more.toStdString();
        }
        if (!words.advice.isEmpty())
            console.out() << ' ' << words.advice.toStdString();
        console.out() << '\n';
    }
    return {};
}

/// Points of a target that failed for one reason stand in one line: a model that is not there fails them all.
void writeFailedPoints(const Console &console, const storage::StoredRun &run)
{
    for (const report::FailedCells &failed : report::failedCells(run))
        console.out() << colored(console, Red, "FAILED") << "  " << failed.title.toStdString() << ": "
                      << words::sentenceWithAdvice(failed.error).toStdString() << '\n';
}

QString shortened(const QString &message)
{
    constexpr qsizetype LongestMessage = 160;
    return message.size() > LongestMessage ? message.left(LongestMessage - 1) + QChar(0x2026) : message;
}

/// Why requests failed, point by point.
Expected<void> writeFailedRequests(const Console &console, const storage::StoredRun &run,
                                   storage::RunRepository &history)
{
    const Expected<report::CellFailures> known = report::failuresOf(run, history);
    if (!known)
        return tl::unexpected(known.error());
    bool any = false;
    for (const report::Point &point : report::pointsOf(run)) {
        if (point.failed() == 0)
            continue;
        if (!std::exchange(any, true))
            console.out() << "Failed requests\n";
        console.out() << "  " << pointTitle(run, point) << ": " << point.failed() << " of " << point.started()
                      << " requests\n";
        for (const storage::FailureGroup &group : report::failuresOver(point.cells, *known)) {
            const words::FailureCause cause = words::failureCause(group);
            console.out() << "    " << group.count << "  " << colored(console, Red, cause.what.toStdString());
            if (!cause.message.isEmpty())
                console.out() << ": " << shortened(cause.message).toStdString();
            console.out() << '\n';
            if (!cause.advice.isEmpty())
                console.out() << "       " << cause.advice.toStdString() << '\n';
        }
    }
    return {};
}

/// The answer of each search.
void writeLimits(const Console &console, const storage::StoredRun &run)
{
    const std::vector<metrics::LimitSeries> limits = report::limitsOf(run);
    if (limits.empty())
        return;
    console.out() << "\nLargest load with " << words::requirements(run.plan).toStdString() << '\n';
    for (const metrics::LimitSeries &series : limits) {
        std::string title = run.plan.targets.at(series.target).name;
        if (run.plan.workloads.size() > 1)
            title += ", " + run.plan.workloads.at(series.workload).name;
        console.out() << "  " << colored(console, Bold, title) << ": "
                      << words::sentence(series.state, run.plan.load.kind).toStdString();
        if (const std::optional<double> end = report::endOfFewSamples(run, series))
            console.out() << ' ' << words::fewSamples(*end, run.plan.load.kind).toStdString();
        console.out() << '\n';
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

void writeChecks(const Console &console, const storage::StoredRun &run)
{
    const QString table = report::checkTableText(run);
    if (table.isEmpty())
        return;
    console.out() << "\nHeld against independent witnesses\n";
    console.print(table);
}

Expected<void> writeTable(const Console &console, const storage::StoredRun &run, storage::RunRepository &history)
{
    console.out() << '\n' << colored(console, Bold, run.info.name.toStdString()) << '\n';
    console.print(report::levelTableText(run));
    if (const QString server = report::serverTablesText(run); !server.isEmpty()) {
        console.out() << '\n';
        console.print(server);
    }
    writeFailedPoints(console, run);
    if (auto written = writeFailedRequests(console, run, history); !written)
        return written;
    if (auto written = writeFindings(console, run, history); !written)
        return written;
    writeLimits(console, run);
    return {};
}

} // namespace tokamark::cli
