#include "cli/completioncommand.h"

#include "cli/commonoptions.h"
#include "cli/completionscript.h"

namespace tokamark::cli {

CompletionCommand::CompletionCommand(CLI::App &root)
    : Command(root, "completion", "Print the completion of these commands for a shell")
    , m_root(root)
{
    options().add_option("SHELL", m_shell, "Which shell")->required()->check(CLI::IsMember({"bash"}));
    acceptDatabaseOption(options());
    setExamples({{"source <(tokamark-cli completion bash)", "complete commands in this shell"}});
}

ExitStatus CompletionCommand::run(Console &console)
{
    console.out() << bashCompletion(m_root);
    return ExitStatus::Done;
}

} // namespace tokamark::cli
