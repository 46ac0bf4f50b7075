#include "workload/trace.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace tokamark::workload {
namespace {

/// A line's entry, or what is wrong with it.
using LineResult = tl::expected<TraceEntry, std::string>;
using Fields = std::vector<std::string_view>;

constexpr double LongestSeconds = 1e9; ///< thirty years; no trace is longer, and no instant overflows
constexpr double MostTokens = 1 << 24;

tl::unexpected<std::string> bad(std::string what)
{
    return tl::unexpected(std::move(what));
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\"";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

Fields split(std::string_view line)
{
    Fields fields;
    for (std::size_t start = 0; start <= line.size();) {
        const std::size_t comma = std::min(line.find(',', start), line.size());
        fields.push_back(trimmed(line.substr(start, comma - start)));
        start = comma + 1;
    }
    return fields;
}

std::optional<double> numberIn(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

Duration fromSeconds(double seconds)
{
    return Duration(static_cast<Duration::rep>(std::llround(seconds * 1e9)));
}

/// "2023-11-16 18:17:03.9799600" as nanoseconds, so that digits beyond a double's are kept.
std::optional<Duration> dateTimeIn(std::string_view text)
{
    const auto whole = [text](std::size_t from, std::size_t length) -> std::optional<int> {
        int value = 0;
        if (text.size() < from + length)
            return std::nullopt;
        const char *const end = text.data() + from + length;
        const auto read = std::from_chars(text.data() + from, end, value);
        return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
    };
    const auto year = whole(0, 4);
    const auto month = whole(5, 2);
    const auto day = whole(8, 2);
    const auto hour = whole(11, 2);
    const auto minute = whole(14, 2);
    const auto second = whole(17, 2);
    if (!year || !month || !day || !hour || !minute || !second)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    std::string_view rest = text.substr(19);
    if (rest.ends_with('Z'))
        rest.remove_suffix(1);
    // A zone, where there is one, is the same in all lines and falls out of the differences.
    if (const std::size_t zone = rest.find_first_of("+-"); zone != std::string_view::npos)
        rest = rest.substr(0, zone);
    double fraction = 0;
    if (!rest.empty()) {
        const auto digits = rest.front() == '.' ? numberIn(rest) : std::nullopt;
        if (!digits)
            return std::nullopt;
        fraction = *digits;
    }
    return std::chrono::sys_days(date).time_since_epoch() + std::chrono::hours(*hour) + std::chrono::minutes(*minute)
        + std::chrono::seconds(*second) + fromSeconds(fraction);
}

/// Where a CSV keeps what is needed.
struct Columns {
    std::size_t time = 0;
    std::size_t input = 0;
    std::size_t output = 0;
    bool isDate = false; ///< the time is a date and not a number of seconds
};

std::optional<std::size_t> columnOf(const Fields &heading, std::string_view name)
{
    const auto place = std::ranges::find(heading, name);
    return place == heading.end() ? std::nullopt : std::optional(static_cast<std::size_t>(place - heading.begin()));
}

std::optional<Columns> columnsOf(const Fields &heading)
{
    struct Form {
        std::string_view time;
        std::string_view input;
        std::string_view output;
        bool isDate;
    };
    constexpr std::array forms{Form{"TIMESTAMP", "ContextTokens", "GeneratedTokens", true},
                               Form{"Timestamp", "Request tokens", "Response tokens", false}};
    for (const Form &form : forms) {
        const auto time = columnOf(heading, form.time);
        const auto input = columnOf(heading, form.input);
        const auto output = columnOf(heading, form.output);
        if (time && input && output)
            return Columns{*time, *input, *output, form.isDate};
    }
    return std::nullopt;
}

bool isCount(double value)
{
    return value >= 0 && value <= MostTokens && value == std::floor(value);
}

LineResult fromFields(const Fields &fields, const Columns &columns)
{
    if (fields.size() <= std::max({columns.time, columns.input, columns.output}))
        return bad("too few columns");
    TraceEntry entry;
    if (columns.isDate) {
        const auto at = dateTimeIn(fields[columns.time]);
        if (!at)
            return bad("not a date and time: " + std::string(fields[columns.time]));
        entry.at = *at;
    } else {
        const auto seconds = numberIn(fields[columns.time]);
        if (!seconds || std::abs(*seconds) > LongestSeconds)
            return bad("not a time in seconds: " + std::string(fields[columns.time]));
        entry.at = fromSeconds(*seconds);
    }
    for (const auto &[column, value] :
         {std::pair{columns.input, &entry.inputTokens}, std::pair{columns.output, &entry.outputTokens}}) {
        const auto tokens = numberIn(fields[column]);
        if (!tokens || !isCount(*tokens))
            return bad("not a number of tokens: " + std::string(fields[column]));
        *value = static_cast<std::uint32_t>(*tokens);
    }
    return entry;
}

LineResult fromJson(const std::string &text)
{
    const nlohmann::json line = nlohmann::json::parse(text, nullptr, false);
    if (!line.is_object())
        return bad("not a JSON object");
    const auto number = [&line](const char *key) -> std::optional<double> {
        const auto found = line.find(key);
        return found != line.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
    };
    TraceEntry entry;
    const auto milliseconds = number("timestamp");
    if (!milliseconds || std::abs(*milliseconds) / 1000 > LongestSeconds)
        return bad("timestamp: not a time in milliseconds");
    entry.at = fromSeconds(*milliseconds / 1000);
    const auto input = number("input_length");
    if (!input || !isCount(*input))
        return bad("input_length: not a number of tokens");
    const auto output = number("output_length");
    if (!output || !isCount(*output))
        return bad("output_length: not a number of tokens");
    entry.inputTokens = static_cast<std::uint32_t>(*input);
    entry.outputTokens = static_cast<std::uint32_t>(*output);
    if (const auto blocks = line.find("hash_ids"); blocks != line.end()) {
        const auto isId = [](const nlohmann::json &id) { return id.is_number_unsigned(); };
        if (!blocks->is_array() || !std::ranges::all_of(*blocks, isId))
            return bad("hash_ids: not a list of whole numbers");
        entry.blocks = blocks->get<std::vector<std::uint64_t>>();
    }
    return entry;
}

/// Reads lines piece by piece: one may be as long as its file, and whoever waits for it may have left.
class LineReader final {
public:
    LineReader(std::istream &in, const std::stop_token &stop)
        : m_in(in)
        , m_stop(stop)
    {
    }

    bool next(std::string &line)
    {
        line.clear();
        while (!m_stop.stop_requested()) {
            m_in.getline(m_piece.data(), static_cast<std::streamsize>(m_piece.size()));
            const auto read = static_cast<std::size_t>(m_in.gcount());
            const bool isCut = m_in.fail() && !m_in.bad() && read == m_piece.size() - 1;
            // A line feed is counted but not kept.
            line.append(m_piece.data(), m_in.good() ? read - 1 : read);
            if (!isCut)
                return !m_in.bad() && (!m_in.fail() || !line.empty());
            m_in.clear(m_in.rdstate() & ~std::ios::failbit);
        }
        return false;
    }

private:
    std::istream &m_in;
    const std::stop_token &m_stop;
    std::vector<char> m_piece = std::vector<char>(16 * 1024);
};

/// In the order of their instants, counted from the first; those without an answer cannot be asked for again.
plan::TraceRows settle(Trace &trace)
{
    plan::TraceRows rows;
    rows.leftOut = std::erase_if(trace, [](const TraceEntry &entry) { return entry.outputTokens == 0; });
    Duration latest = Duration::min();
    for (const TraceEntry &entry : trace) {
        rows.outOfOrder += entry.at < latest ? 1 : 0;
        latest = std::max(latest, entry.at);
    }
    std::ranges::stable_sort(trace, {}, &TraceEntry::at);
    const Duration first = trace.empty() ? Duration{} : trace.front().at;
    for (TraceEntry &entry : trace) {
        entry.at -= first;
        entry.inputTokens = std::max(entry.inputTokens, 1u);
    }
    return rows;
}

} // namespace

Expected<Trace> readTrace(std::istream &in, const std::string &path, plan::TraceRows *rows, const std::stop_token &stop)
{
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    Trace trace;
    bool begun = false;
    std::optional<Columns> columns; ///< of CSV
    std::string line;
    LineReader lines(in, stop);
    for (std::uint64_t number = 1; lines.next(line); ++number) {
        if (number == 1 && line.starts_with(byteOrderMark))
            line.erase(0, byteOrderMark.size());
        if (trimmed(line).empty())
            continue;
        const auto where = [&] { return "trace " + path + ", line " + std::to_string(number) + ": "; };
        if (!begun && !trimmed(line).starts_with('{')) {
            columns = columnsOf(split(line));
            if (!columns)
                return fail(ErrorCode::BadDataset, where() + "not a trace of Mooncake, Azure or BurstGPT");
            begun = true;
            continue;
        }
        begun = true;
        LineResult entry = columns ? fromFields(split(line), *columns) : fromJson(line);
        if (!entry)
            return fail(ErrorCode::BadDataset, where() + entry.error());
        trace.push_back(*std::move(entry));
    }
    if (stop.stop_requested())
        return fail(ErrorCode::Interrupted, path);
    if (in.bad())
        return fail(ErrorCode::FileUnreadable, path, std::strerror(errno));
    const plan::TraceRows settled = settle(trace);
    if (trace.empty())
        return fail(ErrorCode::BadDataset, "trace " + path + ": no requests");
    if (rows != nullptr)
        *rows = settled;
    return trace;
}

Expected<Trace> readTraceFile(const std::string &path, plan::TraceRows *rows, const std::stop_token &stop)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return fail(ErrorCode::FileUnreadable, path, std::strerror(EISDIR));
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorCode::FileUnreadable, path, std::strerror(errno));
    return readTrace(file, path, rows, stop);
}

