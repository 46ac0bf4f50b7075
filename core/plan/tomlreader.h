#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <toml++/toml.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::plan {

/// One way to write an enumerator in a plan.
template <class T> struct EnumName {
    std::string_view text;
    T value;
};

/// Reads the keys of one TOML table into fields, leaving a field alone where its key is absent. The first fault of a
/// whole document wins, and every later call does nothing. Local to the plan parser, which owns document and error.
class TomlReader final {
public:
    TomlReader(const toml::table &table, std::string path, std::optional<Error> &error);

    void read(std::string_view key, std::string &value);
    void read(std::string_view key, bool &value);
    void read(std::string_view key, double &value);
    void read(std::string_view key, Duration &value);
    void read(std::string_view key, std::vector<double> &value);
    void read(std::string_view key, std::vector<std::uint32_t> &value);
    void read(std::string_view key, std::vector<std::string> &value);
    template <class T> void readNumber(std::string_view key, T &value);
    template <class T, class Names> void readEnum(std::string_view key, T &value, const Names &names);
    /// Calls `each` with a reader for every table of an array of tables.
    void readTables(std::string_view key, const std::function<void(TomlReader &)> &each);
    /// Calls `inside` with a reader for a table, if it is there.
    void readTable(std::string_view key, const std::function<void(TomlReader &)> &inside);

    /// The node of a key that the caller reads itself; null if absent or after a fault.
    [[nodiscard]] const toml::node *take(std::string_view key);
    [[nodiscard]] bool has(std::string_view key) const { return m_table.contains(key); }
    void refuse(std::string_view key, const toml::node &node, std::string_view what);
    /// A key that must be there; its absence is a fault of the table.
    void require(std::string_view key);
    /// To be called last: a key that nothing has asked for is a fault.
    void refuseUnknown();

private:
    [[nodiscard]] std::string knownKeys() const;
    [[nodiscard]] std::string pathOf(std::string_view key) const;
    void report(const toml::source_region &source, const std::string &text);
    [[nodiscard]] std::optional<std::int64_t> wholeNumber(std::string_view key, std::int64_t largest);

    const toml::table &m_table;
    std::string m_path;
    std::optional<Error> &m_error;
    std::vector<std::string_view> m_known;
};

template <class T> void TomlReader::readNumber(std::string_view key, T &value)
{
    constexpr std::uint64_t largest = std::numeric_limits<T>::max();
    constexpr std::int64_t largestInToml = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t limit
        = largest > static_cast<std::uint64_t>(largestInToml) ? largestInToml : static_cast<std::int64_t>(largest);
    if (const auto number = wholeNumber(key, limit))
        value = static_cast<T>(*number);
}

template <class T, class Names> void TomlReader::readEnum(std::string_view key, T &value, const Names &names)
{
    const toml::node *const node = take(key);
    if (!node)
        return;
    const auto text = node->value<std::string_view>();
    std::string allowed;
    for (const auto &entry : names) {
        if (text == entry.text) {
            value = entry.value;
            return;
        }
        allowed += (allowed.empty() ? "" : "|") + std::string(entry.text);
    }
    refuse(key, *node, "not one of " + allowed);
}

} // namespace tokamark::plan
