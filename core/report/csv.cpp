#include "report/csv.h"

#include "metrics/percentile.h"
#include "metrics/requestlatencies.h"
#include "report/points.h"
#include "report/runchecks.h"

#include <QLocale>

#include <cmath>

namespace tokamark::report {
namespace {

using metrics::Metric;
using metrics::RequestRecord;

QString exact(const std::optional<double> &value)
{
    return value ? exactText(*value) : QString();
}

QString flag(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

QString columnName(Metric metric)
{
    const QString name = QString::fromLatin1(metrics::name(metric));
    return metrics::lowerIsBetter(metric) ? name + QStringLiteral("_ms") : name;
}

/// Value and both ends of its interval.
QStringList estimateFields(const std::optional<metrics::MetricEstimate> &estimate)
{
    if (!estimate)
        return {QString(), QString(), QString()};
    if (estimate->kind == metrics::IntervalKind::None)
        return {exact(estimate->value), QString(), QString()};
    return {exact(estimate->value), exact(estimate->interval.low), exact(estimate->interval.high)};
}

QString intervalKind(const Point &point)
{
    const auto estimate = point.estimate(Metric::OutputThroughput);
    switch (estimate ? estimate->kind : metrics::IntervalKind::None) {
    case metrics::IntervalKind::None: return {};
    case metrics::IntervalKind::WithinRun: return QStringLiteral("within-run");
    case metrics::IntervalKind::BetweenRuns: return QStringLiteral("between-runs");
    }
    return {};
}

QString fewSamples(const Point &point)
{
    QStringList names;
    for (const double p : {50.0, 90.0, 95.0, 99.0}) {
        if (metrics::percentileTrust(p, point.samples()) != metrics::PercentileTrust::Fine)
            names.append(QStringLiteral("p%1").arg(p));
    }
    return names.join(u' ');
}

/// Only a closed loop has users.
QString usersField(const plan::Level &level)
{
    return level.kind == plan::LoadKind::Closed ? QString::number(level.users()) : QString();
}

/// The columns that say it for every kind of load.
QStringList levelFields(const plan::Level &level)
{
    return {QString::fromLatin1(plan::name(level.kind)), QString::fromStdString(plan::numberText(level))};
}

QStringList pointFields(const storage::StoredRun &run, const Point &point)
{
    const storage::StoredTarget &target = run.targets.at(point.target);
    QStringList fields{run.info.name,
                       QString::fromStdString(target.asPlanned.name),
                       target.model,
                       QString::fromStdString(run.plan.workloads.at(point.workload).name),
                       usersField(point.level),
                       QString::number(point.cells.size()),
                       QString::number(point.completed()),
                       QString::number(point.failed())};
    for (const Metric metric : metrics::allMetrics())
        fields += estimateFields(point.isMeasured() ? point.estimate(metric) : std::nullopt);
    const metrics::PhysicsFigures *const physics = point.physics();
    fields += {physics != nullptr ? exact(physics->mostTokensPerSecond) : QString(), exact(point.rooflineShare()),
               physics != nullptr ? exact(physics->lowestTtftMs) : QString()};
    fields += {intervalKind(point), fewSamples(point),      flag(point.tokensEstimated()),
               point.verdictText(), flag(target.simulated), run.info.version};
    fields += levelFields(point.level);
    const std::vector<metrics::SelfCheck> checks = selfChecksOf(run, point);
    for (const auto outcome :
         {metrics::CheckOutcome::Agrees, metrics::CheckOutcome::Differs, metrics::CheckOutcome::CannotTell})
        fields += checkNames(checks, outcome).join(u' ');
    return fields;
}

} // namespace

QByteArray csvLine(const QStringList &fields)
{
    QStringList quoted;
    for (QString field : fields) {
        if (field.contains(u',') || field.contains(u'"') || field.contains(u'\n') || field.contains(u'\r'))
            field = u'"' + field.replace(u'"', QStringLiteral("\"\"")) + u'"';
        quoted.append(field);
    }
    return quoted.join(u',').toUtf8() + '\n';
}

QString exactText(double value)
{
    return std::isinf(value) ? QStringLiteral("inf") : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QByteArray pointsCsv(const storage::StoredRun &run)
{
    QStringList heading{QStringLiteral("run"),       QStringLiteral("target"), QStringLiteral("model"),
                        QStringLiteral("workload"),  QStringLiteral("users"),  QStringLiteral("repetitions"),
                        QStringLiteral("completed"), QStringLiteral("failed")};
    for (const Metric metric : metrics::allMetrics()) {
        const QString name = columnName(metric);
        heading += {name, name + QStringLiteral("_low"), name + QStringLiteral("_high")};
    }
    heading += {QStringLiteral("roofline_tokens_per_s"), QStringLiteral("roofline_share"),
                QStringLiteral("lowest_ttft_ms")};
    heading += {QStringLiteral("interval"), QStringLiteral("few_samples"), QStringLiteral("tokens_estimated"),
                QStringLiteral("verdict"),  QStringLiteral("simulated"),   QStringLiteral("version"),
                QStringLiteral("load"),     QStringLiteral("level")};
    heading += {QStringLiteral("checks_agree"), QStringLiteral("checks_differ"), QStringLiteral("checks_cannot_tell")};
    QByteArray text = csvLine(heading);
    for (const Point &point : pointsOf(run))
        text += csvLine(pointFields(run, point));
    return text;
}

QByteArray requestsCsvHeading()
{
    return "target,workload,users,repetition,request,worker,user,prompt,phase,outcome,http_status,finish,due_s,sent_s,"
           "first_byte_s,first_token_s,first_answer_s,last_token_s,end_s,ttft_ms,tpot_ms,e2el_ms,stall_ms,prompt_"
           "tokens,"
           "cached_prompt_tokens,output_tokens,token_count,events,new_connection,resends,clock,"
           "server_queue_ms,server_prefill_ms,server_decode_ms,load,level,simulated,error\n";
}

QByteArray requestsCsv(const storage::StoredRun &run, const storage::StoredCell &cell,
                       std::span<const RequestRecord> requests)
{
    const Instant start = Instant(Duration(cell.startedNs));
    const auto milliseconds
        = [](const std::optional<Duration> &time) { return time ? exact(toMilliseconds(*time)) : QString(); };
    const auto seconds = [start](Instant at) { return happened(at) ? exact(toSeconds(at - start)) : QString(); };
    const storage::StoredTarget &target = run.targets.at(cell.key.target);
    const plan::Level level = run.plan.load.level(cell.key.level);
    const QStringList place{QString::fromStdString(target.asPlanned.name),
                            QString::fromStdString(run.plan.workloads.at(cell.key.workload).name), usersField(level),
                            QString::number(cell.key.repetition + 1)};
    QByteArray text;
    for (const RequestRecord &request : requests) {
        const metrics::RequestLatencies latencies = metrics::latenciesOf(request);
        QStringList fields = place;
        fields += {QString::number(request.id.value),
                   QString::number(request.worker),
                   QString::number(request.user),
                   QString::number(request.promptIndex),
                   QString::fromLatin1(metrics::name(request.phase)),
                   QString::fromLatin1(metrics::name(request.outcome)),
                   QString::number(request.httpStatus),
                   QString::fromLatin1(metrics::name(request.finish))};
        fields += {seconds(request.at.due),        seconds(request.at.sent),        seconds(request.at.firstByte),
                   seconds(request.at.firstToken), seconds(request.at.firstAnswer), seconds(request.at.lastToken),
                   seconds(request.at.end)};
        fields += {exact(latencies.ttft), exact(latencies.tpot), exact(latencies.e2el), exact(latencies.stall)};
        fields += {QString::number(request.promptTokens),
                   QString::number(request.cachedPromptTokens),
                   QString::number(request.outputTokens),
                   QString::fromLatin1(metrics::name(request.outputSource)),
                   QString::number(request.contentEvents),
                   flag(request.newConnection),
                   QString::number(request.resends),
                   request.stamps == metrics::StampSource::Kernel ? QStringLiteral("kernel") : QStringLiteral("user"),
                   milliseconds(request.server.queue),
                   milliseconds(request.server.prefill),
                   milliseconds(request.server.decode)};
        fields += levelFields(level);
        fields += {flag(target.simulated), QString::fromStdString(request.error)};
        text += csvLine(fields);
    }
    return text;
}

} // namespace tokamark::report
