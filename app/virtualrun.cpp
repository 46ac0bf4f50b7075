#include "virtualrun.h"

#include "metrics/summarise.h"
#include "plan/matrix.h"
#include "session/physics.h"
#include "simulator/batchengine.h"
#include "simulator/preset.h"
#include "storage/runwriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <queue>
#include <random>
#include <unordered_map>

namespace tokamark {

namespace {

using namespace std::chrono_literals;

constexpr Duration NetworkDelay = 100us; ///< each way
constexpr Duration WarmUp = 2s;
constexpr Duration DefaultWindow = 30s;
constexpr Instant Origin{1000s};
constexpr qint64 OriginUnixNs = 1'780'000'000'000'000'000; ///< so that pictures do not change with the day

/// When a user sends its next request.
struct Turn {
    Instant at;
    std::uint32_t user = 0;

    bool operator>(const Turn &other) const { return std::tie(at, user) > std::tie(other.at, other.user); }
};

/// One cell in virtual time: a closed loop of users around an engine.
class VirtualCell {
public:
    VirtualCell(const plan::Plan &plan, const plan::CellKey &key, const simulator::BatchModel &model, Instant start)
        : m_plan(plan)
        , m_users(plan.load.level(key.level).users())
        , m_engine(model, plan.seed + key.repetition * 977 + key.level * 31 + key.target)
        , m_random(plan.seed + key.repetition * 1009 + key.level * 53 + key.target)
        , m_workload(plan.workloads.at(key.workload))
    {
        m_window.open = start + plan.load.ramp + WarmUp;
        m_window.close = m_window.open + plan.load.duration.value_or(DefaultWindow);
        for (std::uint32_t user = 0; user < m_users; ++user)
            m_turns.push({start + plan.load.ramp * user / m_users, user});
    }

    void play()
    {
        std::vector<simulator::Emission> emissions;
        for (;;) {
            const auto deadline = m_engine.nextDeadline();
            const bool mayStart = !m_turns.empty() && m_turns.top().at < m_window.close;
            if (!deadline && !mayStart)
                break;
            const bool starts = mayStart && (!deadline || m_turns.top().at <= *deadline);
            const Instant now = starts ? m_turns.top().at : *deadline;
            emissions.clear();
            m_engine.advance(now, emissions);
            for (const simulator::Emission &emission : emissions)
                receive(emission);
            if (starts) {
                send(m_turns.top());
                m_turns.pop();
            }
        }
    }

    [[nodiscard]] const metrics::MeasuredWindow &window() const { return m_window; }
    [[nodiscard]] Instant end() const { return m_end; }
    [[nodiscard]] std::uint32_t users() const { return m_users; }
    [[nodiscard]] std::vector<metrics::RequestRecord> takeRecords() { return std::move(m_done); }

private:
    void send(const Turn &turn)
    {
        metrics::RequestRecord record;
        record.id = RequestId{++m_lastId};
        record.user = turn.user;
        record.promptIndex = static_cast<std::uint32_t>(m_lastId);
        record.at.due = turn.at;
        record.at.sent = turn.at + 20us;
        record.at.lastByteSent = record.at.sent + 10us;
        record.phase = turn.at < m_window.open - WarmUp ? metrics::Phase::Ramp
            : turn.at < m_window.open                   ? metrics::Phase::WarmUp
                                                        : metrics::Phase::Window;
        record.httpStatus = 200;
        record.promptTokens = m_workload.inputTokens.mean;
        record.requestedOutputTokens = m_workload.outputTokens.mean;
        // The first answers are cut short at random, or users would stay in step.
        record.shortened = record.phase == metrics::Phase::Ramp;
        if (record.shortened)
            record.requestedOutputTokens
                = std::uniform_int_distribution<std::uint32_t>(1, m_workload.outputTokens.mean)(m_random);
        record.finish = metrics::FinishReason::Length;
        record.timeline.start(record.at.sent);
        m_engine.submit({static_cast<std::uint64_t>(m_lastId), record.promptTokens, record.requestedOutputTokens},
                        turn.at);
        m_open.emplace(static_cast<std::uint64_t>(m_lastId), std::move(record));
    }

    void receive(const simulator::Emission &emission)
    {
        const auto place = m_open.find(emission.job);
        if (place == m_open.end() || emission.tokens == 0)
            return;
        metrics::RequestRecord &record = place->second;
        const Instant at = emission.due + 2 * NetworkDelay;
        if (!happened(record.at.firstToken)) {
            record.at.firstByte = record.at.firstEvent = record.at.firstToken = record.at.firstAnswer = at;
            record.firstEventTokens = emission.tokens;
        }
        record.at.lastToken = at;
        record.outputTokens += emission.tokens;
        ++record.contentEvents;
        record.timeline.append(at, emission.tokens, false);
        if (!emission.last)
            return;
        record.at.end = at;
        m_end = std::max(m_end, at);
        m_turns.push({at + m_plan.load.thinkTime + 50us, record.user});
        m_done.push_back(std::move(record));
        m_open.erase(place);
    }

