#pragma once

#include "plot/chartdata.h"

#include <QString>

#include <vector>

namespace tokamark::ui {

/// One curve of somebody else's measurement, as published.
struct ReferenceCurve {
    QString model; ///< "8B", "70B"
    QString backend;
    QString source;
    std::vector<CurvePoint> points; ///< output tokens per second over users

    bool operator==(const ReferenceCurve &) const = default;
};

/// Reads curves from CSV: model, backend, users, output_tokens_per_second, source. Lines that do not parse are left out.
[[nodiscard]] std::vector<ReferenceCurve> parseReferenceCurves(const QString &csv);
/// The output rates of the BentoML study of 2024, from its working notebook; part of the program.
[[nodiscard]] const std::vector<ReferenceCurve> &bentomlCurves();
/// "8B" or "70B" where a model's or target's name says so; empty otherwise.
[[nodiscard]] QString referenceModel(const QString &modelName);

} // namespace tokamark::ui
