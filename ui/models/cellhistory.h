#pragma once

#include "metrics/requestrecord.h"
#include "metrics/windowrange.h"
#include "storage/storedrun.h"

#include <QPointF>
#include <QString>

#include <memory>
#include <vector>

namespace tokamark::ui {

/// One sampled quantity of a cell.
struct SampleSeries {
    QString source; ///< "client:0", "server", "gpu:ID"
    QString name;
    std::vector<QPointF> points; ///< x: seconds since the cell began, rising
};

/// A finished cell over time, without words: what its requests and samples say from second to second. Made in the
/// background, immutable then.
struct CellHistory {
    CellId cell;
    std::shared_ptr<const std::vector<metrics::RequestRecord>> records; ///< to compute figures from anew
    std::vector<storage::Sample> sampled; ///< likewise
    metrics::WindowRange range; ///< where the window can be moved
    double seconds = 0; ///< from the cell's start to its end
    std::vector<QPointF> outputRate; ///< tokens per second
    std::vector<QPointF> ttft; ///< milliseconds, at the instant of sending
    std::vector<QPointF> failed; ///< x: when requests were sent that failed; y: 0
    std::vector<QPointF> inFlight;
    std::vector<SampleSeries> samples;
};

/// Any thread; takes its time for a cell of many requests.
[[nodiscard]] CellHistory historyOf(const storage::StoredCell &cell, plan::LoadKind load,
                                    std::vector<metrics::RequestRecord> records,
                                    const std::vector<storage::Sample> &samples);

} // namespace tokamark::ui
