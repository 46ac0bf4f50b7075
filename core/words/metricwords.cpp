#include "words/metricwords.h"

#include <QCoreApplication>

namespace tokamark::words {
namespace {

using metrics::Metric;

enum class Family { Ttft, Tpot, E2el, Output, Requests, ChunkGap, TtftDue };

Family familyOf(Metric metric)
{
    switch (metric) {
    case Metric::TtftMean:
    case Metric::TtftP50:
    case Metric::TtftP90:
    case Metric::TtftP95:
    case Metric::TtftP99: return Family::Ttft;
    case Metric::TpotMean:
    case Metric::TpotP50:
    case Metric::TpotP90:
    case Metric::TpotP95:
    case Metric::TpotP99: return Family::Tpot;
    case Metric::E2elMean:
    case Metric::E2elP50:
    case Metric::E2elP90:
    case Metric::E2elP95:
    case Metric::E2elP99: return Family::E2el;
    case Metric::OutputThroughput: return Family::Output;
    case Metric::RequestThroughput: return Family::Requests;
    case Metric::ItlMean:
    case Metric::ItlP50:
    case Metric::ItlP90:
    case Metric::ItlP95:
    case Metric::ItlP99: return Family::ChunkGap;
    case Metric::TtftDueMean:
    case Metric::TtftDueP50:
    case Metric::TtftDueP90:
    case Metric::TtftDueP95:
    case Metric::TtftDueP99: return Family::TtftDue;
    }
    return Family::Ttft;
}

struct MetricWords {
    Q_DECLARE_TR_FUNCTIONS(MetricWords)

public:
    static QString label(Metric metric);
    static QString unit(Family family);
    static QString meaning(Family family);
};

QString MetricWords::label(Metric metric)
{
    switch (metric) {
    case Metric::TtftMean: return tr("TTFT mean");
    case Metric::TtftP50: return tr("TTFT p50");
    case Metric::TtftP90: return tr("TTFT p90");
    case Metric::TtftP95: return tr("TTFT p95");
    case Metric::TtftP99: return tr("TTFT p99");
    case Metric::TpotMean: return tr("TPOT mean");
    case Metric::TpotP50: return tr("TPOT p50");
    case Metric::TpotP90: return tr("TPOT p90");
    case Metric::TpotP95: return tr("TPOT p95");
    case Metric::TpotP99: return tr("TPOT p99");
    case Metric::E2elMean: return tr("E2EL mean");
    case Metric::E2elP50: return tr("E2EL p50");
    case Metric::E2elP90: return tr("E2EL p90");
    case Metric::E2elP95: return tr("E2EL p95");
    case Metric::E2elP99: return tr("E2EL p99");
    case Metric::OutputThroughput: return tr("Output rate");
    case Metric::RequestThroughput: return tr("Request rate");
    case Metric::ItlMean: return tr("Chunk gap mean");
    case Metric::ItlP50: return tr("Chunk gap p50");
    case Metric::ItlP90: return tr("Chunk gap p90");
    case Metric::ItlP95: return tr("Chunk gap p95");
    case Metric::ItlP99: return tr("Chunk gap p99");
    case Metric::TtftDueMean: return tr("TTFT from due mean");
    case Metric::TtftDueP50: return tr("TTFT from due p50");
    case Metric::TtftDueP90: return tr("TTFT from due p90");
    case Metric::TtftDueP95: return tr("TTFT from due p95");
    case Metric::TtftDueP99: return tr("TTFT from due p99");
    }
    return {};
}

QString MetricWords::unit(Family family)
{
    switch (family) {
    case Family::Ttft:
    case Family::Tpot:
    case Family::E2el:
    case Family::ChunkGap:
    case Family::TtftDue: return tr("ms");
    case Family::Output: return tr("tokens/s");
    case Family::Requests: return tr("requests/s");
    }
    return {};
}

QString MetricWords::meaning(Family family)
{
    switch (family) {
    case Family::Ttft: return tr("Time to first token: from the sending of a request to its first generated token.");
    case Family::Tpot: return tr("Time per output token: between the tokens of an answer after its first.");
    case Family::E2el: return tr("End-to-end latency: from the sending of a request to its last token.");
    case Family::Output: return tr("Generated tokens received per second, all users together.");
    case Family::Requests: return tr("Requests completed per second, all users together.");
    case Family::ChunkGap: return tr("Chunk gap: between two successive events of an answer that carry tokens.");
    case Family::TtftDue:
        return tr("Time to first token from when a request was due by its schedule: the wait in the client counts.");
    }
    return {};
}

} // namespace

QString label(Metric metric)
{
    return MetricWords::label(metric);
}

QString unit(Metric metric)
{
    return MetricWords::unit(familyOf(metric));
}

QString meaning(Metric metric)
{
    return MetricWords::meaning(familyOf(metric));
}

} // namespace tokamark::words
