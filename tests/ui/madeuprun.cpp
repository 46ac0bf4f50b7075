#include "ui/madeuprun.h"

#include "plan/presets.h"

#include <array>
#include <cmath>

namespace tokamark::ui {

namespace {

metrics::LatencyFigures latency(double p50)
{
    metrics::LatencyFigures figures;
    figures.samples = 800;
    figures.mean = p50 * 1.1;
    figures.p50 = p50;
    figures.p90 = p50 * 1.4;
    figures.p95 = p50 * 1.6;
    figures.p99 = p50 * 2;
    figures.min = p50 / 2;
    figures.max = p50 * 3;
    return figures;
}

metrics::CellFigures figuresOf(std::uint32_t target, std::uint32_t users)
{
    constexpr std::array Speeds{1.0, 0.85, 0.75, 0.6, 0.55};
    const double rate = 3900.0 * Speeds.at(target) * users / (users + 30.0);
    metrics::CellFigures figures;
    figures.started = figures.completed = static_cast<std::uint64_t>(rate / 6);
    figures.outputTokensPerSecond = rate;
    figures.outputTokensPerSecondInterval = {rate * 0.97, rate * 1.03};
    figures.tokensPerSecondPerUser = rate / users;
    figures.requestsPerSecond = rate / 48;
    figures.meanConcurrency = users;
    figures.ttft = latency((target == 2 && users > 64 ? 3000 : 40) + users * 1.3);
    figures.ttftP50Interval = {figures.ttft.p50 * 0.95, figures.ttft.p50 * 1.05};
    figures.tpot = latency(1000.0 * users / rate);
    figures.e2el = latency(figures.ttft.p50 + 47 * figures.tpot.p50);
    figures.stall = latency(figures.tpot.p50 * 3);
    return figures;
}

std::shared_ptr<load::CellSnapshot> liveCell()
{
    auto live = std::make_shared<load::CellSnapshot>();
    live->phase = metrics::Phase::Window;
    live->elapsedSeconds = 5;
    live->windowOpenedAt = 1;
    live->remainingSeconds = 4;
    live->inFlight = 100;
    live->tokensPerSecond = 2118;
    live->ttftP50Ms = 4100;
    live->client.cpuShare = 0.12;
    for (int i = 0; i < 50; ++i) {
        const double second = i / 10.0;
        live->series.push_back(
            {second, second < 1 ? 2100 * second : 2100 + 80 * std::sin(i), std::min(100.0, second * 200)});
        live->dots.push_back({second, 3000 + 900 * std::sin(i * 1.7)});
    }
    return live;
}

} // namespace

std::shared_ptr<session::RunSnapshot> madeUpRun(std::size_t done)
{
    auto snapshot = std::make_shared<session::RunSnapshot>();
    const auto plan = std::make_shared<const plan::Plan>(*plan::makePreset("demo", {.simulated = true}));
    snapshot->run = RunId{7};
    snapshot->state = session::RunState::Running;
    snapshot->plan = plan;
    snapshot->simulated = true;
    for (const plan::CellKey &key : plan::cells(*plan)) {
        session::CellView cell;
        cell.key = key;
        const std::size_t place = snapshot->cells.size();
        cell.id = CellId{static_cast<std::int64_t>(place) + 1};
        if (place < done) {
            cell.state = session::CellState::Done;
            cell.figures = figuresOf(key.target, plan->load.level(key.level).users());
            cell.verdicts = {{metrics::VerdictCode::Valid, metrics::Severity::Fine, {}, 0, 0, {}}};
        }
        snapshot->cells.push_back(cell);
    }
    snapshot->elapsedSeconds = 9.0 * static_cast<double>(done) + 5;
    snapshot->remainingSeconds = 9.0 * static_cast<double>(snapshot->cells.size() - done) - 5;
    if (done < snapshot->cells.size()) {
        snapshot->current = done;
        snapshot->cells[done].state = session::CellState::Running;
        snapshot->live = liveCell();
    } else {
        snapshot->state = session::RunState::Finished;
    }
    return snapshot;
}

} // namespace tokamark::ui
