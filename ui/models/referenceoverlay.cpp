#include "models/referenceoverlay.h"

#include "models/pointremarks.h"
#include "models/resultset.h"
#include "widgets/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace tokamark::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReferenceOverlay)
};

/// The published model that the runs of the set are closest to; empty if none.
QString modelOf(const ResultSet &set)
{
    for (const storage::StoredRun &run : set.runs())
        for (const storage::StoredTarget &target : run.targets)
            for (const QString &text : {target.model, QString::fromStdString(target.asPlanned.url),
                                        QString::fromStdString(target.asPlanned.note)})
                if (const QString model = referenceModel(text); !model.isEmpty())
                    return model;
    return {};
}

QString studyCaption(ReferenceStudy study)
{
    switch (study) {
    case ReferenceStudy::None: return {};
    case ReferenceStudy::BentoMl2024:
        return Words::tr("dashed: BentoML working notebook of May 2024, digitised, not measured here");
    case ReferenceStudy::NvidiaNim2024:
        return Words::tr("dashed: NVIDIA course data of 2024, one A100, 200 tokens in and out, not measured here");
    case ReferenceStudy::MlcBlog2024:
        return Words::tr("dashed: MLC blog of October 2024, one H100, digitised, not measured here");
    }
    return {};
}

/// Published curves are over users, so runs of another kind of load have no place for them.
bool isInside(const ResultSet &set, double users)
{
    const auto isUsers = [](const plan::Level &level) { return level.kind == plan::LoadKind::Closed; };
    return !set.levels().empty() && std::ranges::all_of(set.levels(), isUsers) && users >= set.levels().front().value
        && users <= set.levels().back().value;
}

/// One published curve as a series, cut to the levels of the run: beyond them there is no axis to read it off.
CurveSeries seriesFor(const ReferenceCurve &curve, const ResultSet &set, const ResultSeries *same)
{
    constexpr int grey = SeriesCount - 1;
    CurveSeries series;
    series.reference = true;
    series.marker = same == nullptr ? grey : same->marker;
    if (same == nullptr)
        series.name = curve.backend;
    else
        series.color = same->color;
    for (const CurvePoint &point : curve.points)
        if (isInside(set, point.level))
            series.points.push_back(point);
    return series;
}

} // namespace

QString name(ReferenceStudy study)
{
    switch (study) {
    case ReferenceStudy::None: return Words::tr("No reference");
    case ReferenceStudy::BentoMl2024: return QStringLiteral("BentoML 2024");
    case ReferenceStudy::NvidiaNim2024: return QStringLiteral("NVIDIA NIM 2024");
    case ReferenceStudy::MlcBlog2024: return QStringLiteral("MLC 2024");
    }
    return {};
}

void overlayReference(CurveData &data, const ResultSet &set, ReferenceStudy study,
                      const std::optional<metrics::Metric> &metric)
{
    if (study == ReferenceStudy::None)
        return;
    const QString model = modelOf(set);
    std::vector<CurveSeries> known;
    std::vector<CurveSeries> others;
    for (const ReferenceCurve &curve : publishedCurves()) {
        if (curve.study != study || curve.model != model || curve.metric != metric)
            continue;
        const auto same = std::find_if(set.series().begin(), set.series().end(), [&](const ResultSeries &series) {
            return series.target.contains(curve.backend, Qt::CaseInsensitive);
        });
        const bool measured = same != set.series().end();
        CurveSeries series = seriesFor(curve, set, measured ? &*same : nullptr);
        if (!series.points.empty())
            (measured ? known : others).push_back(std::move(series));
    }
    const std::vector<CurveSeries> &shown = known.empty() ? others : known;
    data.series.insert(data.series.end(), shown.begin(), shown.end());
    joinCaption(data.heading.caption,
                shown.empty() ? Words::tr("%1: no such figure for this model").arg(name(study)) : studyCaption(study));
}

} // namespace tokamark::ui
