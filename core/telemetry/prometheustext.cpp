#include "telemetry/prometheustext.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace tokamark::telemetry {
namespace {

constexpr std::string_view Blanks = " \t\r";

/// Walks over one line.
class LineReader {
public:
    explicit LineReader(std::string_view rest)
        : m_rest(rest)
    {
    }
    void skipBlanks() { m_rest.remove_prefix(std::min(m_rest.find_first_not_of(Blanks), m_rest.size())); }
    [[nodiscard]] bool isAtEnd() const noexcept { return m_rest.empty(); }
    [[nodiscard]] bool take(char wanted)
    {
        if (!m_rest.starts_with(wanted))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    /// Everything up to one of `ends`, or to the end of the line.
    std::string_view takeUntil(std::string_view ends)
    {
        const std::size_t size = std::min(m_rest.find_first_of(ends), m_rest.size());
        const std::string_view taken = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return taken;
    }
    /// A label's value after its opening quote; empty if the closing one is missing.
    std::optional<std::string> takeQuoted();

private:
    std::string_view m_rest;
};

std::optional<std::string> LineReader::takeQuoted()
{
    std::string value;
    while (!m_rest.empty()) {
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        if (c == '"')
            return value;
        if (c != '\\' || m_rest.empty()) {
            value += c;
            continue;
        }
        // Of the escapes only that of the line feed stands for another character.
        value += m_rest.front() == 'n' ? '\n' : m_rest.front();
        m_rest.remove_prefix(1);
    }
    return std::nullopt;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(Blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(Blanks) - first + 1);
}

bool readLabels(LineReader &line, Series &series)
{
    for (;;) {
        line.skipBlanks();
        if (line.take('}'))
            return true;
        const std::string_view name = trimmed(line.takeUntil("=}\""));
        if (name.empty() || !line.take('='))
            return false;
        line.skipBlanks();
        if (line.take('"')) {
            auto value = line.takeQuoted();
            if (!value)
                return false;
            series.labels.emplace_back(name, *std::move(value));
        } else {
            series.labels.emplace_back(name, trimmed(line.takeUntil(",}")));
        }
        line.skipBlanks();
        if (line.isAtEnd())
            return false;
        static_cast<void>(line.take(','));
    }
}

/// "+Inf", "NaN" and everything that C calls a number.
bool readNumber(std::string_view text, double &value)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    const char *const end = text.data() + text.size();
    const auto [read, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && read == end;
}

bool readSeries(std::string_view text, Series &series)
{
    LineReader line(text);
    series.name = line.takeUntil("{ \t");
    line.skipBlanks();
    if (series.name.empty() || (line.take('{') && !readLabels(line, series)))
        return false;
    line.skipBlanks();
    return readNumber(line.takeUntil(Blanks), series.value);
}

} // namespace

const std::string *Series::label(std::string_view wanted) const noexcept
{
    const auto it = std::ranges::find(labels, wanted, &std::pair<std::string, std::string>::first);
    return it == labels.end() ? nullptr : &it->second;
}

MetricsPage parsePrometheusText(std::string_view text)
{
    MetricsPage page;
    while (!text.empty()) {
        const std::size_t size = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, size));
        text.remove_prefix(std::min(size + 1, text.size()));
        if (line.empty() || line.starts_with('#'))
            continue;
        Series series;
        if (readSeries(line, series))
            page.series.push_back(std::move(series));
        else
            ++page.badLines;
    }
    return page;
}

} // namespace tokamark::telemetry
