#pragma once

#include "plot/chartdata.h"

#include <cmath>

namespace tokamark::ui::samples {

/// Five backends whose curves end close together, the hardest case for end labels.
inline CurveData fiveBackends()
{
    CurveData data;
    data.heading.title = QStringLiteral("Output tokens per second");
    data.heading.units = QStringLiteral("tok/s");
    data.heading.caption = QStringLiteral("band: 95 % interval within the run");
    data.heading.emptyText = QStringLiteral("Nothing measured yet");
    data.levelTitle = QStringLiteral("Concurrent users");
    const std::vector<std::pair<const char *, std::vector<double>>> rates{{"LMDeploy", {865, 3138, 3854}},
                                                                          {"vLLM", {628, 1611, 1944}},
                                                                          {"TensorRT-LLM", {655, 2165, 2120}},
                                                                          {"MLC-LLM", {732, 2320, 3333}},
                                                                          {"TGI", {610, 1560, 1870}}};
    int marker = 0;
    for (const auto &[name, values] : rates) {
        CurveSeries series;
        series.name = QString::fromLatin1(name);
        series.marker = marker++;
        const std::vector<double> levels{10, 50, 100};
        for (std::size_t i = 0; i < levels.size(); ++i)
            series.points.push_back({levels[i], values[i], metrics::Interval{values[i] * 0.95, values[i] * 1.05},
                                     PointQuality::Good, QString()});
        data.series.push_back(series);
    }
    data.series[3].points[2].quality = PointQuality::Bad;
    return data;
}

inline TimeData rampedRate()
{
    TimeData data;
    data.heading.title = QStringLiteral("Output rate");
    data.heading.units = QStringLiteral("tok/s");
    data.totalSeconds = 300;
    data.nowSecond = 215;
    data.regions = {{0, 40, QStringLiteral("ramp")}};
    TimeSeries series;
    for (int i = 0; i <= 2150; ++i)
        series.points.emplace_back(i / 10.0, i < 400 ? i * 5 : 2050 + 60 * std::sin(i / 30.0));
    data.series.push_back(series);
    return data;
}

} // namespace tokamark::ui::samples
