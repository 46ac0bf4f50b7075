#include "storage/renewedviews.h"

#include "storage/firstschema.h"

namespace tokamark::storage {

QStringList viewsThatCountFromOne()
{
    QStringList statements{QStringLiteral("DROP VIEW v_request"), QStringLiteral("DROP VIEW v_point"),
                           QStringLiteral("DROP VIEW v_cell")};
    for (QString view : firstSchema()) {
        if (!view.startsWith(QStringLiteral("CREATE VIEW")) || view.startsWith(QStringLiteral("CREATE VIEW v_run ")))
            continue;
        view.replace(QStringLiteral("cell.repetition,"), QStringLiteral("cell.repetition + 1 AS repetition,"));
        statements << view;
    }
    return statements;
}

QStringList viewsWithServerTimes()
{
    QStringList views = viewsThatCountFromOne().filter(QStringLiteral("CREATE VIEW v_request "));
    const QString measured = QStringLiteral("request.prompt_tokens, request.cached_prompt_tokens,");
    views.replaceInStrings(measured,
                           QStringLiteral("request.server_queue_ns / 1e6 AS server_queue_ms, "
                                          "request.server_prefill_ns / 1e6 AS server_prefill_ms, "
                                          "request.server_decode_ns / 1e6 AS server_decode_ms,\n           ")
                               + measured);
    views.prepend(QStringLiteral("DROP VIEW v_request"));
    return views;
}

QStringList columnsAndViewsOfAllLoads()
{
    QStringList statements{QStringLiteral("ALTER TABLE cell ADD COLUMN request_rate REAL"),
                           QStringLiteral("ALTER TABLE cell ADD COLUMN trace_speed REAL")};
    const QStringList counted = viewsThatCountFromOne();
    QStringList views = counted.filter(QStringLiteral("CREATE VIEW v_cell "))
        + counted.filter(QStringLiteral("CREATE VIEW v_point "))
        + viewsWithServerTimes().filter(QStringLiteral("CREATE VIEW v_request "))
        + samplingSchema().filter(QStringLiteral("CREATE VIEW v_sample "));
    views.replaceInStrings(QStringLiteral("cell.concurrency,"),
                           QStringLiteral("nullif(cell.concurrency, 0) AS concurrency, cell.request_rate, "
                                          "cell.trace_speed,"));
    views.replaceInStrings(QStringLiteral("workload, concurrency, simulated"),
                           QStringLiteral("workload, concurrency, request_rate, trace_speed, simulated"));
    views.replaceInStrings(QStringLiteral("GROUP BY run, target, workload, concurrency"),
                           QStringLiteral("GROUP BY run, target, workload, concurrency, request_rate, trace_speed"));
    views.replaceInStrings(QStringLiteral("AS ttft_ms,"),
                           QStringLiteral("AS ttft_ms,\n           (request.first_token_ns - request.due_ns) / 1e6 AS "
                                          "ttft_due_ms,"));
    for (const char *view : {"v_sample", "v_request", "v_point", "v_cell"})
        statements << QStringLiteral("DROP VIEW ") + QLatin1String(view);
    return statements + views;
}

} // namespace tokamark::storage
