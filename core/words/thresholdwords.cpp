#include "words/thresholdwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace tokamark::words {
namespace {

struct Entry {
    std::string_view key;
    const char *label;
    const char *meaning;
};

constexpr const char *Context = "ThresholdWords";

constexpr std::array Entries{
    Entry{"send_lateness_ms", QT_TRANSLATE_NOOP("ThresholdWords", "Late sends, ms"),
          QT_TRANSLATE_NOOP("ThresholdWords", "How late requests were sent, or sent again, at the 99th percentile.")},
    Entry{"send_lateness_of_ttft_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Late sends, % of TTFT"),
          QT_TRANSLATE_NOOP("ThresholdWords",
                            "The same against the median TTFT, where requests have due instants of their own.")},
    Entry{"turnaround_of_e2el_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Turnaround, % of E2EL"),
          QT_TRANSLATE_NOOP("ThresholdWords",
                            "From the end of a request to the next one of its user, against the median E2EL.")},
    Entry{"worker_cpu_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Client CPU, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "Share of a core that the busiest thread of the client took.")},
    Entry{"shared_first_tokens_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Shared reads, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "First tokens that shared a read with later events.")},
    Entry{"load_off_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Load off, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "How far the mean concurrency was from the load asked for.")},
    Entry{"low_load_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Low load, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "Part of the window under 95 % of the load asked for.")},
    Entry{"rate_off_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Rate off, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "How far the requests sent were from those that the schedule has due.")},
    Entry{"growth_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Piling up, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "Requests that pile up, of those that come.")},
    Entry{"rate_drift_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Rate drift, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "How far the output rate moves over the window, either way.")},
    Entry{"ttft_drift_pct", QT_TRANSLATE_NOOP("ThresholdWords", "TTFT drift, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "How far the median TTFT moves over the window, either way.")},
    Entry{"samples_beyond", QT_TRANSLATE_NOOP("ThresholdWords", "Samples beyond"),
          QT_TRANSLATE_NOOP("ThresholdWords", "Samples beyond the highest percentile shown; fewer are too few.")},
    Entry{"error_rate_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Errors, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "Failed requests, of those that were sent in the window.")},
    Entry{"one_piece_pct", QT_TRANSLATE_NOOP("ThresholdWords", "In one piece, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "Answers of several tokens that were not streamed.")},
    Entry{"length_off_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Length off, %"),
          QT_TRANSLATE_NOOP("ThresholdWords",
                            "How far answers are from the length asked for, or from that of the other backends.")},
    Entry{"cached_prompt_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Cached prompts, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "Prompt tokens that came from the server's cache unasked.")},
    Entry{"server_counters_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Server counts off, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "How far the server's own counts are from ours.")},
    Entry{"below_server_ttft_ms", QT_TRANSLATE_NOOP("ThresholdWords", "Under server TTFT, ms"),
          QT_TRANSLATE_NOOP("ThresholdWords", "How far our mean TTFT is below the one that the server measured.")},
    Entry{"clock_step_ms", QT_TRANSLATE_NOOP("ThresholdWords", "Clock step, ms"),
          QT_TRANSLATE_NOOP("ThresholdWords", "The largest jump of the wall clock.")},
    Entry{"client_ceiling_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Client ceiling, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "The load, of the most that this machine can measure.")},
    Entry{"physical_limit_pct", QT_TRANSLATE_NOOP("ThresholdWords", "Physical limit, %"),
          QT_TRANSLATE_NOOP("ThresholdWords", "The output rate, of the most that the hardware can do.")},
};

const Entry *find(std::string_view key)
{
    const auto *const found = std::ranges::find(Entries, key, &Entry::key);
    return found == Entries.end() ? nullptr : found;
}

} // namespace

QString thresholdLabel(std::string_view key)
{
    const Entry *entry = find(key);
    return entry == nullptr ? QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()))
                            : QCoreApplication::translate(Context, entry->label);
}

QString thresholdMeaning(std::string_view key)
{
    const Entry *entry = find(key);
    return entry == nullptr ? QString() : QCoreApplication::translate(Context, entry->meaning);
}

} // namespace tokamark::words
