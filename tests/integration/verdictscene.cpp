#include "integration/verdictscene.h"

#include "core/session/runcontrollerfixture.h"
#include "session/seams.h"

#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace tokamark::test {
namespace {

using namespace std::chrono_literals;

/// A machine that does other things as well may make a client late by this, and a server swing by that.
plan::VerdictThresholds wide()
{
    plan::VerdictThresholds wide;
    wide.sendLatenessMs = {200, 300};
    wide.sendLatenessOfTtft = {10'000, 20'000};
    wide.turnaroundOfE2el = {10'000, 20'000};
    wide.loadOff = {30, 50};
    wide.lowLoad = {90, 95};
    wide.rateOff = {25, 50};
    wide.growth = {25, 50};
    wide.rateDrift = {35, 60};
    wide.ttftDrift = {200, 400};
    return wide;
}

class StallingPrompts final : public workload::PromptSource {
public:
    StallingPrompts(std::shared_ptr<const workload::PromptSource> prompts, const Stall &stall)
        : m_prompts(std::move(prompts))
        , m_stall(stall)
    {
    }

    [[nodiscard]] workload::GenerationRequest request(std::uint32_t index) const override
    {
        std::this_thread::sleep_for(m_stall.sleep);
        for (const Duration until = cpuTime() + m_stall.busy; cpuTime() < until;) { }
        return m_prompts->request(index);
    }

private:
    static Duration cpuTime()
    {
        timespec used{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
        return std::chrono::seconds(used.tv_sec) + Duration(used.tv_nsec);
    }

    std::shared_ptr<const workload::PromptSource> m_prompts;
    Stall m_stall;
};

class OnePrompt final : public workload::PromptSource {
public:
    explicit OnePrompt(workload::GenerationRequest request)
        : m_request(std::move(request))
    {
    }

    [[nodiscard]] workload::GenerationRequest request(std::uint32_t index) const override
    {
        workload::GenerationRequest request = m_request;
        request.promptIndex = index;
        return request;
    }

private:
    workload::GenerationRequest m_request;
};

} // namespace

VerdictScene::VerdictScene()
{
    plan.name = "scene";
    plan.load.levels = {2};
    plan.load.duration.reset();
    plan.load.requests = 8;
    plan.load.warmup = Duration::zero();
    plan.workloads[0].inputTokens.mean = 64;
    plan.workloads[0].outputTokens.mean = 8;
    plan.verdicts = wide();
}

void VerdictScene::serve(simulator::ServerOptions options)
{
    auto server = simulator::SimulatorServer::start(std::move(options));
    ASSERT_TRUE(server) << server.error().detail;
    plan::Target target;
    target.name = "target " + std::to_string(m_servers.size());
    target.url = (*server)->url();
    plan.targets.push_back(std::move(target));
    m_servers.push_back(std::move(*server));
}

std::vector<session::CellView> VerdictScene::run()
{
    const QTemporaryDir folder;
    session::Seams seams = session::realSeams();
    seams.runCell = [this](const load::CellSpec &asked, load::CellObserver &observer, const load::StopTokens &stop) {
        load::CellSpec spec = asked;
        if (beforeCell)
            beforeCell(spec);
        if (besideCell)
            besideCell(asked);
        return load::runCell(spec, observer, stop);
    };
    session::RunOptions options;
    options.databasePath = folder.filePath(QStringLiteral("runs.sqlite"));
    options.ceiling = ceiling;
    session::Listener listener;
    const auto run = session::RunController::start(plan, options, listener, std::move(seams));
    if (!run) {
        ADD_FAILURE() << name(run.error().code) << " " << run.error().detail;
        return {};
    }
    const auto end = listener.awaitEnd();
    if (!end || end->state != session::RunState::Finished) {
        ADD_FAILURE() << "the run did not end";
        return {};
    }
    for (const session::CellView &cell : end->cells)
        EXPECT_TRUE(cell.figures) << (cell.error ? cell.error->detail : "not measured");
    return end->cells;
}

simulator::ServerOptions steadyServer(std::string_view dialect)
{
    simulator::ServerOptions options;
    options.presets = {"instant@" + std::string(dialect)};
    options.ttft = 30ms;
    options.tpot = 5ms;
    return options;
}

bool carries(const session::CellView &cell, metrics::VerdictCode code, std::string_view subject)
{
    return std::ranges::any_of(cell.verdicts, [&](const metrics::Verdict &verdict) {
        return verdict.code == code && verdict.severity >= metrics::Severity::Warning
            && (subject.empty() || verdict.subject == subject);
    });
}

const metrics::Verdict *finding(const session::CellView &cell, std::string_view subject)
{
    const auto it = std::ranges::find(cell.verdicts, subject, &metrics::Verdict::subject);
    return it == cell.verdicts.end() ? nullptr : &*it;
}

TraceFile::TraceFile(const std::vector<std::string> &lines)
{
    static std::atomic<int> count = 0;
    m_path = std::filesystem::temp_directory_path()
        / ("tokamark_trace_" + std::to_string(::getpid()) + "_" + std::to_string(++count) + ".jsonl");
    std::ofstream out(m_path);
    for (const std::string &line : lines)
        out << line << '\n';
}

TraceFile::~TraceFile()
{
    std::error_code ignored;
    std::filesystem::remove(m_path, ignored);
}

void playTrace(plan::Plan &plan, const TraceFile &file)
{
    plan.load.kind = plan::LoadKind::Trace;
    plan.load.levels = {1};
    plan.load.trace = file.path();
    plan.load.requests.reset();
}

void stallClient(load::CellSpec &spec, const Stall &stall)
{
    spec.prompts = std::make_shared<StallingPrompts>(spec.prompts, stall);
}

void repeatOnePrompt(load::CellSpec &spec)
{
    spec.prompts = std::make_shared<OnePrompt>(spec.prompts->request(0));
}

} // namespace tokamark::test
