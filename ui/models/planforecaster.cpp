#include "models/planforecaster.h"

#include "bridge/background.h"
#include "simulator/closedloop.h"
#include "simulator/preset.h"

#include <QFileInfo>

#include <algorithm>
#include <string_view>
#include <utility>

namespace tokamark::ui {

namespace {

constexpr double VirtualSeconds = 40;
constexpr double VirtualRamp = 2;
constexpr double VirtualSkip = 8;

/// Virtual time is cheap but not free: loads nobody simulates are left unknown.
bool isAnswerable(std::uint32_t users, std::uint32_t promptTokens, std::uint32_t outputTokens)
{
    return users > 0 && users <= 2000 && promptTokens > 0 && promptTokens <= 8192 && outputTokens > 0
        && outputTokens <= 4096;
}

/// Speeds that make sense; what does not is a fault that the form shows.
bool isPlayable(const plan::Load &load)
{
    constexpr double slowest = 1e-3;
    return load.kind == plan::LoadKind::Trace && !load.trace.empty()
        && std::ranges::all_of(load.levels, [](double speed) { return speed >= slowest; });
}

/// Of a load only what decides about what is played, so that nothing else has the file read again.
plan::Load playedOf(const plan::Load &load)
{
    plan::Load played;
    played.kind = load.kind;
    played.levels = load.levels;
    played.trace = load.trace;
    played.duration = load.duration;
    played.requests = load.requests;
    return played;
}

double secondsPerRequest(const std::string &presetName, std::uint32_t users, std::uint32_t promptTokens,
                         std::uint32_t outputTokens)
{
    const simulator::Preset *preset = simulator::findPreset(presetName);
    if (preset == nullptr)
        return 0;
    simulator::ClosedLoop load;
    load.users = users;
    load.promptTokens = promptTokens;
    load.outputTokens = outputTokens;
    load.seconds = VirtualSeconds;
    load.rampSeconds = VirtualRamp;
    load.skipSeconds = VirtualSkip;
    const simulator::ClosedLoopResult result = simulator::simulateClosedLoop(*preset, load);
    return result.meanTtftSeconds + result.meanTpotSeconds * (outputTokens - 1);
}

} // namespace

PlanForecaster::PlanForecaster(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

PlanForecaster::~PlanForecaster()
{
    m_traceStop.request_stop();
    m_pool.clear();
    m_pool.waitForDone();
}

void PlanForecaster::setPlan(const plan::Plan &plan)
{
    if (!isPlayable(plan.load))
        return forgetTrace();
    const plan::Load played = playedOf(plan.load);
    if (played != m_played) {
        forgetTrace();
        m_played = played;
    }
    // The file may have changed since, which only looking at it tells.
    if (!m_readingTrace)
        askForTrace();
}

void PlanForecaster::forgetTrace()
{
    m_traceStop.request_stop();
    m_readingTrace = false;
    m_played.reset();
    m_traceStamp = {};
    m_trace.reset();
}

plan::Forecast PlanForecaster::forecast(const plan::Plan &plan, const plan::CellKey &cell)
{
    if (plan.load.kind == plan::LoadKind::Trace) {
        const bool known = m_trace && *m_trace && cell.level < (*m_trace)->levels.size();
        return known ? plan::forecastOfTrace(plan.load, (*m_trace)->levels[cell.level], std::nullopt)
                     : plan::Forecast{};
    }
    const plan::Target &target = plan.targets.at(cell.target);
    const plan::Workload &workload = plan.workloads.at(cell.workload);
    std::optional<double> seconds;
    const Question question{target.simulation(), plan.load.level(cell.level).users(), workload.inputTokens.mean,
                            workload.outputTokens.mean};
    if (target.isSimulated() && isAnswerable(question.users, question.promptTokens, question.outputTokens)) {
        const auto known = m_answers.find(question);
        if (known == m_answers.end())
            ask(question);
        else
            seconds = known->second;
        if (seconds && *seconds <= 0)
            seconds.reset();
    }
    return plan::forecast(plan, cell, seconds);
}

void PlanForecaster::ask(const Question &question)
{
    m_answers[question] = std::nullopt;
    ++m_open;
    inBackground(
        m_pool, this,
        [question] {
            return secondsPerRequest(question.preset, question.users, question.promptTokens, question.outputTokens);
        },
        [this, question](double seconds) {
            m_answers[question] = seconds;
            // One repaint for all questions of a plan.
            if (--m_open == 0)
                Q_EMIT changed();
        });
}

PlanForecaster::TraceAnswer PlanForecaster::answer(const plan::Load &load, const TraceStamp &known,
                                                   const std::stop_token &stop)
{
    const QFileInfo file(QString::fromStdString(load.trace));
    TraceAnswer answer;
    answer.stamp = {file.lastModified(), file.size()};
    answer.isNews = answer.stamp != known;
    // A pipe or a device may never end.
    if (answer.isNews && (!file.exists() || file.isFile() || file.isDir()))
        answer.trace = session::foretellTrace(load, stop);
    return answer;
}

void PlanForecaster::askForTrace()
{
    m_readingTrace = true;
    m_traceStop = std::stop_source();
    inBackground(
        m_pool, this,
        [load = *m_played, known = m_traceStamp, stop = m_traceStop.get_token()] { return answer(load, known, stop); },
        [this, stop = m_traceStop.get_token()](TraceAnswer answer) {
            // The plan has moved on while the file was read.
            if (stop.stop_requested())
                return;
            m_readingTrace = false;
            m_traceStamp = answer.stamp;
            if (!answer.isNews)
                return;
            m_trace = std::move(answer.trace);
            Q_EMIT changed();
        });
}

} // namespace tokamark::ui
