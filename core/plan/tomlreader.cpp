#include "plan/tomlreader.h"

#include "plan/durationtext.h"
#include "plan/nearestname.h"

#include <algorithm>
#include <utility>

namespace tokamark::plan {
namespace {

/// An integer is a number too: `temperature = 1`.
std::optional<double> realNumber(const toml::node &node)
{
    return node.is_number() ? node.value<double>() : std::nullopt;
}

} // namespace

TomlReader::TomlReader(const toml::table &table, std::string path, std::optional<Error> &error)
    : m_table(table)
    , m_path(std::move(path))
    , m_error(error)
{
}

std::string TomlReader::pathOf(std::string_view key) const
{
    return m_path.empty() ? std::string(key) : m_path + "." + std::string(key);
}

void TomlReader::report(const toml::source_region &source, const std::string &text)
{
    if (m_error)
        return;
    m_error = Error{ErrorCode::BadPlan,
                    "line " + std::to_string(source.begin.line) + ", column " + std::to_string(source.begin.column)
                        + ": " + text,
                    {}};
}

void TomlReader::refuse(std::string_view key, const toml::node &node, std::string_view what)
{
    report(node.source(), pathOf(key) + ": " + std::string(what));
}

const toml::node *TomlReader::take(std::string_view key)
{
    m_known.push_back(key);
    return m_error ? nullptr : m_table.get(key);
}

void TomlReader::read(std::string_view key, std::string &value)
{
    if (const toml::node *const node = take(key)) {
        if (const auto text = node->value_exact<std::string>())
            value = *text;
        else
            refuse(key, *node, "not a string");
    }
}

void TomlReader::read(std::string_view key, bool &value)
{
    if (const toml::node *const node = take(key)) {
        if (const auto flag = node->value_exact<bool>())
            value = *flag;
        else
            refuse(key, *node, "not true or false");
    }
}

void TomlReader::read(std::string_view key, double &value)
{
    if (const toml::node *const node = take(key)) {
        if (const auto number = realNumber(*node))
            value = *number;
        else
            refuse(key, *node, "not a number");
    }
}

void TomlReader::read(std::string_view key, Duration &value)
{
    const toml::node *const node = take(key);
    if (!node)
        return;
    std::optional<Duration> duration;
    if (const auto text = node->value_exact<std::string>())
        duration = parseDuration(*text);
    else if (const auto seconds = realNumber(*node))
        duration = parseDuration(std::to_string(*seconds));
    if (duration)
        value = *duration;
    else
        refuse(key, *node, "not a duration like 30s, 5m or 500ms");
}

std::optional<std::int64_t> TomlReader::wholeNumber(std::string_view key, std::int64_t largest)
{
    const toml::node *const node = take(key);
    if (!node)
        return std::nullopt;
    const auto number = node->value_exact<std::int64_t>();
    if (number && *number >= 0 && *number <= largest)
        return number;
    refuse(key, *node, "not a whole number from 0 to " + std::to_string(largest));
    return std::nullopt;
}

void TomlReader::read(std::string_view key, std::vector<double> &value)
{
    const toml::node *const node = take(key);
    if (!node)
        return;
    const toml::array *const array = node->as_array();
    if (!array)
        return refuse(key, *node, "not a list of numbers");
    value.clear();
    for (const toml::node &item : *array) {
        const auto number = realNumber(item);
        if (!number)
            return refuse(key, item, "not a number");
        value.push_back(*number);
    }
}

void TomlReader::read(std::string_view key, std::vector<std::uint32_t> &value)
{
    constexpr std::int64_t largest = std::numeric_limits<std::uint32_t>::max();
    const toml::node *const node = take(key);
    if (!node)
        return;
    const toml::array *const array = node->as_array();
    if (!array)
        return refuse(key, *node, "not a list of whole numbers");
    value.clear();
    for (const toml::node &item : *array) {
        const auto number = item.value_exact<std::int64_t>();
        if (!number || *number < 0 || *number > largest)
            return refuse(key, item, "not a whole number from 0 to " + std::to_string(largest));
        value.push_back(static_cast<std::uint32_t>(*number));
    }
}

void TomlReader::read(std::string_view key, std::vector<std::string> &value)
{
    const toml::node *const node = take(key);
    if (!node)
        return;
    const toml::array *const array = node->as_array();
    if (!array)
        return refuse(key, *node, "not a list of strings");
    value.clear();
    for (const toml::node &item : *array) {
        const auto text = item.value_exact<std::string>();
        if (!text)
            return refuse(key, item, "not a string");
        value.push_back(*text);
    }
}

void TomlReader::readTables(std::string_view key, const std::function<void(TomlReader &)> &each)
{
    const toml::node *const node = take(key);
    if (!node)
        return;
    const toml::array *const array = node->as_array();
    if (!array)
        return refuse(key, *node, "not a list of tables");
    for (std::size_t i = 0; i < array->size() && !m_error; ++i) {
        const toml::table *const table = (*array)[i].as_table();
        if (!table)
            return refuse(key, (*array)[i], "not a table");
        TomlReader reader(*table, pathOf(key) + "[" + std::to_string(i) + "]", m_error);
        each(reader);
        reader.refuseUnknown();
    }
}

void TomlReader::readTable(std::string_view key, const std::function<void(TomlReader &)> &inside)
{
    const toml::node *const node = take(key);
    if (!node)
        return;
    const toml::table *const table = node->as_table();
    if (!table)
        return refuse(key, *node, "not a table");
    TomlReader reader(*table, pathOf(key), m_error);
    inside(reader);
    reader.refuseUnknown();
}

void TomlReader::require(std::string_view key)
{
    if (!has(key))
        report(m_table.source(), pathOf(key) + ": missing");
}

std::string TomlReader::knownKeys() const
{
    std::vector<std::string_view> keys = m_known;
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::string list;
    for (const std::string_view key : keys)
        list += (list.empty() ? "" : ", ") + std::string(key);
    return list;
}

void TomlReader::refuseUnknown()
{
    for (const auto &[key, node] : m_table) {
        if (std::ranges::find(m_known, key.str()) != m_known.end())
            continue;
        const std::string_view nearest = nearestName(key.str(), m_known);
        std::string text = pathOf(key.str()) + ": unknown key";
        text += nearest.empty() ? "; known here: " + knownKeys() : ", nearest is " + std::string(nearest);
        report(key.source(), text);
    }
}

} // namespace tokamark::plan
