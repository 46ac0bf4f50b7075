#include "storage/schema.h"

#include "storage/firstschema.h"
#include "storage/renewedviews.h"
#include "storage/secretcleaning.h"
#include "storage/statements.h"

#include <array>

namespace tokamark::storage {
namespace {

// Where the time of a request went by the server's own clock, which native API a saved backend is asked by, and a
// verdict more.
constexpr std::array Version4{
    "ALTER TABLE request ADD COLUMN server_queue_ns INTEGER",
    "ALTER TABLE request ADD COLUMN server_prefill_ns INTEGER",
    "ALTER TABLE request ADD COLUMN server_decode_ns INTEGER",
    "ALTER TABLE backend ADD COLUMN native TEXT NOT NULL DEFAULT ''",
    "INSERT INTO label (kind, code, name) VALUES ('verdict', 12, 'SERVER-LIMIT')",
};

// Where a saved backend's key is kept: its name in the system's keychain.
constexpr std::array Version6{
    "ALTER TABLE backend ADD COLUMN api_key_keychain TEXT NOT NULL DEFAULT ''",
};

// What GPU and model a saved backend is, for the roofline.
constexpr std::array Version9{
    "ALTER TABLE backend ADD COLUMN gpu TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE backend ADD COLUMN model_shape TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE backend ADD COLUMN weights TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE backend ADD COLUMN kv_cache TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE backend ADD COLUMN tokens_per_step REAL NOT NULL DEFAULT 1",
};

// Windows that a person moved, with what came of the cell over them. What was measured stays in `summary` and `verdict`.
constexpr std::array Version10{
    R"sql(CREATE TABLE moved_window (
    cell INTEGER PRIMARY KEY REFERENCES cell(id) ON DELETE CASCADE,
    moved_unix_ns INTEGER NOT NULL,
    open_ns INTEGER NOT NULL,
    close_ns INTEGER NOT NULL,
    document TEXT NOT NULL,
    completed INTEGER NOT NULL, failed INTEGER NOT NULL,
    output_tokens_per_s REAL, ttft_p50_ms REAL, ttft_p95_ms REAL, tpot_mean_ms REAL))sql",
    R"sql(CREATE TABLE moved_verdict (
    cell INTEGER NOT NULL REFERENCES moved_window(cell) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    subject TEXT NOT NULL,
    observed REAL,
    threshold REAL,
    unit TEXT NOT NULL,
    PRIMARY KEY (cell, position)) WITHOUT ROWID)sql",
    R"sql(CREATE VIEW v_moved_window AS
    SELECT cell.run, moved_window.cell, target.name AS target, cell.workload_name AS workload,
           nullif(cell.concurrency, 0) AS concurrency, cell.request_rate, cell.trace_speed,
           cell.repetition + 1 AS repetition, moved_window.moved_unix_ns / 1e9 AS moved_unix_s,
           (moved_window.open_ns - cell.started_ns) / 1e9 AS open_s,
           (moved_window.close_ns - cell.started_ns) / 1e9 AS close_s,
           moved_window.completed, moved_window.failed, moved_window.output_tokens_per_s,
           summary.output_tokens_per_s AS measured_output_tokens_per_s,
           moved_window.ttft_p50_ms, summary.ttft_p50_ms AS measured_ttft_p50_ms,
           moved_window.ttft_p95_ms, summary.ttft_p95_ms AS measured_ttft_p95_ms,
           moved_window.tpot_mean_ms, summary.tpot_mean_ms AS measured_tpot_mean_ms
    FROM moved_window JOIN cell ON cell.id = moved_window.cell
                      JOIN target ON target.id = cell.target
                      JOIN run ON run.id = cell.run
                      LEFT JOIN summary ON summary.cell = cell.id
    WHERE run.hidden_unix_ns IS NULL)sql",
};

