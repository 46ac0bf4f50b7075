#include "models/resultloader.h"

#include "bridge/background.h"
#include "bridge/database.h"
#include "storage/runrepository.h"

#include <algorithm>
#include <utility>

namespace tokamark::ui {

namespace {

using Results = std::shared_ptr<const ResultSet>;

Expected<void> addFurtherPercentiles(storage::RunRepository &repository, const storage::StoredRun &run,
                                     FurtherPercentiles &further)
{
    const std::vector<Statistic> wanted = furtherStatistics(run);
    if (wanted.empty())
        return {};
    for (const storage::StoredCell &cell : run.cells) {
        if (!cell.figures)
            continue;
        const auto records = repository.requests(cell.id);
        if (!records)
            return tl::unexpected(records.error());
        further.add(cell.id, *records, wanted);
    }
    return {};
}

Expected<Results> loadNewestRun(const QString &path)
{
    auto repository = storage::RunRepository::open(path);
    if (!repository)
        return tl::unexpected(repository.error());
    const auto runs = (*repository)->list();
    if (!runs)
        return tl::unexpected(runs.error());
    const auto newest = std::ranges::max_element(*runs, {}, &storage::RunInfo::id);
    return newest == runs->end() ? Expected<Results>(nullptr) : loadResults(path, {newest->id});
}

} // namespace

Expected<std::shared_ptr<const ResultSet>> loadResults(const QString &path, const std::vector<RunId> &runs)
{
    auto repository = storage::RunRepository::open(path);
    if (!repository)
        return tl::unexpected(repository.error());
    std::vector<storage::StoredRun> loaded;
    FurtherPercentiles further;
    report::CellFailures failures;
    for (const RunId id : runs) {
        auto run = (*repository)->load(id);
        if (!run)
            return tl::unexpected(run.error());
        if (const auto added = addFurtherPercentiles(**repository, *run, further); !added)
            return tl::unexpected(added.error());
        auto ofRun = report::failuresOf(*run, **repository);
        if (!ofRun)
            return tl::unexpected(ofRun.error());
        failures.merge(*ofRun);
        loaded.push_back(std::move(*run));
    }
    return std::make_shared<const ResultSet>(std::move(loaded), std::move(further), std::move(failures));
}

Expected<std::vector<SeriesRequests>> loadSeriesRequests(const QString &path, const ResultSet &results,
                                                         const plan::Level &level)
{
    auto repository = storage::RunRepository::open(path);
    if (!repository)
        return tl::unexpected(repository.error());
    std::vector<SeriesRequests> all;
    for (std::size_t i = 0; i < results.series().size(); ++i) {
        const ResultPoint *point = results.series()[i].at(level);
        if (point == nullptr)
            continue;
        auto records = (*repository)->requests(point->cells.front()->id);
        if (!records)
            return tl::unexpected(records.error());
        all.push_back({i, point->cells.front()->startedNs, std::move(*records)});
    }
    return all;
}

ResultLoader::ResultLoader(const Database &database, QObject *parent)
    : QObject(parent)
    , m_database(database)
{
}

template <class Work> void ResultLoader::ask(Work work)
{
    ++m_requestGeneration; // those of the results before must not come after these
    inBackground(this, std::move(work), [this, generation = ++m_generation](const Expected<Results> &results) {
        if (generation != m_generation)
            return;
        if (results)
            Q_EMIT loaded(*results);
        else
            Q_EMIT failed(results.error());
    });
}

void ResultLoader::load(const std::vector<RunId> &runs)
{
    ask([path = m_database.path(), runs] { return loadResults(path, runs); });
}

void ResultLoader::loadNewest()
{
    ask([path = m_database.path()] { return loadNewestRun(path); });
}

void ResultLoader::loadRequests(const std::shared_ptr<const ResultSet> &results, const plan::Level &level)
{
    inBackground(
        this, [path = m_database.path(), results, level] { return loadSeriesRequests(path, *results, level); },
        [this, level, generation = ++m_requestGeneration](const Expected<std::vector<SeriesRequests>> &requests) {
            if (generation != m_requestGeneration)
                return;
            if (requests)
                Q_EMIT requestsLoaded(*requests, level);
            else
                Q_EMIT failed(requests.error());
        });
}

} // namespace tokamark::ui
