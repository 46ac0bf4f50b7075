#include "models/timelineloader.h"

#include "bridge/background.h"
#include "bridge/database.h"
#include "session/movedwindow.h"
#include "storage/runrepository.h"

#include <algorithm>
#include <utility>

namespace tokamark::ui {

namespace {

using HistoryPointer = TimelineLoader::HistoryPointer;

/// Seconds on a screen are not exact; instants of requests are.
storage::MovedWindow figuresOf(const CellPlace &place, const CellHistory &history, const TimelineWindow &window)
{
    const metrics::MeasuredWindow asked = celltimeline::instantsOf(window, *place.cell);
    const Instant open = std::clamp(asked.open, history.range.earliest, history.range.latest - Duration(1));
    const Instant close = std::clamp(asked.close, open + Duration(1), history.range.latest);
    storage::MovedWindow moved
        = session::figuresOver(place.run(), *place.cell, *history.records, history.sampled, open, close);
    moved.moved = QDateTime::currentDateTimeUtc();
    return moved;
}

Expected<void> write(const QString &path, CellId cell, const std::optional<storage::MovedWindow> &moved)
{
    auto repository = storage::RunRepository::open(path);
    if (!repository)
        return tl::unexpected(repository.error());
    return (*repository)->setMovedWindow(cell, moved);
}

} // namespace

Expected<HistoryPointer> readHistory(const QString &path, const CellPlace &place)
{
    auto repository = storage::RunRepository::open(path);
    if (!repository)
        return tl::unexpected(repository.error());
    auto records = (*repository)->requests(place.cell->id);
    if (!records)
        return tl::unexpected(records.error());
    const auto samples = (*repository)->samples(place.cell->id);
    if (!samples)
        return tl::unexpected(samples.error());
    return std::make_shared<const CellHistory>(
        historyOf(*place.cell, place.run().plan.load.kind, std::move(*records), *samples));
}

TimelineLoader::TimelineLoader(const Database &database, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_writer(new QThreadPool(this))
{
    m_writer->setMaxThreadCount(1);
}

void TimelineLoader::load(const CellPlace &place)
{
    forget();
    m_reading = true;
    inBackground(
        this, [path = m_database.path(), place] { return readHistory(path, place); },
        [this, generation = ++m_generation](const Expected<HistoryPointer> &history) {
            if (generation != m_generation)
                return;
            m_reading = false;
            if (history)
                Q_EMIT loaded(*history);
            else
                Q_EMIT failed(history.error());
        });
}

void TimelineLoader::compute(const CellPlace &place, const HistoryPointer &history, const TimelineWindow &window)
{
    m_next = Question{place, history, window};
    if (!m_computing)
        computeNext();
}

void TimelineLoader::forget()
{
    m_next.reset();
    ++m_computed;
}

void TimelineLoader::computeNext()
{
    const Question question = *std::exchange(m_next, std::nullopt);
    m_computing = true;
    inBackground(
        this, [question] { return figuresOf(question.place, *question.history, question.window); },
        [this, cell = question.history->cell, generation = ++m_computed](const storage::MovedWindow &moved) {
            m_computing = false;
            const bool newest = generation == m_computed;
            if (m_next)
                computeNext();
            if (newest)
                Q_EMIT figuresReady(cell, moved);
        });
}

void TimelineLoader::store(CellId cell, std::optional<storage::MovedWindow> moved)
{
    ++m_writes;
    inBackground(
        *m_writer, this,
        [path = m_database.path(), cell, moved = std::move(moved)] { return write(path, cell, moved); },
        [this](const Expected<void> &written) {
            --m_writes;
            if (!written)
                Q_EMIT failed(written.error());
        });
}

} // namespace tokamark::ui