std::vector<Duration> instantsOf(const Trace &trace, double speed)
{
    std::vector<Duration> instants;
    instants.reserve(trace.size());
    for (const TraceEntry &entry : trace)
        instants.push_back(fromSeconds(toSeconds(entry.at) / speed));
    return instants;
}

std::vector<Duration> playedInstants(const Trace &trace, const plan::Load &load, double speed)
{
    std::vector<Duration> instants = instantsOf(trace, speed);
    if (load.duration)
        instants.erase(std::ranges::lower_bound(instants, *load.duration), instants.end());
    if (load.requests && instants.size() > *load.requests)
        instants.resize(*load.requests);
    return instants;
}

double sharedShareOf(const Trace &trace, std::size_t requests)
{
    // A tree of what prompts begin with: a block is the same only behind the same ones.
    std::map<std::pair<std::size_t, std::uint64_t>, std::size_t> nodes;
    double shared = 0;
    double all = 0;
    for (std::size_t i = 0; i < std::min(requests, trace.size()); ++i) {
        std::uint32_t left = trace[i].inputTokens;
        all += left;
        std::size_t node = 0;
        for (const std::uint64_t block : trace[i].blocks) {
            const std::uint32_t tokens = std::min(left, TraceBlockTokens);
            left -= tokens;
            const auto [place, isNew] = nodes.try_emplace({node, block}, nodes.size() + 1);
            shared += isNew ? 0 : tokens;
            node = place->second;
        }
    }
    return all > 0 ? shared / all : 0;
}

plan::TraceExtent extentOf(const Trace &trace, const plan::Load &load, double speed)
{
    const std::vector<Duration> instants = playedInstants(trace, load, speed);
    return {instants.size(), instants.empty() ? Duration{} : instants.back()};
}

} // namespace tokamark::workload