    const plan::Plan &m_plan;
    std::uint32_t m_users;
    simulator::BatchEngine m_engine;
    std::mt19937_64 m_random;
    const plan::Workload &m_workload;
    metrics::MeasuredWindow m_window;
    Instant m_end = Origin;
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> m_turns;
    std::unordered_map<std::uint64_t, metrics::RequestRecord> m_open;
    std::vector<metrics::RequestRecord> m_done;
    std::int64_t m_lastId = 0;
};

/// The batching model behind a target; null if it has none.
const simulator::BatchModel *modelOf(const plan::Target &target)
{
    if (!target.isSimulated())
        return nullptr;
    const simulator::Preset *preset = simulator::findPreset(target.url.substr(4));
    return preset == nullptr ? nullptr : std::get_if<simulator::BatchModel>(&preset->pace);
}

double shownPercentile(const plan::Plan &plan)
{
    return plan.percentiles.empty() ? 50 : *std::max_element(plan.percentiles.begin(), plan.percentiles.end());
}

/// What the GPU that the plan names could do at most.
void addPhysics(const plan::Target &target, const simulator::BatchModel &model, metrics::CellFigures &figures)
{
    session::HardwareFacts facts;
    if (const simulator::Preset *preset = simulator::findPreset(target.url.substr(4)))
        facts.model = preset->model;
    facts.parallelism = model.maxRunning;
    if (const auto replica = session::replicaOf(target, facts); replica && *replica)
        figures.physics = session::physicsOf(**replica, target, facts, figures);
}

storage::NewRun describe(const plan::Plan &plan)
{
    storage::NewRun run;
    run.name = QString::fromStdString(plan.name);
    run.plan = plan;
    run.simulated = true;
    run.version = QCoreApplication::applicationVersion();
    run.plannedCells = static_cast<int>(plan::cells(plan).size());
    int marker = 0;
    for (const plan::Target &target : plan.targets) {
        storage::StoredTarget stored;
        stored.asPlanned = target;
        stored.detectedKind = QString::fromStdString(target.kind);
        if (const simulator::Preset *preset
            = simulator::findPreset(target.url.substr(std::min<std::size_t>(4, target.url.size())))) {
            stored.model = QString::fromStdString(preset->model);
            const std::string_view version = simulator::versionOf(preset->engine);
            stored.version = QString::fromUtf8(version.data(), static_cast<qsizetype>(version.size()));
        }
        stored.marker = marker++;
        stored.simulated = true;
        run.targets.push_back(std::move(stored));
    }
    return run;
}

} // namespace

Expected<RunId> storeVirtualRun(const plan::Plan &plan, const QString &databasePath)
{
    auto writer = storage::RunWriter::open(databasePath, [](const Error &) {});
    if (!writer)
        return tl::unexpected(writer.error());
    const auto ids = (*writer)->beginRun(describe(plan));
    if (!ids)
        return tl::unexpected(ids.error());
    Instant now = Origin;
    for (const plan::CellKey &key : plan::cells(plan)) {
        const simulator::BatchModel *model = modelOf(plan.targets.at(key.target));
        if (model == nullptr)
            return fail(ErrorCode::NotFound, plan.targets.at(key.target).url);
        VirtualCell cell(plan, key, *model, now);
        cell.play();
        storage::NewCell begun;
        begun.run = ids->run;
        begun.target = ids->targets.at(key.target);
        begun.key = key;
        begun.workloadName = QString::fromStdString(plan.workloads.at(key.workload).name);
        begun.level = plan.load.level(key.level);
        begun.startedNs = now.time_since_epoch().count();
        begun.startedUnixNs = OriginUnixNs + (now - Origin).count();
        begun.bootstrapSeed = plan.seed;
        const auto id = (*writer)->beginCell(begun);
        if (!id)
            return tl::unexpected(id.error());
        std::vector<metrics::RequestRecord> records = cell.takeRecords();
        metrics::SummaryInput input;
        input.records = records;
        input.window = cell.window();
        input.users = cell.users();
        input.thinkTime = plan.load.thinkTime;
        input.requestTimeout = plan.limits.requestTimeout;
        input.slos = plan.slos;
        input.bootstrapSeed = plan.seed;
        storage::StoredCell stored;
        stored.id = *id;
        stored.key = key;
        stored.state = storage::StoredCellState::Done;
        stored.startedNs = begun.startedNs;
        stored.startedUnixNs = begun.startedUnixNs;
        stored.endedNs = cell.end().time_since_epoch().count();
        stored.figures = metrics::summarise(input);
        addPhysics(plan.targets.at(key.target), *model, *stored.figures);
        metrics::VerdictInput verdict;
        verdict.figures = &*stored.figures;
        verdict.users = cell.users();
        verdict.shownPercentile = shownPercentile(plan);
        stored.verdicts = metrics::judge(verdict);
        (*writer)->addRecords(*id, std::move(records));
        (*writer)->endCell(std::move(stored));
        now = cell.end() + 1s;
    }
    (*writer)->finishRun(ids->run, storage::StoredState::Finished, std::nullopt);
    if (auto written = (*writer)->flush(); !written)
        return tl::unexpected(written.error());
    return ids->run;
}

} // namespace tokamark
