#include "models/referencecurves.h"

#include "models/referenceoverlay.h"
#include "models/resultcharts.h"
#include "ui/models/storedsamples.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::ui {
namespace {

/// Two backends that served Llama 3 8B, at 10 and 100 users.
storage::StoredRun llamaRun(const char *first)
{
    storage::StoredRun run = samples::measuredRun();
    for (storage::StoredTarget &target : run.targets)
        target.model = QStringLiteral("Meta-Llama-3-8B-Instruct");
    run.targets[0].asPlanned.name = first;
    return run;
}

ResultChoice choiceOf(ReferenceStudy study, Statistic which = Statistic::Mean)
{
    return {LatencyKind::Ttft, which, study};
}

std::vector<CurveSeries> referencesOf(const CurveData &data)
{
    std::vector<CurveSeries> references;
    std::ranges::copy_if(data.series, std::back_inserter(references), &CurveSeries::reference);
    return references;
}

TEST(ReferenceCurves, ReadTheStudiesThatAreBuiltIn)
{
    for (const ReferenceStudy study : AllReferenceStudies) {
        const auto count
            = std::ranges::count(publishedCurves(), study, [](const ReferenceCurve &curve) { return curve.study; });
        EXPECT_EQ(count > 0, study != ReferenceStudy::None);
    }
    for (const ReferenceCurve &curve : publishedCurves()) {
        EXPECT_GE(curve.points.size(), 3U);
        EXPECT_TRUE(std::ranges::is_sorted(curve.points, {}, &CurvePoint::level));
        EXPECT_FALSE(curve.source.isEmpty());
    }
}

TEST(ReferenceCurves, LeaveOutLinesThatDoNotParse)
{
    const auto curves = parseReferenceCurves(QStringLiteral("study,model,backend,users,metric,value,source\n"
                                                            "bentoml-2024,8B,a,x,ttft_mean,5,s\n"
                                                            "bentoml-2024,8B,a,10,nonsense,5,s\n"
                                                            "somebody,8B,a,10,ttft_mean,5,s\n"
                                                            "bentoml-2024,8B,a,10,ttft_mean,5,\"s, t\"\n8B,a"));
    ASSERT_EQ(curves.size(), 1U);
    EXPECT_EQ(curves[0].points.size(), 1U);
    EXPECT_EQ(curves[0].source, QStringLiteral("s, t"));
}

TEST(ReferenceCurves, KnowTheModelByItsName)
{
    EXPECT_EQ(referenceModel(QStringLiteral("sim:vllm-llama3-8b-a100")), QStringLiteral("8B"));
    EXPECT_EQ(referenceModel(QStringLiteral("Meta-Llama-3-70B-Instruct")), QStringLiteral("70B"));
    EXPECT_TRUE(referenceModel(QStringLiteral("qwen-8b")).isEmpty());
    EXPECT_TRUE(referenceModel(QStringLiteral("llama-3-18b")).isEmpty());
}

TEST(ReferenceOverlay, ShowsTheBackendsThatWereMeasuredHereInTheirColours)
{
    const auto set = samples::setOf(llamaRun("MLC-LLM on the left"));
    const CurveData data = resultcharts::latencyCurves(*set, choiceOf(ReferenceStudy::MlcBlog2024));
    const auto references = referencesOf(data);
    ASSERT_EQ(references.size(), 1U);
    EXPECT_EQ(references[0].marker, set->series()[0].marker);
    EXPECT_TRUE(references[0].name.isEmpty());
    for (const CurvePoint &point : references[0].points)
        EXPECT_TRUE(point.level >= 10 && point.level <= 100) << point.level;
}

TEST(ReferenceOverlay, NamesTheCurvesOfBackendsThatWereNot)
{
    const auto set = samples::setOf(llamaRun("alpha"));
    const auto references
        = referencesOf(resultcharts::latencyCurves(*set, choiceOf(ReferenceStudy::NvidiaNim2024, Statistic::P95)));
    ASSERT_EQ(references.size(), 1U);
    EXPECT_EQ(references[0].name, QStringLiteral("NVIDIA NIM"));
    EXPECT_EQ(references[0].points.size(), 4U);
}

TEST(ReferenceOverlay, SaysSoWhereTheStudyHasNoSuchFigure)
{
    const auto set = samples::setOf(llamaRun("vLLM"));
    const CurveData without = resultcharts::latencyCurves(*set, choiceOf(ReferenceStudy::None));
    const CurveData with = resultcharts::latencyCurves(*set, choiceOf(ReferenceStudy::BentoMl2024));
    EXPECT_TRUE(referencesOf(with).empty());
    EXPECT_NE(with.heading.caption, without.heading.caption);
    EXPECT_EQ(referencesOf(resultcharts::rateCurves(*set, choiceOf(ReferenceStudy::BentoMl2024))).size(), 1U);
}

} // namespace
} // namespace tokamark::ui
