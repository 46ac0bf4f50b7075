#include "cli/mancommand.h"

#include "cli/commonoptions.h"
#include "cli/manpage.h"
#include "cli/optiontree.h"

namespace tokamark::cli {

ManCommand::ManCommand(CLI::App &root)
    : Command(root, "man", "Print a manual page in roff")
    , m_root(root)
{
    options().add_option("COMMAND", m_name, "Of which command (default: of the program)");
    acceptDatabaseOption(options());
    setExamples({{"tokamark-cli man run | man -l -", "read the page of the run command"}});
}

ExitStatus ManCommand::run(Console &console)
{
    if (m_name.empty()) {
        console.out() << programManPage(m_root);
        return ExitStatus::Done;
    }
    for (const CLI::App *command : subcommands(m_root)) {
        if (command->get_name() == m_name) {
            console.out() << commandManPage(m_root, *command);
            return ExitStatus::Done;
        }
    }
    return console.report({ErrorCode::NotFound, m_name, {}});
}

} // namespace tokamark::cli
