#pragma once

#include "base/error.h"
#include "models/celltimeline.h"
#include "storage/storedrun.h"

#include <QObject>

#include <memory>
#include <optional>

class QThreadPool;

namespace tokamark::ui {

class Database;

/// Reads a cell's requests and samples in the background, computes its figures over other windows from them, and keeps
/// windows that a person chose. Of cells that are read only the newest is announced; windows are computed one at a time,
/// and of those asked for meanwhile the newest next. GUI thread; owned by the card.
class TimelineLoader final : public QObject {
    Q_OBJECT

public:
    using HistoryPointer = std::shared_ptr<const CellHistory>;

    explicit TimelineLoader(const Database &database, QObject *parent = nullptr);

    void load(const CellPlace &place);
    /// Figures over `window`, which is cut to where the window can lie; `figuresReady` follows unless a newer window is
    /// asked for before its turn comes.
    void compute(const CellPlace &place, const HistoryPointer &history, const TimelineWindow &window);
    /// Windows that were asked for so far are not announced any more.
    void forget();
    /// Keeps it beside the measured window; empty: takes it away. Writes come to pass in the order asked for.
    void store(CellId cell, std::optional<storage::MovedWindow> moved);
    /// Whether something of the above is not done yet.
    [[nodiscard]] bool isBusy() const { return m_reading || m_computing || m_writes > 0; }

Q_SIGNALS:
    void loaded(const tokamark::ui::TimelineLoader::HistoryPointer &history);
    void figuresReady(tokamark::CellId cell, const tokamark::storage::MovedWindow &moved);
    void failed(const tokamark::Error &error);

private:
    struct Question {
        CellPlace place;
        HistoryPointer history;
        TimelineWindow window;
    };
    void computeNext();

    const Database &m_database;
    QThreadPool *m_writer; ///< a child with one thread, so that writes keep their order
    std::optional<Question> m_next;
    int m_generation = 0; ///< of what was read
    int m_computed = 0; ///< of what was computed
    int m_writes = 0;
    bool m_reading = false;
    bool m_computing = false;
};

/// Reads a cell's requests and samples from the database at `path`. Any thread.
[[nodiscard]] Expected<TimelineLoader::HistoryPointer> readHistory(const QString &path, const CellPlace &place);

} // namespace tokamark::ui
