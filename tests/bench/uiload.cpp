#include "bench/uiload.h"

#include "bench/cputime.h"
#include "load/cellrunner.h"
#include "workload/promptsource.h"

#include <atomic>
#include <stdexcept>
#include <string>
#include <utility>

namespace tokamark::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t Streams = 100;
constexpr std::uint32_t RequestsPerStream = 4;

/// Adds the CPU time of a thread to a sum when the thread ends.
class ThreadBill final {
public:
    explicit ThreadBill(std::atomic<Duration::rep> &sumNs)
        : m_sumNs(sumNs)
    {
    }
    ~ThreadBill() { m_sumNs += threadCpuTime().count(); }
    ThreadBill(const ThreadBill &) = delete;
    ThreadBill &operator=(const ThreadBill &) = delete;

private:
    std::atomic<Duration::rep> &m_sumNs;
};

/// Bills every thread that asks for a prompt, which are the workers: the engine does not hand its threads out.
class BillingPrompts final : public workload::PromptSource {
public:
    BillingPrompts(std::shared_ptr<const workload::PromptSource> prompts, std::atomic<Duration::rep> &sumNs)
        : m_prompts(std::move(prompts))
        , m_sumNs(sumNs)
    {
    }

    [[nodiscard]] workload::GenerationRequest request(std::uint32_t index) const override
    {
        // A worker lives for one cell, so one bill for each thread is one for each cell.
        thread_local const ThreadBill bill(m_sumNs);
        return m_prompts->request(index);
    }

private:
    std::shared_ptr<const workload::PromptSource> m_prompts;
    std::atomic<Duration::rep> &m_sumNs;
};

} // namespace

TruthPlan uiLoadPlan()
{
    TruthPlan plan;
    plan.requests = Streams * RequestsPerStream;
    plan.core = calibration::chooseCores().server;
    return plan;
}

LoadScore runUiLoad(const TruthServer &server, std::function<void(std::shared_ptr<const load::CellSnapshot>)> live)
{
    const TruthPlan plan = uiLoadPlan();
    std::atomic<Duration::rep> workersNs = 0;
    load::CellSpec spec = calibration::truthCell(server.port(), Streams, plan.requests, plan.tokens);
    spec.prompts = std::make_shared<BillingPrompts>(spec.prompts, workersNs);
    spec.ramp = 500ms;
    calibration::Keeper keeper;
    keeper.onSnapshot = std::move(live);
    const Duration before = threadCpuTime();
    const auto result = load::runCell(spec, keeper, {});
    const Duration used = threadCpuTime() - before + Duration(workersNs);
    if (!result)
        throw std::runtime_error(std::string(name(result.error().code)) + ": " + result.error().cause);
    const double tokens = static_cast<double>(plan.requests) * plan.tokens;
    return {calibration::compare(keeper.records, server, plan), toSeconds(used) * 1e6 / tokens};
}

} // namespace tokamark::bench
