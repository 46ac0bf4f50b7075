#pragma once

#include "cli/commandline.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace tokamark::cli {

/// Calls the command line in this process, with its output caught.
class CliFixture : public testing::Test {
protected:
    ExitStatus call(const std::vector<std::string> &arguments)
    {
        m_out.str({});
        m_err.str({});
        Console console(m_out, m_err, {});
        return CommandLine(console).run(arguments);
    }

    [[nodiscard]] std::string out() const { return m_out.str(); }
    [[nodiscard]] std::string err() const { return m_err.str(); }

private:
    std::ostringstream m_out;
    std::ostringstream m_err;
};

} // namespace tokamark::cli
