#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "metrics/requestrecord.h"
#include "storage/database.h"

#include <vector>

namespace tokamark::storage {

/// Writes request records and their timelines. Belongs to the writer thread; prepared once, so that a batch costs no
/// parsing of SQL.
class RequestInserter final {
public:
    [[nodiscard]] static Expected<RequestInserter> prepare(Database &database);
    [[nodiscard]] Expected<void> insert(CellId cell, const metrics::RequestRecord &record);

private:
    RequestInserter(Database &database, QSqlQuery request, QSqlQuery timeline);

    Database *m_database;
    QSqlQuery m_request;
    QSqlQuery m_timeline;
};

/// The records of one cell as they were written, in that order.
[[nodiscard]] Expected<std::vector<metrics::RequestRecord>> readRequests(Database &database, CellId cell);

} // namespace tokamark::storage
