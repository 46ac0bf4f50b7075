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

Expected<void> addAll(storage::BackendRepository &repository, const std::vector<plan::Target> &targets,
                      const QString &detection)
{
    auto backends = repository.list();
    if (!backends)
        return tl::unexpected(std::move(backends.error()));
    for (const plan::Target &target : targets) {
        storage::SavedBackend backend{{}, target, freeMarker(*backends), detection};
        backend.target.name = freeName(*backends, target.name);
        if (backend.target.color.empty())
            backend.target.color = storedColor(backend.marker).toStdString();
        if (auto added = repository.add(backend); !added)
            return tl::unexpected(std::move(added.error()));
        backends->push_back(std::move(backend));
    }
    return {};
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
    perform([](storage::BackendRepository &) { return Expected<void>(); });
}

void BackendStore::add(const std::vector<plan::Target> &targets, const QString &detection)
{
    perform([targets, detection](auto &repository) { return addAll(repository, targets, detection); }, Kind::Addition);
}

void BackendStore::update(const storage::SavedBackend &backend)
{
    perform([backend](auto &repository) { return repository.update(backend); });
}

void BackendStore::remove(BackendId id)
{
    perform([id](auto &repository) { return repository.remove(id); });
}

void BackendStore::restore(BackendId id)
{
    perform([id](auto &repository) { return repository.restore(id); });
}

void BackendStore::perform(Work work, Kind kind)
{
    inBackground(
        m_pool, this,
        [path = m_database.path(), work = std::move(work)]() -> Expected<Backends> {
            auto repository = storage::BackendRepository::open(path);
            if (!repository)
                return tl::unexpected(std::move(repository.error()));
            if (auto done = work(**repository); !done)
                return tl::unexpected(std::move(done.error()));
            return (*repository)->list();
        },
        [this, kind](Expected<Backends> backends) {
            m_loaded = true;
            if (!backends) {
                Q_EMIT failed(backends.error());
                return;
            }
            take(std::move(*backends), kind);
        });
}

void BackendStore::take(Backends backends, Kind kind)
{
    std::vector<plan::Target> news;
    for (const storage::SavedBackend &backend : backends)
        if (kind == Kind::Addition && find(backend.id) == nullptr)
            news.push_back(backend.target);
    m_backends = std::move(backends);
    Q_EMIT changed();
    for (const plan::Target &target : news)
        Q_EMIT added(target);
}

} // namespace tokamark::ui
