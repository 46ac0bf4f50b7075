#include "virtualrun.h"

#include "metrics/summarise.h"
#include "plan/matrix.h"
#include "session/cellplan.h"
#include "session/physics.h"
#include "simulator/preset.h"
#include "storage/runwriter.h"
#include "virtualcell.h"
#include "workload/trace.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tokamark {

namespace {

using namespace std::chrono_literals;

constexpr Instant Origin{1000s};
constexpr qint64 OriginUnixNs = 1'780'000'000'000'000'000; ///< so that pictures do not change with the day

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

std::vector<session::CellView> waitingCells(const plan::Plan &plan)
{
    std::vector<session::CellView> cells;
    for (const plan::CellKey &key : plan::cells(plan))
        cells.emplace_back().key = key;
    return cells;
}

metrics::CellFigures figuresOf(const plan::Plan &plan, const VirtualCell &cell,
                               std::span<const metrics::RequestRecord> records)
{
    metrics::SummaryInput input;
    input.records = records;
    input.window = cell.window();
    input.load = plan.load.kind;
    input.users = cell.users();
    input.thinkTime = plan.load.thinkTime;
    input.requestTimeout = plan.limits.requestTimeout;
    input.slos = plan.slos;
    input.bootstrapSeed = plan.seed;
    return metrics::summarise(input);
}

std::vector<metrics::Verdict> verdictsOf(const plan::Plan &plan, const VirtualCell &cell,
                                         const metrics::CellFigures &figures)
{
    metrics::VerdictInput input;
    input.figures = &figures;
    input.load = plan.load.kind;
    input.users = cell.users();
    input.shownPercentile = shownPercentile(plan);
    input.ownDueInstants = plan.load.kind != plan::LoadKind::Closed;
    input.wholeCell = cell.window().wholeCell;
    return metrics::judge(input);
}

/// Plays the cells of a run one after the other into its database.
struct Stage {
    storage::RunWriter &writer;
    const storage::RunIds &ids;
    const workload::Trace *trace;
    Instant now;

    [[nodiscard]] Expected<void> play(const plan::Plan &plan, session::CellView &view)
    {
        const plan::Target &target = plan.targets.at(view.key.target);
        const simulator::BatchModel *model = modelOf(target);
        if (model == nullptr)
            return fail(ErrorCode::NotFound, target.url);
        VirtualCell cell(plan, view.key, *model, now, trace);
        cell.play();
        const auto id = writer.beginCell(begun(plan, view.key));
        if (!id)
            return tl::unexpected(id.error());
        std::vector<metrics::RequestRecord> records = cell.takeRecords();
        storage::StoredCell stored;
        stored.id = view.id = *id;
        stored.key = view.key;
        stored.state = storage::StoredCellState::Done;
        stored.startedNs = now.time_since_epoch().count();
        stored.startedUnixNs = OriginUnixNs + (now - Origin).count();
        stored.endedNs = cell.end().time_since_epoch().count();
        stored.figures = figuresOf(plan, cell, records);
        addPhysics(target, *model, *stored.figures);
        stored.verdicts = verdictsOf(plan, cell, *stored.figures);
        view.state = session::CellState::Done;
        view.figures = stored.figures;
        view.verdicts = stored.verdicts;
        writer.addRecords(*id, std::move(records));
        writer.endCell(std::move(stored));
        now = cell.end() + 1s;
        return {};
    }

    [[nodiscard]] storage::NewCell begun(const plan::Plan &plan, const plan::CellKey &key) const
    {
        storage::NewCell cell;
        cell.run = ids.run;
        cell.target = ids.targets.at(key.target);
        cell.key = key;
        cell.workloadName = QString::fromStdString(plan.workloads.at(key.workload).name);
        cell.level = plan.load.level(key.level);
        cell.startedNs = now.time_since_epoch().count();
        cell.startedUnixNs = OriginUnixNs + (now - Origin).count();
        cell.bootstrapSeed = plan.seed;
        return cell;
    }
};

} // namespace

Expected<RunId> storeVirtualRun(const plan::Plan &plan, const QString &databasePath)
{
    auto writer = storage::RunWriter::open(databasePath, [](const Error &) {});
    if (!writer)
        return tl::unexpected(writer.error());
    std::optional<workload::Trace> trace;
    if (!plan.load.trace.empty()) {
        auto read = workload::readTraceFile(plan.load.trace);
        if (!read)
            return tl::unexpected(read.error());
        trace = std::move(*read);
    }
    const auto ids = (*writer)->beginRun(describe(plan));
    if (!ids)
        return tl::unexpected(ids.error());
    session::CellPlan cells(std::make_shared<const plan::Plan>(plan), waitingCells(plan));
    Stage stage{**writer, *ids, trace ? &*trace : nullptr, Origin};
    while (const auto index = cells.next())
        if (auto played = stage.play(*cells.currentPlan(), cells.at(*index)); !played)
            return tl::unexpected(played.error());
    (*writer)->finishRun(ids->run, storage::StoredState::Finished, std::nullopt);
    if (auto written = (*writer)->flush(); !written)
        return tl::unexpected(written.error());
    return ids->run;
}

} // namespace tokamark
