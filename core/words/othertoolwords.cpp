#include "words/othertoolwords.h"

#include <QCoreApplication>

namespace tokamark::words {
namespace {

using metrics::Metric;
using metrics::OtherTool;

struct OtherToolWords {
    Q_DECLARE_TR_FUNCTIONS(OtherToolWords)

public:
    static QString ttft(OtherTool tool);
    static QString tpot(OtherTool tool);
    static QString e2el(OtherTool tool);
    static QString itl(OtherTool tool);
    static QString outputRate(OtherTool tool);
    static QString requestRate(OtherTool tool);
};

QString OtherToolWords::ttft(OtherTool tool)
{
    switch (tool) {
    case OtherTool::Vllm:
        return tr("Ends with the first event, even one without text, and begins with connecting; warm-up counts.");
    case OtherTool::Sglang:
        return tr(
            "Begins with connecting, anew for every request: where ours reused a connection, the median time that "
            "connecting took in this point is added, unless none was opened; warm-up counts.");
    case OtherTool::AiPerf: return tr("Begins with connecting; warm-up counts.");
    case OtherTool::GuideLlm:
        return tr("Begins with connecting; warm-up counts; percentiles are values that were seen.");
    }
    return {};
}

QString OtherToolWords::tpot(OtherTool tool)
{
    switch (tool) {
    case OtherTool::Vllm: return tr("From its TTFT to the end of the stream, not to the last token.");
    case OtherTool::Sglang: return tr("To the end of the stream, over the length that was asked for.");
    case OtherTool::GuideLlm: return tr("The TTFT is in it, and each answer weighs as many times as it has tokens.");
    case OtherTool::AiPerf: return tr("AIPerf has none; it calls this inter-token latency.");
    }
    return {};
}

QString OtherToolWords::e2el(OtherTool tool)
{
    switch (tool) {
    case OtherTool::Vllm: return tr("Begins with connecting and ends with the stream, not with the last token.");
    case OtherTool::Sglang:
        return tr("Begins with connecting, added as to its TTFT, and ends with the stream, not with the last token.");
    case OtherTool::GuideLlm:
        return tr("Begins with connecting and ends with the stream; percentiles are values that were seen.");
    case OtherTool::AiPerf: return tr("Begins with connecting; warm-up counts.");
    }
    return {};
}

QString OtherToolWords::itl(OtherTool tool)
{
    switch (tool) {
    case OtherTool::Vllm: return tr("The gap between an event without text and the first token counts too.");
    case OtherTool::Sglang: return tr("The same gaps, with those of the warm-up.");
    case OtherTool::GuideLlm:
        return tr("One mean for each answer, so its percentiles are of means and hide every stall.");
    case OtherTool::AiPerf: return tr("One mean for each answer: what is called TPOT here.");
    }
    return {};
}

QString OtherToolWords::outputRate(OtherTool tool)
{
    switch (tool) {
    case OtherTool::Vllm:
    case OtherTool::AiPerf:
        return tr(
            "Over the whole time, with ramp, warm-up and drain; tokens of completed answers, among them those that an "
            "error object ended.");
    case OtherTool::GuideLlm:
        return tr("Over the whole time, with ramp, warm-up and drain; tokens of completed answers.");
    case OtherTool::Sglang:
        return tr(
            "Over the whole time, with ramp, warm-up and drain; the lengths that were asked for, also of answers that "
            "an error object ended.");
    }
    return {};
}

QString OtherToolWords::requestRate(OtherTool tool)
{
    switch (tool) {
    case OtherTool::Vllm:
    case OtherTool::Sglang:
    case OtherTool::AiPerf:
        return tr("Over the whole time, with ramp, warm-up and drain; an answer that an error object ended counts as "
                  "completed.");
    case OtherTool::GuideLlm: return tr("Over the whole time, with ramp, warm-up and drain.");
    }
    return {};
}

} // namespace

QString label(OtherTool tool)
{
    switch (tool) {
    case OtherTool::Vllm: return QStringLiteral("vLLM bench serve");
    case OtherTool::Sglang: return QStringLiteral("SGLang bench_serving");
    case OtherTool::GuideLlm: return QStringLiteral("GuideLLM");
    case OtherTool::AiPerf: return QStringLiteral("AIPerf");
    }
    return {};
}

QString whyDifferent(OtherTool tool, Metric metric)
{
    switch (metric) {
    case Metric::TtftMean:
    case Metric::TtftP50:
    case Metric::TtftP90:
    case Metric::TtftP95:
    case Metric::TtftP99:
    case Metric::TtftDueMean:
    case Metric::TtftDueP50:
    case Metric::TtftDueP90:
    case Metric::TtftDueP95:
    case Metric::TtftDueP99: return OtherToolWords::ttft(tool);
    case Metric::TpotMean:
    case Metric::TpotP50:
    case Metric::TpotP90:
    case Metric::TpotP95:
    case Metric::TpotP99: return OtherToolWords::tpot(tool);
    case Metric::E2elMean:
    case Metric::E2elP50:
    case Metric::E2elP90:
    case Metric::E2elP95:
    case Metric::E2elP99: return OtherToolWords::e2el(tool);
    case Metric::OutputThroughput: return OtherToolWords::outputRate(tool);
    case Metric::RequestThroughput: return OtherToolWords::requestRate(tool);
    case Metric::ItlMean:
    case Metric::ItlP50:
    case Metric::ItlP90:
    case Metric::ItlP95:
    case Metric::ItlP99: return OtherToolWords::itl(tool);
    }
    return {};
}

} // namespace tokamark::words
