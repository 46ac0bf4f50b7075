#include "cli/commonoptions.h"

#include "plan/durationtext.h"
#include "session/shellquote.h"

#include <QDir>
#include <QStandardPaths>

#include <charconv>
#include <filesystem>
#include <map>
#include <system_error>

namespace tokamark::cli {

void DatabaseOption::addTo(CLI::App &options)
{
    options
        .add_option("--db", m_path,
                    "Database with the history (default: tokamark/tokamark.sqlite under $XDG_DATA_HOME)")
        ->type_name("FILE");
}

QString DatabaseOption::path() const
{
    return m_path.empty() ? defaultDatabasePath() : QDir::current().absoluteFilePath(QString::fromStdString(m_path));
}

void acceptDatabaseOption(CLI::App &options)
{
    options
        .add_option_function<std::string>(
            "--db", [](const std::string &) {}, "Not used by this command")
        ->type_name("FILE")
        ->group("");
}

QString defaultDatabasePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/tokamark/tokamark.sqlite");
}

std::string databaseArgument(const QString &path)
{
    return path == defaultDatabasePath() ? std::string() : " --db " + session::shellQuoted(path.toStdString());
}

CLI::Option *addFormatOption(CLI::App &options, OutputFormat &format)
{
    const std::map<std::string, OutputFormat> formats{{"text", OutputFormat::Text}, {"json", OutputFormat::Json}};
    return options
        .add_option_function<std::string>(
            "--format", [&format, formats](const std::string &text) { format = formats.at(text); },
            "How the result is printed (default: text)")
        ->check(CLI::IsMember({"text", "json"}));
}

CLI::Option *addDuration(CLI::App &options, const std::string &names, std::function<void(Duration)> set,
                         const std::string &description)
{
    const auto read = [names, set = std::move(set)](const std::string &text) {
        const std::optional<Duration> duration = plan::parseDuration(text);
        if (!duration)
            throw CLI::ValidationError(names.substr(0, names.find(',')),
                                       "'" + text + "' is not a length of time such as 30, 30s, 5m or 500ms");
        set(*duration);
    };
    return options.add_option_function<std::string>(names, read, description)->type_name("TIME");
}

CLI::Option *addRepeatable(CLI::App &options, const std::string &names, std::vector<std::string> &values,
                           const std::string &description)
{
    return options.add_option(names, values, description)->allow_extra_args(false)->delimiter('\0');
}

CLI::Option *asList(CLI::Option *option)
{
    const auto trim = [](std::string &text) -> std::string {
        CLI::detail::trim(text);
        return {};
    };
    return option->delimiter(',')->allow_extra_args(false)->transform(CLI::Validator(trim, {}));
}

CLI::Validator wholeNumberFrom(std::uint64_t least, std::uint64_t most)
{
    const auto check = [least, most](const std::string &text) -> std::string {
        std::uint64_t number = 0;
        const char *const end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, number);
        if (read.ec == std::errc() && read.ptr == end && number >= least && number <= most)
            return {};
        const bool isTooLarge
            = read.ec == std::errc::result_out_of_range || (read.ec == std::errc() && read.ptr == end && number > most);
        return "expected a whole number from " + std::to_string(least)
            + (isTooLarge ? " to " + std::to_string(most) : " up") + ", not '" + text + "'";
    };
    return {check, {}};
}

CLI::Validator numberAboveZero()
{
    const auto check = [](const std::string &text) -> std::string {
        double number = 0;
        const char *const end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, number);
        if (read.ec == std::errc() && read.ptr == end && number > 0)
            return {};
        return "expected a number above 0, not '" + text + "'";
    };
    return {check, {}};
}

std::string absolutePath(const std::string &path)
{
    if (path.empty())
        return {};
    std::error_code ignored;
    return std::filesystem::absolute(path, ignored).lexically_normal().string();
}

} // namespace tokamark::cli
