#pragma once

#include "cli/console.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace tokamark::cli {

/// One command of tokamark-cli: adds its options to the tree when made, and does its work once the tree was parsed.
/// Owned by CommandLine, main thread.
class Command {
public:
    Command(CLI::App &root, const std::string &name, const std::string &description);
    virtual ~Command() = default;
    Command(const Command &) = delete;
    Command &operator=(const Command &) = delete;

    [[nodiscard]] virtual ExitStatus run(Console &console) = 0;
    [[nodiscard]] bool wasAsked() const { return m_options.parsed(); }

protected:
    [[nodiscard]] CLI::App &options() noexcept { return m_options; }
    /// Command lines that are shown below the help, each with what it does.
    void setExamples(const std::vector<std::pair<std::string, std::string>> &examples);

private:
    CLI::App &m_options;
};

} // namespace tokamark::cli
