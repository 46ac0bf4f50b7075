#pragma once

#include "base/clock.h"

#include <CLI/CLI.hpp>

#include <QString>

#include <cstdint>
#include <functional>
#include <string>

namespace tokamark::cli {

enum class OutputFormat { Text, Json };

/// --db, with the user's own database where it is not given.
class DatabaseOption final {
public:
    void addTo(CLI::App &options);
    [[nodiscard]] QString path() const;
    [[nodiscard]] bool isDefault() const { return m_path.empty(); }

private:
    std::string m_path;
};

/// Accepts --db where no database is touched, for scripts that hand it to every command.
void acceptDatabaseOption(CLI::App &options);

/// $XDG_DATA_HOME/tokamark/tokamark.sqlite
[[nodiscard]] QString defaultDatabasePath();

/// " --db FILE" as it belongs at the end of a command line about this database; empty for the default one.
[[nodiscard]] std::string databaseArgument(const QString &path);

/// --format text|json
CLI::Option *addFormatOption(CLI::App &options, OutputFormat &format);

/// An option that takes a length of time as plan::parseDuration reads it.
CLI::Option *addDuration(CLI::App &options, const std::string &names, std::function<void(Duration)> set,
                         const std::string &description);

/// An option that may be given several times, each time with one value.
CLI::Option *addRepeatable(CLI::App &options, const std::string &names, std::vector<std::string> &values,
                           const std::string &description);

/// Takes several values in one argument, with commas between them and blanks where people put them: "1, 10, 50".
CLI::Option *asList(CLI::Option *option);

/// Checks of numbers that say what is expected instead of that they could not be converted.
[[nodiscard]] CLI::Validator wholeNumberFrom(std::uint64_t least, std::uint64_t most = UINT32_MAX);
[[nodiscard]] CLI::Validator numberAboveZero(); ///< also inf

/// Files are named relative to where the command is typed; the plan keeps where they are. Empty stays empty.
[[nodiscard]] std::string absolutePath(const std::string &path);

} // namespace tokamark::cli
