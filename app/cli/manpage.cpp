#include "cli/manpage.h"

#include "cli/optiontree.h"
#include "version.h"

#include <sstream>

namespace tokamark::cli {
namespace {

/// Text as roff takes it: minus signs stay minus signs, and no line begins with a request.
std::string roff(const std::string &text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool lineStart = i == 0 || text[i - 1] == '\n';
        if (lineStart && (text[i] == '.' || text[i] == '\''))
            result += "\\&";
        if (text[i] == '-')
            result += "\\-";
        else if (text[i] == '\\')
            result += "\\e";
        else
            result += text[i];
    }
    return result;
}

void writeHead(std::ostream &out, const std::string &name, const std::string &description)
{
    std::string title = name;
    for (char &c : title)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    out << ".TH " << roff(title) << " 1 \"\" \"Tokamark " << Version << "\" \"User Commands\"\n"
        << ".SH NAME\n"
        << roff(name) << " \\- " << roff(description) << '\n';
}

void writeOption(std::ostream &out, const CLI::Option &option)
{
    std::string head;
    for (const std::string &name : spellings(option))
        head += (head.empty() ? "" : ", ") + std::string("\\fB") + roff(name) + "\\fR";
    if (takesValue(option))
        head += " \\fI" + roff(valueName(option)) + "\\fR";
    out << ".TP\n" << head << '\n' << roff(option.get_description()) << '\n';
}

void writeOptions(std::ostream &out, const CLI::App &app)
{
    for (const std::string &name : app.get_groups()) {
        bool first = true;
        for (const CLI::Option *option : visibleOptions(app)) {
            if (option->get_group() != name)
                continue;
            if (first)
                out << (name == "Options" ? ".SH OPTIONS\n" : ".SS " + roff(name) + "\n");
            first = false;
            writeOption(out, *option);
        }
    }
}

void writeExamples(std::ostream &out, const CLI::App &app)
{
    // The first line of the footer is its heading.
    const std::string footer = app.get_footer();
    const std::size_t start = footer.find('\n');
    if (start != std::string::npos)
        out << ".SH EXAMPLES\n.nf\n" << roff(footer.substr(start + 1)) << "\n.fi\n";
}

void writeExitStatus(std::ostream &out)
{
    out << ".SH EXIT STATUS\n"
           ".TP\n0\ndone\n"
           ".TP\n1\nfinished, but some requests or points failed\n"
           ".TP\n2\nbad usage or plan\n"
           ".TP\n3\na backend cannot be reached\n"
           ".TP\n4\na gate of compare failed\n"
           ".TP\n5\nthe database or a result file cannot be written\n"
           ".TP\n130\ninterrupted; what was measured is kept\n";
}

} // namespace

std::string programManPage(const CLI::App &root)
{
    std::ostringstream out;
    writeHead(out, root.get_name(), "measure servers of large language models");
    out << ".SH SYNOPSIS\n.B " << roff(root.get_name()) << "\n.I COMMAND\n[options]\n"
        << ".SH DESCRIPTION\n"
        << roff(root.get_description()) << '\n'
        << ".SH COMMANDS\n";
    for (const CLI::App *command : subcommands(root)) {
        out << ".TP\n\\fB" << roff(command->get_name()) << "\\fR\n"
            << roff(command->get_description()) << "\nSee \\fB" << roff(root.get_name() + "-" + command->get_name())
            << "\\fR(1).\n";
    }
    writeOptions(out, root);
    writeExitStatus(out);
    out << ".SH ENVIRONMENT\n"
           ".TP\n.B NO_COLOR\nno colours, even on a terminal\n"
           ".TP\n.B XDG_DATA_HOME\nwhere the database lies that is used unless another is named "
           "(tokamark/tokamark.sqlite in it)\n"
           ".TP\n.B TOKAMARK_SIM\nthe program that serves simulated backends\n";
    return out.str();
}

std::string commandManPage(const CLI::App &root, const CLI::App &command)
{
    std::ostringstream out;
    const std::string name = root.get_name() + "-" + command.get_name();
    writeHead(out, name, command.get_description());
    out << ".SH SYNOPSIS\n.B " << roff(root.get_name() + " " + command.get_name()) << "\n[options]\n";
    for (const CLI::Option *place : positionals(command))
        out << ".I " << roff(place->get_name(true)) << '\n';
    out << ".SH DESCRIPTION\n" << roff(command.get_description()) << ".\n";
    for (const CLI::Option *place : positionals(command))
        out << ".TP\n.I " << roff(place->get_name(true)) << '\n' << roff(place->get_description()) << '\n';
    writeOptions(out, command);
    writeExamples(out, command);
    writeExitStatus(out);
    out << ".SH SEE ALSO\n.BR " << roff(root.get_name()) << " (1)\n";
    return out.str();
}

} // namespace tokamark::cli
