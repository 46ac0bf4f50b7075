#include "core/metrics/judgedfigures.h"

namespace tokamark::metrics::testing {

CellFigures goodFigures()
{
    CellFigures figures;
    figures.started = 1'000;
    figures.completed = 1'000;
    figures.ttft.samples = 1'000;
    figures.ttft.p50 = 100;
    figures.e2el.samples = 1'000;
    figures.e2el.p50 = 5'000;
    figures.itl.samples = 199'000;
    figures.itl.mean = 20;
    figures.client.readLagP99 = 50;
    figures.expectedConcurrency = 10;
    figures.meanConcurrency = 9.95;
    figures.meanOutputTokens = 200;
    figures.meanInputTokens = 90;
    return figures;
}

std::vector<Verdict> judgeFigures(const CellFigures &figures)
{
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.exactOutputTokens = 200;
    input.otherTargetsInputTokens = 90;
    return judge(input);
}

PhysicsFigures boundOf(double tokensPerSecond)
{
    PhysicsFigures physics;
    physics.told = true;
    physics.mostTokensPerSecond = tokensPerSecond;
    physics.kvRequests = 100;
    return physics;
}

} // namespace tokamark::metrics::testing