// What commands before repetitions printed.
constexpr std::array Version11{
    R"sql(CREATE TABLE IF NOT EXISTS command_log (
    cell INTEGER PRIMARY KEY REFERENCES cell(id) ON DELETE CASCADE,
    started_unix_ns INTEGER NOT NULL,
    seconds REAL NOT NULL,
    command TEXT NOT NULL,
    output TEXT NOT NULL,
    error TEXT))sql",
    R"sql(CREATE VIEW IF NOT EXISTS v_command AS
    SELECT cell.run, run.name AS run_name, cell.repetition + 1 AS repetition, cell.id AS cell,
           datetime(command_log.started_unix_ns / 1000000000, 'unixepoch') AS started_utc, command_log.seconds,
           command_log.command, command_log.output, command_log.error
    FROM command_log JOIN cell ON cell.id = command_log.cell JOIN run ON run.id = cell.run
    WHERE run.hidden_unix_ns IS NULL)sql",
};

// What searches for a limit have found, one row for each target and workload.
constexpr std::array Version12{
    R"sql(CREATE TABLE found_limit (
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    target INTEGER NOT NULL REFERENCES target(id) ON DELETE CASCADE,
    workload INTEGER NOT NULL,
    workload_name TEXT NOT NULL,
    goal TEXT NOT NULL,
    unit TEXT NOT NULL,
    reason INTEGER NOT NULL,
    meets REAL, meets_votes INTEGER NOT NULL, meets_of INTEGER NOT NULL,
    fails REAL, fails_votes INTEGER NOT NULL, fails_of INTEGER NOT NULL,
    clearly_meets REAL, clearly_fails REAL,
    broken_at REAL, broken_by INTEGER,
    next_load REAL, next_repetition INTEGER NOT NULL, cells_left INTEGER NOT NULL,
    PRIMARY KEY (run, target, workload)) WITHOUT ROWID)sql",
    R"sql(INSERT INTO label (kind, code, name) VALUES
    ('limit', 0, 'searching'), ('limit', 1, 'bracketed'), ('limit', 2, 'highest-meets'), ('limit', 3, 'lowest-fails'),
    ('limit', 4, 'unusable'), ('limit', 5, 'cell-failed'), ('limit', 6, 'undecided'))sql",
    R"sql(CREATE VIEW v_limit AS
    SELECT found_limit.run, run.name AS run_name, target.name AS target, target.model,
           found_limit.workload_name AS workload, found_limit.goal AS slo, found_limit.meets AS at_least,
           found_limit.fails AS under, found_limit.unit,
           CASE WHEN found_limit.reason IN (1, 2, 3) THEN 'found' WHEN found_limit.reason = 0 THEN 'searching'
                WHEN found_limit.reason = 6 THEN 'undecided' ELSE 'broken off' END AS state,
           reason.name AS reason, found_limit.broken_at, because.name AS broken_by, target.simulated
    FROM found_limit JOIN run ON run.id = found_limit.run
                     JOIN target ON target.id = found_limit.target
                     JOIN label AS reason ON reason.kind = 'limit' AND reason.code = found_limit.reason
                     LEFT JOIN label AS because ON because.kind = 'verdict' AND because.code = found_limit.broken_by
    WHERE run.hidden_unix_ns IS NULL)sql",
};

} // namespace

int schemaVersion() noexcept
{
    return 13;
}

QStringList migration(int from)
{
    switch (from) {
    case 0: return firstSchema();
    case 1: return samplingSchema();
    case 2: return viewsThatCountFromOne();
    case 3: return listed(Version4);
    case 4: return viewsWithServerTimes();
    case 5: return listed(Version6);
    case 6: return columnsAndViewsOfAllLoads();
    case 8: return listed(Version9);
    case 9: return listed(Version10);
    case 10: return listed(Version11);
    case 11: return listed(Version12);
    default: return {};
    }
}

MigrationStep migrationStep(int from)
{
    // Version 8: what older programs stored of secrets goes; 12: what they stored of them in extra bodies, too; 13: and in
    // URLs, and what commands printed of all these.
    return from == 7 || from == 11 || from == 12 ? &removeStoredSecrets : nullptr;
}

} // namespace tokamark::storage
