#include "storage/requestrows.h"

#include "storage/sqlvalue.h"

#include <array>
#include <optional>
#include <span>

namespace tokamark::storage {
namespace {

using metrics::RequestInstants;
using metrics::RequestRecord;

// The columns of `request` in the order in which `bindRequest` and `readRequest` go through them.
constexpr const char *Columns
    = "cell, number, worker, user, prompt, due_ns, connect_start_ns, connected_ns, tls_done_ns, "
      "sent_ns, last_byte_sent_ns, first_byte_ns, first_event_ns, first_token_ns, "
      "first_answer_ns, last_token_ns, end_ns, phase, outcome, stamps, output_source, finish, "
      "new_connection, shortened, first_token_shared_read, resends, http_status, prompt_tokens, "
      "cached_prompt_tokens, output_tokens, reasoning_tokens, requested_output_tokens, "
      "first_event_tokens, content_events, bytes_received, error, "
      "server_queue_ns, server_prefill_ns, server_decode_ns";
constexpr int ColumnCount = 39;

constexpr std::array InstantFields{
    &RequestInstants::due,         &RequestInstants::connectStart, &RequestInstants::connected,
    &RequestInstants::tlsDone,     &RequestInstants::sent,         &RequestInstants::lastByteSent,
    &RequestInstants::firstByte,   &RequestInstants::firstEvent,   &RequestInstants::firstToken,
    &RequestInstants::firstAnswer, &RequestInstants::lastToken,    &RequestInstants::end};

constexpr std::array ServerTimeFields{&metrics::ServerTimes::queue, &metrics::ServerTimes::prefill,
                                      &metrics::ServerTimes::decode};

QVariant instantValue(Instant instant)
{
    return happened(instant) ? number(instant.time_since_epoch().count()) : QVariant(QMetaType::fromType<qint64>());
}

QVariant durationValue(const std::optional<Duration> &duration)
{
    return duration ? number(duration->count()) : QVariant(QMetaType::fromType<qint64>());
}

void bindRequest(QSqlQuery &query, CellId cell, const RequestRecord &record)
{
    int column = 0;
    const auto bind = [&](const QVariant &value) { query.bindValue(column++, value); };
    bind(number(cell.value));
    bind(number(record.id.value));
    bind(number(record.worker));
    bind(number(record.user));
    bind(number(record.promptIndex));
    for (const auto field : InstantFields)
        bind(instantValue(record.at.*field));
    bind(number(record.phase));
    bind(number(record.outcome));
    bind(number(record.stamps));
    bind(number(record.outputSource));
    bind(number(record.finish));
    bind(number(record.newConnection));
    bind(number(record.shortened));
    bind(number(record.firstTokenSharedRead));
    bind(number(record.resends));
    bind(number(record.httpStatus));
    bind(number(record.promptTokens));
    bind(number(record.cachedPromptTokens));
    bind(number(record.outputTokens));
    bind(number(record.reasoningTokens));
    bind(number(record.requestedOutputTokens));
    bind(number(record.firstEventTokens));
    bind(number(record.contentEvents));
    bind(number(record.bytesReceived));
    bind(QString::fromStdString(record.error));
    for (const auto time : ServerTimeFields)
        bind(durationValue(record.server.*time));
    Q_ASSERT(column == ColumnCount);
}

/// Takes the columns of a row one after the other.
class RowReader {
public:
    RowReader(const QSqlQuery &query, int first)
        : m_query(query)
        , m_column(first)
    {
    }
    template <class Value> void take(Value &value)
    {
        const qint64 stored = m_query.value(m_column++).toLongLong();
        value = static_cast<Value>(stored);
    }
    void take(Instant &value) { value = Instant(Duration(m_query.value(m_column++).toLongLong())); }
    void take(std::optional<Duration> &value)
    {
        const QVariant stored = m_query.value(m_column++);
        value = stored.isNull() ? std::optional<Duration>() : Duration(stored.toLongLong());
    }
    void take(std::string &value) { value = m_query.value(m_column++).toString().toStdString(); }

private:
    const QSqlQuery &m_query;
    int m_column;
};

RequestRecord readRequest(const QSqlQuery &query)
{
    RequestRecord record;
    RowReader row(query, 1);
    row.take(record.id.value);
    row.take(record.worker);
    row.take(record.user);
    row.take(record.promptIndex);
    for (const auto field : InstantFields)
        row.take(record.at.*field);
    row.take(record.phase);
    row.take(record.outcome);
    row.take(record.stamps);
    row.take(record.outputSource);
    row.take(record.finish);
    row.take(record.newConnection);
    row.take(record.shortened);
    row.take(record.firstTokenSharedRead);
    row.take(record.resends);
    row.take(record.httpStatus);
    row.take(record.promptTokens);
    row.take(record.cachedPromptTokens);
    row.take(record.outputTokens);
    row.take(record.reasoningTokens);
    row.take(record.requestedOutputTokens);
    row.take(record.firstEventTokens);
    row.take(record.contentEvents);
    row.take(record.bytesReceived);
    row.take(record.error);
    for (const auto time : ServerTimeFields)
        row.take(record.server.*time);
    if (!query.isNull(ColumnCount)) {
        const QByteArray gaps = query.value(ColumnCount + 1).toByteArray();
        record.timeline = metrics::ChunkTimeline(Instant(Duration(query.value(ColumnCount).toLongLong())),
                                                 std::vector<std::uint8_t>(gaps.begin(), gaps.end()));
    }
    return record;
}

} // namespace

Expected<RequestInserter> RequestInserter::prepare(Database &database)
{
    QStringList places;
    for (int i = 0; i < ColumnCount; ++i)
        places << QStringLiteral("?");
    auto request = database.prepare(QStringLiteral("INSERT INTO request (%1) VALUES (%2)")
                                        .arg(QString::fromLatin1(Columns), places.join(QLatin1Char(','))));
    if (!request)
        return tl::unexpected(request.error());
    auto timeline = database.prepare(
        QStringLiteral("INSERT INTO timeline (request, origin_ns, events, gaps) VALUES (?, ?, ?, ?)"));
    if (!timeline)
        return tl::unexpected(timeline.error());
    return RequestInserter(database, std::move(*request), std::move(*timeline));
}

RequestInserter::RequestInserter(Database &database, QSqlQuery request, QSqlQuery timeline)
    : m_database(&database)
    , m_request(std::move(request))
    , m_timeline(std::move(timeline))
{
}

Expected<void> RequestInserter::insert(CellId cell, const RequestRecord &record)
{
    bindRequest(m_request, cell, record);
    if (auto done = m_database->execute(m_request); !done)
        return done;
    if (!happened(record.timeline.origin()))
        return {};
    const std::span<const std::uint8_t> gaps = record.timeline.bytes();
    m_timeline.bindValue(0, m_request.lastInsertId());
    m_timeline.bindValue(1, number(record.timeline.origin().time_since_epoch().count()));
    m_timeline.bindValue(2, number(record.timeline.size()));
    // Made of no bytes, a QByteArray would be null, and NULL is not an empty timeline.
    m_timeline.bindValue(
        3,
        gaps.empty() ? QByteArrayLiteral("")
                     : QByteArray(reinterpret_cast<const char *>(gaps.data()), static_cast<qsizetype>(gaps.size())));
    return m_database->execute(m_timeline);
}

Expected<std::vector<RequestRecord>> readRequests(Database &database, CellId cell)
{
    auto query = database.run(QStringLiteral("SELECT %1, timeline.origin_ns, timeline.gaps FROM request "
                                             "LEFT JOIN timeline ON timeline.request = request.id "
                                             "WHERE request.cell = ? ORDER BY request.id")
                                  .arg(QString::fromLatin1(Columns)),
                              {number(cell.value)});
    if (!query)
        return tl::unexpected(query.error());
    std::vector<RequestRecord> records;
    while (query->next())
        records.push_back(readRequest(*query));
    return records;
}

} // namespace tokamark::storage
