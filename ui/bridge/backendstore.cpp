#include "bridge/backendstore.h"

#include "bridge/background.h"
#include "bridge/database.h"
#include "models/seriesstyle.h"
#include "widgets/theme.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace tokamark::ui {

namespace {

using Backends = std::vector<storage::SavedBackend>;

/// The marker that the fewest have, the first of equals.
int freeMarker(const Backends &backends)
{
    std::array<int, SeriesCount> uses{};
    for (const storage::SavedBackend &backend : backends)
        ++uses.at(static_cast<std::size_t>(backend.marker) % SeriesCount);
    return static_cast<int>(std::ranges::min_element(uses) - uses.begin());
}

std::string freeName(const Backends &backends, const std::string &wanted)
{
    const auto isTaken = [&](const std::string &name) {
        return std::ranges::any_of(backends, [&](const auto &backend) { return backend.target.name == name; });
    };
    std::string name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = wanted + ' ' + std::to_string(number);
    return name;
}

using Ids = std::vector<BackendId>;

/// Of changes that add nothing.
Expected<Ids> none(Expected<void> done)
{
    return done ? Expected<Ids>(Ids{}) : tl::unexpected(std::move(done.error()));
}

Expected<Ids> addAll(storage::BackendRepository &repository, const std::vector<plan::Target> &targets,
                     const QString &detection)
{
    Ids ids;
    auto backends = repository.list();
    if (!backends)
        return tl::unexpected(std::move(backends.error()));
    for (const plan::Target &target : targets) {
        storage::SavedBackend backend{{}, target, freeMarker(*backends), detection};
        backend.target.name = freeName(*backends, target.name);
        if (backend.target.color.empty())
            backend.target.color = storedColor(backend.marker).toStdString();
        auto added = repository.add(backend);
        if (!added)
            return tl::unexpected(std::move(added.error()));
        ids.push_back(*added);
        backends->push_back(std::move(backend));
    }
    return ids;
}

} // namespace

BackendStore::BackendStore(Database &database, QObject *parent)
    : QObject(parent)
    , m_database(database)
{
    m_pool.setMaxThreadCount(1);
    connect(&database, &Database::pathChanged, this, &BackendStore::reload);
}

BackendStore::~BackendStore()
{
    m_pool.waitForDone();
}

const storage::SavedBackend *BackendStore::find(BackendId id) const
{
    const auto found = std::ranges::find(m_backends, id, &storage::SavedBackend::id);
    return found == m_backends.end() ? nullptr : &*found;
}

void BackendStore::reload()
{
    perform([](storage::BackendRepository &) { return Expected<Ids>(Ids{}); });
}

void BackendStore::add(const std::vector<plan::Target> &targets, const QString &detection)
{
    perform([targets, detection](auto &repository) { return addAll(repository, targets, detection); });
}

void BackendStore::begin(const std::vector<plan::Target> &targets)
{
    perform([targets](auto &repository) {
        auto ids = addAll(repository, targets, {});
        return ids ? Expected<Ids>(Ids{}) : ids; // nobody has asked for them
    });
}

void BackendStore::update(const storage::SavedBackend &backend)
{
    perform([backend](auto &repository) { return none(repository.update(backend)); });
}

void BackendStore::remove(BackendId id)
{
    perform([id](auto &repository) { return none(repository.remove(id)); });
}

void BackendStore::restore(BackendId id)
{
    perform([id](auto &repository) { return none(repository.restore(id)); });
}

void BackendStore::perform(Work work)
{
    struct Changed {
        Backends backends;
        Ids added;
    };
    inBackground(
        m_pool, this,
        [path = m_database.path(), work = std::move(work)]() -> Expected<Changed> {
            auto repository = storage::BackendRepository::open(path);
            if (!repository)
                return tl::unexpected(std::move(repository.error()));
            auto added = work(**repository);
            if (!added)
                return tl::unexpected(std::move(added.error()));
            auto backends = (*repository)->list();
            if (!backends)
                return tl::unexpected(std::move(backends.error()));
            return Changed{std::move(*backends), std::move(*added)};
        },
        [this](Expected<Changed> now) {
            m_loaded = true;
            if (!now) {
                Q_EMIT failed(now.error());
                return;
            }
            m_backends = std::move(now->backends);
            Q_EMIT changed();
            for (const BackendId id : now->added) {
                if (const storage::SavedBackend *backend = find(id))
                    Q_EMIT added(plan::Target(backend->target)); // a copy: whoever hears it may change the store
            }
        });
}

} // namespace tokamark::ui
