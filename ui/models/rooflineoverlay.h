#pragma once

#include "plot/chartdata.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace tokamark::metrics {
struct PhysicsFigures;
}

namespace tokamark::session {
struct RunSnapshot;
}

namespace tokamark::ui {

struct ResultPoint;
class ResultSet;

/// What the hardware of a point could do at most, by its first repetition; null where that is not known.
[[nodiscard]] const metrics::PhysicsFigures *physicsOf(const ResultPoint &point);
/// Mean share of it over the repetitions, 0..1; empty where it is not known.
[[nodiscard]] std::optional<double> rooflineShare(const ResultPoint &point);
/// "38 % of the roofline, 11 300 tok/s on A100 80GB SXM; 85 % of a good engine"; empty where it is not known.
[[nodiscard]] QString rooflineText(const ResultPoint &point);

/// What the hardware can do at most is known for some point of the set.
[[nodiscard]] bool hasRoofline(const ResultSet &set);
/// It is, or it is known from which load on requests queue.
[[nodiscard]] bool hasBounds(const ResultSet &set);
/// Adds what each GPU of the set could do at most as dotted lines, and says so in the caption.
void overlayRoofline(CurveData &data, const ResultSet &set);
/// The same for the cells of a run that are done so far.
void overlayRoofline(CurveData &data, const session::RunSnapshot &snapshot);
/// Adds where requests begin to queue, because the server works on no more of them at a time or because its KV cache
/// holds no more: upright lines between the levels measured, of users alone.
void overlayQueueing(CurveData &data, const ResultSet &set);

} // namespace tokamark::ui
