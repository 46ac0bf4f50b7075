#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "plan/plan.h"

#include <QString>

#include <memory>
#include <vector>

namespace tokamark::storage {

class Database;

/// A backend as the user keeps it: the same at every start, and the same colour and marker on every chart.
struct SavedBackend {
    BackendId id;
    plan::Target target; ///< ready to be put into a plan
    int marker = 0; ///< index into the eight markers of the charts
    QString detection; ///< JSON of the last `detect`; empty: never looked at

    bool operator==(const SavedBackend &) const = default;
};

/// The saved backends of one database, in the user's order. One thread at a time (it holds an SQL connection of that
/// thread); owned by the page that shows them.
class BackendRepository final {
public:
    /// Opens or creates the file and brings its schema up to date. Errors: every Database*, DiskFull.
    [[nodiscard]] static Expected<std::unique_ptr<BackendRepository>> open(const QString &path);
    ~BackendRepository();
    BackendRepository(const BackendRepository &) = delete;
    BackendRepository &operator=(const BackendRepository &) = delete;

    [[nodiscard]] Expected<std::vector<SavedBackend>> list();
    /// Puts it last. The id of `backend` is passed over; a new one is given back.
    [[nodiscard]] Expected<BackendId> add(const SavedBackend &backend);
    [[nodiscard]] Expected<void> update(const SavedBackend &backend);
    /// Puts the backends into this order; those not named keep theirs behind them.
    [[nodiscard]] Expected<void> reorder(const std::vector<BackendId> &order);
    /// Hides it; `restore` takes that back.
    [[nodiscard]] Expected<void> remove(BackendId backend);
    [[nodiscard]] Expected<void> restore(BackendId backend);

private:
    explicit BackendRepository(std::unique_ptr<Database> database);
    [[nodiscard]] Expected<void> change(const QString &sql, const QVariantList &values, BackendId backend);

    std::unique_ptr<Database> m_database;
};

} // namespace tokamark::storage
