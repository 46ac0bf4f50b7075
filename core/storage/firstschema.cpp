#include "storage/firstschema.h"

#include "storage/statements.h"

#include <array>

namespace tokamark::storage {
namespace {

// Times: `*_unix_ns` are wall clock, all other `*_ns` the monotonic clock of the measuring machine, NULL where the
// thing did not happen. Codes are the numbers of the program's enumerations; table `label` has their names.
constexpr std::array Version1{
    R"sql(CREATE TABLE label (
    kind TEXT NOT NULL,
    code INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, code)) WITHOUT ROWID)sql",
    R"sql(INSERT INTO label (kind, code, name) VALUES
    ('run', 0, 'running'), ('run', 1, 'finished'), ('run', 2, 'stopped'), ('run', 3, 'failed'),
    ('cell', 0, 'running'), ('cell', 1, 'done'), ('cell', 2, 'failed'), ('cell', 3, 'cancelled'), ('cell', 4, 'broken'),
    ('phase', 0, 'ramp'), ('phase', 1, 'warm-up'), ('phase', 2, 'window'), ('phase', 3, 'drain'),
    ('outcome', 0, 'completed'), ('outcome', 1, 'connect-failed'), ('outcome', 2, 'tls-failed'),
    ('outcome', 3, 'http-error'), ('outcome', 4, 'error-frame'), ('outcome', 5, 'truncated'), ('outcome', 6, 'stalled'),
    ('outcome', 7, 'timed-out'), ('outcome', 8, 'reset'), ('outcome', 9, 'protocol-error'), ('outcome', 10, 'cancelled'),
    ('stamps', 0, 'kernel'), ('stamps', 1, 'user'),
    ('count', 0, 'usage'), ('count', 1, 'events'), ('count', 2, 'estimated'),
    ('finish', 0, 'unknown'), ('finish', 1, 'length'), ('finish', 2, 'stop'), ('finish', 3, 'tool-calls'),
    ('finish', 4, 'abort'), ('finish', 5, 'other'),
    ('severity', 0, 'fine'), ('severity', 1, 'note'), ('severity', 2, 'warning'), ('severity', 3, 'bad'),
    ('verdict', 0, 'VALID'), ('verdict', 1, 'UNCHECKED'), ('verdict', 2, 'CLIENT-LIMITED'),
    ('verdict', 3, 'LOAD-NOT-HELD'), ('verdict', 4, 'OVERLOADED'), ('verdict', 5, 'NOT-STEADY'),
    ('verdict', 6, 'CACHE-CONTAMINATED'), ('verdict', 7, 'TOO-FEW-SAMPLES'), ('verdict', 8, 'ERRORS'),
    ('verdict', 9, 'LENGTH-DIFFERS'), ('verdict', 10, 'IMPOSSIBLE'), ('verdict', 11, 'CLOCK-STEP'))sql",

    R"sql(CREATE TABLE backend (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    model TEXT NOT NULL,
    endpoint INTEGER NOT NULL,
    headers TEXT NOT NULL,
    extra_body TEXT NOT NULL,
    api_key_env TEXT NOT NULL,
    ca_file TEXT NOT NULL,
    insecure INTEGER NOT NULL,
    device TEXT NOT NULL,
    color TEXT NOT NULL,
    marker INTEGER NOT NULL,
    note TEXT NOT NULL,
    detection TEXT NOT NULL,
    hidden_unix_ns INTEGER))sql",

    R"sql(CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    toml TEXT NOT NULL))sql",
    // AUTOINCREMENT: a run's number is quoted elsewhere and must never come to mean another run.
    R"sql(CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plan INTEGER NOT NULL REFERENCES plan(id),
    name TEXT NOT NULL,
    state INTEGER NOT NULL,
    simulated INTEGER NOT NULL,
    planned_cells INTEGER NOT NULL,
    started_unix_ns INTEGER NOT NULL,
    ended_unix_ns INTEGER,
    program_version TEXT NOT NULL,
    writer TEXT NOT NULL,
    error TEXT,
    hidden_unix_ns INTEGER))sql",
    R"sql(CREATE TABLE note (
    run INTEGER PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
    text TEXT NOT NULL))sql",
    R"sql(CREATE TABLE tag (
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (run, name)) WITHOUT ROWID)sql",
    R"sql(CREATE TABLE target (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    detected_kind TEXT NOT NULL,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    device TEXT NOT NULL,
    note TEXT NOT NULL,
    color TEXT NOT NULL,
    marker INTEGER NOT NULL,
    simulated INTEGER NOT NULL,
    detection TEXT NOT NULL,
    UNIQUE (run, position)))sql",

    R"sql(CREATE TABLE cell (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    target INTEGER NOT NULL REFERENCES target(id) ON DELETE CASCADE,
    workload INTEGER NOT NULL,
    workload_name TEXT NOT NULL,
    level INTEGER NOT NULL,
    concurrency INTEGER NOT NULL,
    repetition INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    state INTEGER NOT NULL,
    started_unix_ns INTEGER NOT NULL,
    started_ns INTEGER NOT NULL,
    ended_ns INTEGER NOT NULL,
    bootstrap_seed INTEGER NOT NULL,
    error TEXT,
    UNIQUE (target, workload, level, repetition, attempt)))sql",
    "CREATE INDEX cell_of_run ON cell (run)",
    R"sql(CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    cell INTEGER NOT NULL REFERENCES cell(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    worker INTEGER NOT NULL,
    user INTEGER NOT NULL,
    prompt INTEGER NOT NULL,
    due_ns INTEGER,
    connect_start_ns INTEGER,
    connected_ns INTEGER,
    tls_done_ns INTEGER,
    sent_ns INTEGER,
    last_byte_sent_ns INTEGER,
    first_byte_ns INTEGER,
    first_event_ns INTEGER,
    first_token_ns INTEGER,
    first_answer_ns INTEGER,
    last_token_ns INTEGER,
    end_ns INTEGER,
    phase INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    stamps INTEGER NOT NULL,
    output_source INTEGER NOT NULL,
    finish INTEGER NOT NULL,
    new_connection INTEGER NOT NULL,
    shortened INTEGER NOT NULL,
    first_token_shared_read INTEGER NOT NULL,
    resends INTEGER NOT NULL,
    http_status INTEGER NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    cached_prompt_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    reasoning_tokens INTEGER NOT NULL,
    requested_output_tokens INTEGER NOT NULL,
    first_event_tokens INTEGER NOT NULL,
    content_events INTEGER NOT NULL,
    bytes_received INTEGER NOT NULL,
    error TEXT NOT NULL))sql",
    "CREATE INDEX request_of_cell ON request (cell)",
    R"sql(CREATE TABLE timeline (
    request INTEGER PRIMARY KEY REFERENCES request(id) ON DELETE CASCADE,
    origin_ns INTEGER NOT NULL,
    events INTEGER NOT NULL,
    gaps BLOB NOT NULL))sql",
    R"sql(CREATE TABLE sample (
    cell INTEGER NOT NULL REFERENCES cell(id) ON DELETE CASCADE,
    at_ns INTEGER NOT NULL,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    value REAL NOT NULL))sql",
    "CREATE INDEX sample_of_cell ON sample (cell)",

    R"sql(CREATE TABLE summary (
    cell INTEGER PRIMARY KEY REFERENCES cell(id) ON DELETE CASCADE,
    document TEXT NOT NULL,
    window_s REAL, whole_cell INTEGER NOT NULL,
    started INTEGER NOT NULL, completed INTEGER NOT NULL, failed INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, window_tokens INTEGER NOT NULL,
    tokens_estimated INTEGER NOT NULL,
    output_tokens_per_s REAL, tokens_per_s_per_user REAL, requests_per_s REAL, goodput_per_s REAL,
    error_rate REAL, mean_concurrency REAL, expected_concurrency REAL,
    ttft_mean_ms REAL, ttft_p50_ms REAL, ttft_p90_ms REAL, ttft_p95_ms REAL, ttft_p99_ms REAL, ttft_samples INTEGER NOT NULL,
    tpot_mean_ms REAL, tpot_p50_ms REAL, tpot_p90_ms REAL, tpot_p95_ms REAL, tpot_p99_ms REAL,
    itl_mean_ms REAL, itl_p50_ms REAL, itl_p90_ms REAL, itl_p95_ms REAL, itl_p99_ms REAL,
    e2el_mean_ms REAL, e2el_p50_ms REAL, e2el_p90_ms REAL, e2el_p95_ms REAL, e2el_p99_ms REAL,
    client_cpu_share REAL, read_lag_p99_us REAL, kernel_stamps INTEGER NOT NULL))sql",
    R"sql(CREATE TABLE verdict (
    cell INTEGER NOT NULL REFERENCES cell(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    subject TEXT NOT NULL,
    observed REAL,
    threshold REAL,
    unit TEXT NOT NULL,
    PRIMARY KEY (cell, position)) WITHOUT ROWID)sql",

    R"sql(CREATE VIEW v_run AS
    SELECT run.id AS run, run.name, label.name AS state, run.simulated,
           datetime(run.started_unix_ns / 1000000000, 'unixepoch') AS started_utc,
           run.planned_cells, (SELECT count(*) FROM cell WHERE cell.run = run.id AND cell.state = 1) AS cells_done,
           run.program_version, plan.name AS plan, note.text AS note,
           (SELECT group_concat(tag.name, ', ') FROM tag WHERE tag.run = run.id) AS tags
    FROM run JOIN plan ON plan.id = run.plan
             JOIN label ON label.kind = 'run' AND label.code = run.state
             LEFT JOIN note ON note.run = run.id
    WHERE run.hidden_unix_ns IS NULL)sql",
    R"sql(CREATE VIEW v_cell AS
    SELECT cell.id AS cell, cell.run, run.name AS run_name, target.name AS target, target.model,
           cell.workload_name AS workload, cell.concurrency, cell.repetition, cell.attempt, label.name AS state,
           target.simulated, cell.started_unix_ns / 1e9 AS started_unix_s, (cell.ended_ns - cell.started_ns) / 1e9 AS length_s,
           summary.completed, summary.failed, summary.output_tokens_per_s, summary.tokens_per_s_per_user,
           summary.requests_per_s, summary.goodput_per_s, summary.error_rate, summary.mean_concurrency,
           summary.ttft_mean_ms, summary.ttft_p50_ms, summary.ttft_p90_ms, summary.ttft_p95_ms, summary.ttft_p99_ms,
           summary.tpot_mean_ms, summary.tpot_p50_ms, summary.tpot_p90_ms, summary.tpot_p95_ms, summary.tpot_p99_ms,
           summary.itl_p50_ms, summary.itl_p99_ms, summary.e2el_mean_ms, summary.e2el_p50_ms, summary.e2el_p99_ms,
           summary.tokens_estimated,
           (SELECT group_concat(finding.name, ' ') FROM
               (SELECT DISTINCT name.name FROM verdict JOIN label AS name
                    ON name.kind = 'verdict' AND name.code = verdict.code
                WHERE verdict.cell = cell.id AND (verdict.severity >= 2 OR verdict.code = 0)
                ORDER BY verdict.position) AS finding) AS verdict
    FROM cell JOIN run ON run.id = cell.run
              JOIN target ON target.id = cell.target
              JOIN label ON label.kind = 'cell' AND label.code = cell.state
              LEFT JOIN summary ON summary.cell = cell.id
    WHERE run.hidden_unix_ns IS NULL)sql",
    R"sql(CREATE VIEW v_point AS
    SELECT run, run_name, target, model, workload, concurrency, simulated, count(*) AS repetitions,
           sum(completed) AS completed, sum(failed) AS failed,
           avg(output_tokens_per_s) AS output_tokens_per_s, avg(tokens_per_s_per_user) AS tokens_per_s_per_user,
           avg(requests_per_s) AS requests_per_s, avg(goodput_per_s) AS goodput_per_s,
           avg(ttft_mean_ms) AS ttft_mean_ms, avg(ttft_p50_ms) AS ttft_p50_ms, avg(ttft_p90_ms) AS ttft_p90_ms,
           avg(ttft_p95_ms) AS ttft_p95_ms, avg(ttft_p99_ms) AS ttft_p99_ms,
           avg(tpot_mean_ms) AS tpot_mean_ms, avg(tpot_p50_ms) AS tpot_p50_ms,
           avg(e2el_mean_ms) AS e2el_mean_ms, avg(e2el_p50_ms) AS e2el_p50_ms
    FROM v_cell WHERE state = 'done'
    GROUP BY run, target, workload, concurrency)sql",
    R"sql(CREATE VIEW v_request AS
    SELECT request.id AS request, cell.run, request.cell, target.name AS target, cell.concurrency, cell.repetition,
           cell.attempt, state.name AS cell_state, request.number, request.user, request.prompt, phase.name AS phase, outcome.name AS outcome,
           (cell.started_unix_ns + request.sent_ns - cell.started_ns) / 1e9 AS sent_unix_s,
           (request.sent_ns - cell.started_ns) / 1e9 AS sent_s,
           (request.sent_ns - request.due_ns) / 1e6 AS send_lateness_ms,
           (request.first_token_ns - request.sent_ns) / 1e6 AS ttft_ms,
           (request.last_token_ns - request.sent_ns) / 1e6 AS e2el_ms,
           CASE WHEN request.output_tokens > request.first_event_tokens THEN
               (request.last_token_ns - request.first_token_ns) / 1e6
                   / (request.output_tokens - request.first_event_tokens) END AS tpot_ms,
           request.prompt_tokens, request.cached_prompt_tokens, request.output_tokens, request.requested_output_tokens,
           counted.name AS output_counted_by, finish.name AS finish, request.new_connection, request.resends,
           request.http_status, request.error, stamps.name AS stamps
    FROM request JOIN cell ON cell.id = request.cell
                 JOIN target ON target.id = cell.target
                 JOIN run ON run.id = cell.run
                 JOIN label AS state ON state.kind = 'cell' AND state.code = cell.state
                 JOIN label AS phase ON phase.kind = 'phase' AND phase.code = request.phase
                 JOIN label AS outcome ON outcome.kind = 'outcome' AND outcome.code = request.outcome
                 JOIN label AS counted ON counted.kind = 'count' AND counted.code = request.output_source
                 JOIN label AS finish ON finish.kind = 'finish' AND finish.code = request.finish
                 JOIN label AS stamps ON stamps.kind = 'stamps' AND stamps.code = request.stamps
    WHERE run.hidden_unix_ns IS NULL)sql",
};

// Where the metrics of a saved backend's server and GPUs are, and a view of what was sampled.
constexpr std::array Version2{
    "ALTER TABLE backend ADD COLUMN metrics_urls TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE backend ADD COLUMN gpus INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE backend ADD COLUMN gpu_metrics_url TEXT NOT NULL DEFAULT ''",
    R"sql(CREATE VIEW v_sample AS
    SELECT cell.run, sample.cell, target.name AS target, cell.workload_name AS workload, cell.concurrency,
           cell.repetition, (sample.at_ns - cell.started_ns) / 1e9 AS second, sample.source, sample.name, sample.value
    FROM sample JOIN cell ON cell.id = sample.cell
                JOIN target ON target.id = cell.target
                JOIN run ON run.id = cell.run
    WHERE run.hidden_unix_ns IS NULL)sql",
};

} // namespace

QStringList firstSchema()
{
    return listed(Version1);
}

QStringList samplingSchema()
{
    return listed(Version2);
}

} // namespace tokamark::storage
