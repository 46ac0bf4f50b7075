#pragma once

#include "metrics/cellfigures.h"

#include <QColor>
#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

namespace tokamark::ui {

/// The words around a chart. Charts never make sentences of their own: whoever fills them says what they show.
struct ChartHeading {
    QString title;
    QString units; ///< on the right of the title line: "ms, log scale"
    QString caption; ///< small line below: what bands and dashed lines are
    QString emptyText; ///< what will appear here, shown while there is nothing
    QString subtitle; ///< below the title where there is room, and in files: the model and the lengths asked for

    bool operator==(const ChartHeading &) const = default;
};

/// Where a chart's figures come from; stands under every exported picture.
struct ChartProvenance {
    QString line; ///< program, run, date, clock
    QString simulatedMark; ///< the word on the mark; empty: measured on a real server

    bool operator==(const ChartProvenance &) const = default;
};

/// What a point is worth, as far as drawing goes. Markers: full, pale, hollow; bars: full, hatched, hollow.
enum class PointQuality { Good, Warning, Bad };

struct CurvePoint {
    double level = 0; ///< concurrent users
    double value = 0; ///< NaN: nothing to show; +infinity: over the timeout, marked above the axis and on no line
    std::optional<metrics::Interval> band;
    PointQuality quality = PointQuality::Good;
    QString tip; ///< text shown under the pointer

    bool operator==(const CurvePoint &) const = default;
};

/// One backend's curve over concurrency.
struct CurveSeries {
    QString name; ///< at the end of the line; of a reference it may be empty
    int marker = 0; ///< place among the markers and colours of the theme
    QColor color; ///< invalid: the theme's colour of `marker`
    bool reference = false; ///< dashed, without markers: not measured here
    bool bound = false; ///< of a reference: dotted, and leaves the chart where it is above everything measured
    QString beyond; ///< what stands beside points with an infinite value: "> 60 s"
    std::vector<CurvePoint> points; ///< levels rising

    bool operator==(const CurveSeries &) const = default;
};

/// An upright line at one level.
struct LevelMark {
    double level = 0;
    int marker = 0;
    QColor color; ///< invalid: the theme's colour of `marker`

    bool operator==(const LevelMark &) const = default;
};

/// A stretch of levels over the whole height; an upright line where both ends are the same.
struct LevelBand {
    double from = 0; ///< inside the levels, like `to`, or it is not seen
    double to = 0;
    int marker = 0;
    QColor color; ///< invalid: the theme's colour of `marker`
    QString name; ///< beside it, at the upper edge

    bool operator==(const LevelBand &) const = default;
};

/// How concurrency is laid out. `Automatic` is linear unless low levels would stick together, then logarithmic.
enum class LevelScale { Automatic, Linear, Logarithmic, EqualSteps };

struct CurveData {
    ChartHeading heading;
    QString levelTitle; ///< below the level axis: "Concurrent users"
    bool logarithmic = false; ///< the value axis
    LevelScale levelScale = LevelScale::Automatic;
    std::vector<double> plannedLevels; ///< shown on the axis before anything is measured there
    std::vector<CurveSeries> series;
    std::vector<LevelMark> marks; ///< inside the levels, or they are not seen
    std::vector<LevelBand> bands;

    bool operator==(const CurveData &) const = default;
};

/// A shaded stretch of a time axis.
struct TimeRegion {
    double from = 0;
    double to = 0;
    QString label; ///< "ramp", "warm-up"

    bool operator==(const TimeRegion &) const = default;
};

struct TimeSeries {
    QString name; ///< in the legend; empty: the title says it
    int marker = 0;
    QColor color; ///< invalid: the theme's colour of `marker`
    std::vector<QPointF> points; ///< x: seconds, rising

    bool operator==(const TimeSeries &) const = default;
};

struct TimeData {
    ChartHeading heading;
    double totalSeconds = 0; ///< right end of the axis; 0: the last point
    double nowSecond = -1; ///< a vertical line; negative: none
    std::vector<TimeRegion> regions;
    std::vector<TimeSeries> series;

    bool operator==(const TimeData &) const = default;
};

/// One curve of a distribution.
struct DistributionSeries {
    QString name;
    int marker = 0;
    QColor color; ///< invalid: the theme's colour of `marker`
    std::vector<double> samples; ///< in any order; must be positive to be drawn
    std::uint64_t above = 0; ///< failures: they keep the curve from reaching 100 %

    bool operator==(const DistributionSeries &) const = default;
};

struct DistributionData {
    ChartHeading heading;
    std::vector<DistributionSeries> series;

    bool operator==(const DistributionData &) const = default;
};

/// One request as a bar. Seconds since the cell started.
struct RequestBar {
    std::uint32_t row = 0; ///< which user
    double sent = 0;
    double firstToken = 0; ///< NaN: none came
    double end = 0;
    bool failed = false;

    bool operator==(const RequestBar &) const = default;
};

struct RequestBarsData {
    ChartHeading heading;
    QString waitName; ///< legend: wait for the first token
    QString decodeName; ///< legend: decode
    QString failedName; ///< legend: failed; shown only if there is one
    QString handling; ///< what mouse and keys do, under the pointer
    double fromSecond = 0; ///< part shown at first
    double toSecond = 0;
    std::vector<RequestBar> bars;

    bool operator==(const RequestBarsData &) const = default;
};

/// One bar.
struct Bar {
    double value = 0; ///< NaN: no bar; +infinity: over the timeout, drawn to the upper edge
    PointQuality quality = PointQuality::Good;
    QString text; ///< the value in words: above the bar where there is room, and under the pointer

    bool operator==(const Bar &) const = default;
};

/// One backend's bars, one for each category.
struct BarSeries {
    QString name;
    int marker = 0;
    QColor color; ///< invalid: the theme's colour of `marker`
    std::vector<Bar> bars;

    bool operator==(const BarSeries &) const = default;
};

struct GroupedBarsData {
    ChartHeading heading;
    QString categoryTitle;
    bool logarithmic = false; ///< the value axis; bars then stand on its lowest tick
    std::vector<QString> categories;
    std::vector<BarSeries> series;

    bool operator==(const GroupedBarsData &) const = default;
};

} // namespace tokamark::ui
