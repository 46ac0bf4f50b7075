#include "cli/console.h"

#include "words/errorwords.h"

#include <cstdlib>
#include <unistd.h>

namespace tokamark::cli {

Console::Console(std::ostream &out, std::ostream &err, Style style)
    : m_out(out)
    , m_err(err)
    , m_style(style)
{
}

void Console::print(const QString &text) const
{
    m_out << text.toStdString();
}

void Console::complain(std::string_view text) const
{
    m_err << "tokamark-cli: " << text << '\n' << std::flush;
}

ExitStatus Console::report(const Error &error) const
{
    complain(words::sentence(error).toStdString());
    const QString advice = words::advice(error);
    if (!advice.isEmpty())
        m_err << advice.toStdString() << '\n' << std::flush;
    return exitStatusFor(error.code);
}

Console::Style detectStyle()
{
    Console::Style style;
    style.outIsTerminal = isatty(STDOUT_FILENO) == 1;
    style.errIsTerminal = isatty(STDERR_FILENO) == 1;
    const char *const noColor = std::getenv("NO_COLOR");
    const char *const terminal = std::getenv("TERM");
    const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
    style.colors = style.outIsTerminal && !dumb && (noColor == nullptr || *noColor == '\0');
    return style;
}

} // namespace tokamark::cli
