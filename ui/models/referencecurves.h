#pragma once

#include "metrics/metric.h"
#include "plot/chartdata.h"

#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace tokamark::ui {

/// Whose published figures are laid beside one's own.
enum class ReferenceStudy { None, BentoMl2024, NvidiaNim2024, MlcBlog2024 };

inline constexpr std::array AllReferenceStudies{ReferenceStudy::None, ReferenceStudy::BentoMl2024,
                                                ReferenceStudy::NvidiaNim2024, ReferenceStudy::MlcBlog2024};

/// One curve of somebody else's measurement, as published.
struct ReferenceCurve {
    ReferenceStudy study = ReferenceStudy::None;
    QString model; ///< "8B", "70B"
    QString backend;
    metrics::Metric metric = metrics::Metric::OutputThroughput;
    QString source;
    std::vector<CurvePoint> points; ///< users rising

    bool operator==(const ReferenceCurve &) const = default;
};

/// Reads curves from CSV: study, model, backend, users, metric, value, source. Lines that do not parse are left out.
[[nodiscard]] std::vector<ReferenceCurve> parseReferenceCurves(const QString &csv);
/// Those that are part of the program.
[[nodiscard]] const std::vector<ReferenceCurve> &publishedCurves();
/// "8B" or "70B" where a model's or target's name says so; empty otherwise.
[[nodiscard]] QString referenceModel(const QString &modelName);

} // namespace tokamark::ui
