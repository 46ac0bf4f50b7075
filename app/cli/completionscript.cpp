#include "cli/completionscript.h"

#include "cli/optiontree.h"

#include <sstream>

namespace tokamark::cli {
namespace {

std::string joined(const std::vector<std::string> &words)
{
    return CLI::detail::join(words, " ");
}

/// What follows an option: its values, files, folders or nothing.
std::string valueReply(const CLI::Option &option)
{
    const std::vector<std::string> values = allowedValues(option);
    if (!values.empty())
        return "COMPREPLY=($(compgen -W '" + joined(values) + "' -- \"$word\"))";
    if (option.get_type_name() == "FILE")
        return "COMPREPLY=($(compgen -f -- \"$word\"))";
    if (option.get_type_name() == "DIR")
        return "COMPREPLY=($(compgen -d -- \"$word\"))";
    return "COMPREPLY=()";
}

void writeCommand(std::ostream &out, const CLI::App &command)
{
    std::vector<std::string> names;
    for (const CLI::Option *option : visibleOptions(command)) {
        for (const std::string &name : spellings(*option))
            names.push_back(name);
    }
    out << "    " << command.get_name() << ")\n        case $previous in\n";
    for (const CLI::Option *option : visibleOptions(command)) {
        if (takesValue(*option))
            out << "        " << CLI::detail::join(spellings(*option), "|") << ") " << valueReply(*option)
                << "; return ;;\n";
    }
    out << "        esac\n"
           "        if [[ $word == -* ]]; then\n"
           "            COMPREPLY=($(compgen -W '"
        << joined(names) << "' -- \"$word\"))\n        else\n";
    const std::vector<const CLI::Option *> places = positionals(command);
    const std::string reply = places.empty() ? "COMPREPLY=()" : valueReply(*places.front());
    out << "            " << reply << "\n        fi\n        ;;\n";
}

} // namespace

std::string bashCompletion(const CLI::App &root)
{
    std::vector<std::string> commands;
    for (const CLI::App *command : subcommands(root))
        commands.push_back(command->get_name());

    std::ostringstream out;
    out << "# bash completion for " << root.get_name() << ", made by \"" << root.get_name()
        << " completion bash\"\n"
           "_tokamark_cli() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    COMPREPLY=()\n"
           "    if ((COMP_CWORD == 1)); then\n"
           "        COMPREPLY=($(compgen -W '"
        << joined(commands)
        << " --help --version' -- \"$word\"))\n"
           "        return\n"
           "    fi\n"
           "    case ${COMP_WORDS[1]} in\n";
    for (const CLI::App *command : subcommands(root))
        writeCommand(out, *command);
    out << "    esac\n"
           "}\n"
           "complete -o filenames -F _tokamark_cli "
        << root.get_name() << '\n';
    return out.str();
}

} // namespace tokamark::cli
