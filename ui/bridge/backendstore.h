#pragma once

#include "base/error.h"
#include "storage/backendrepository.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <vector>

namespace tokamark::ui {

class Database;

/// The saved backends as the window sees them: kept in memory, read and written on a background thread, one thing after
/// the other. GUI thread; owned by the program. Destroying it waits for what is being written.
class BackendStore final : public QObject {
    Q_OBJECT

public:
    /// `database` must outlive the store; another path is followed.
    explicit BackendStore(Database &database, QObject *parent = nullptr);
    ~BackendStore() override;

    [[nodiscard]] const std::vector<storage::SavedBackend> &backends() const noexcept { return m_backends; }
    /// Null if it is not among them.
    [[nodiscard]] const storage::SavedBackend *find(BackendId id) const;
    /// False until the database was read for the first time.
    [[nodiscard]] bool isLoaded() const noexcept { return m_loaded; }

    void reload();
    /// Gives each a name of its own, the next free marker, and its colour.
    void add(const std::vector<plan::Target> &targets, const QString &detection = {});
    /// The same for those that a new database begins with; `added` is not told of them.
    void begin(const std::vector<plan::Target> &targets);
    void update(const storage::SavedBackend &backend);
    void remove(BackendId id);
    void restore(BackendId id);

Q_SIGNALS:
    void changed();
    /// After `changed`, for each that `add` has put in, with the name that it was given.
    void added(const tokamark::plan::Target &target);
    void failed(const tokamark::Error &error);

private:
    /// Returns what it has added.
    using Work = std::function<Expected<std::vector<BackendId>>(storage::BackendRepository &)>;
    void perform(Work work);

    Database &m_database;
    QThreadPool m_pool; ///< one thread, so that changes keep their order
    std::vector<storage::SavedBackend> m_backends;
    bool m_loaded = false;
};

} // namespace tokamark::ui
