#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "models/requestcharts.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace tokamark::ui {

class Database;

/// Reads stored runs in the background for a page and announces the answer to the newest question alone. GUI thread;
/// owned by the page.
class ResultLoader final : public QObject {
    Q_OBJECT

public:
    explicit ResultLoader(const Database &database, QObject *parent = nullptr);

    void load(const std::vector<RunId> &runs);
    void loadNewest();
    /// The requests at one level of what was loaded last.
    void loadRequests(const std::shared_ptr<const ResultSet> &results, const plan::Level &level);

Q_SIGNALS:
    /// Null: the database has no run.
    void loaded(const std::shared_ptr<const tokamark::ui::ResultSet> &results);
    void requestsLoaded(const std::vector<tokamark::ui::SeriesRequests> &requests, const tokamark::plan::Level &level);
    void failed(const tokamark::Error &error);

private:
    template <class Work> void ask(Work work);

    const Database &m_database;
    int m_generation = 0; ///< answers to older questions are dropped
    int m_requestGeneration = 0;
};

/// Loads runs of the database at `path`, with the percentiles that their plans ask for and why requests failed. Any
/// thread.
[[nodiscard]] Expected<std::shared_ptr<const ResultSet>> loadResults(const QString &path,
                                                                     const std::vector<RunId> &runs);
/// The requests of the first repetition of each series at one level. Any thread.
[[nodiscard]] Expected<std::vector<SeriesRequests>> loadSeriesRequests(const QString &path, const ResultSet &results,
                                                                       const plan::Level &level);

} // namespace tokamark::ui
