#include "format/figureformat.h"

#include "format/numberformat.h"

#include <limits>

namespace tokamark::ui::format {

namespace {

double valueAt(const metrics::LatencyFigures &figures, double p)
{
    if (p == 50)
        return figures.p50;
    if (p == 90)
        return figures.p90;
    if (p == 95)
        return figures.p95;
    return p == 99 ? figures.p99 : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

QString percentile(const metrics::LatencyFigures &figures, double p, double timeoutSeconds)
{
    const metrics::PercentileTrust trust = metrics::percentileTrust(p, figures.samples + figures.failures);
    if (trust == metrics::PercentileTrust::TooFew)
        return latency(std::numeric_limits<double>::quiet_NaN());
    return trusted(latency(valueAt(figures, p), timeoutSeconds), trust);
}

QString trusted(const QString &text, metrics::PercentileTrust trust)
{
    return trust == metrics::PercentileTrust::Few ? text + QLatin1Char('*') : text;
}

} // namespace tokamark::ui::format
