#include "cli/optiontree.h"

namespace tokamark::cli {
namespace {

bool isVisible(const CLI::Option &option)
{
    return !option.get_group().empty();
}

} // namespace

std::vector<const CLI::App *> subcommands(const CLI::App &app)
{
    return app.get_subcommands([](const CLI::App *command) { return !command->get_group().empty(); });
}

std::vector<const CLI::Option *> visibleOptions(const CLI::App &app)
{
    return app.get_options([](const CLI::Option *option) { return isVisible(*option) && option->nonpositional(); });
}

std::vector<const CLI::Option *> positionals(const CLI::App &app)
{
    return app.get_options([](const CLI::Option *option) { return isVisible(*option) && option->get_positional(); });
}

std::vector<std::string> spellings(const CLI::Option &option)
{
    std::vector<std::string> all;
    for (const std::string &name : option.get_snames())
        all.push_back("-" + name);
    for (const std::string &name : option.get_lnames())
        all.push_back("--" + name);
    return all;
}

bool takesValue(const CLI::Option &option)
{
    return option.get_type_size_max() != 0;
}

std::vector<std::string> allowedValues(const CLI::Option &option)
{
    // CLI11 keeps the values of IsMember only inside of the type's name: "TEXT:{a,b}".
    const std::string type = option.get_type_name();
    const std::size_t open = type.find('{');
    const std::size_t close = type.rfind('}');
    if (open == std::string::npos || close == std::string::npos || close <= open + 1)
        return {};
    return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

std::string valueName(const CLI::Option &option)
{
    const std::vector<std::string> values = allowedValues(option);
    return values.empty() ? option.get_type_name() : CLI::detail::join(values, "|");
}

} // namespace tokamark::cli
