#pragma once

#include "base/error.h"
#include "cli/exitstatus.h"

#include <QString>

#include <ostream>
#include <string>
#include <string_view>

namespace tokamark::cli {

/// Where the command line writes: results to `out`, everything about their making to `err`. Handed to every command by
/// the program's main; tests hand over string streams. Main thread, but for `err` while a run is going on, which then
/// belongs to the printer of its progress.
class Console final {
public:
    struct Style {
        bool outIsTerminal = false;
        bool errIsTerminal = false;
        bool colors = false; ///< on a terminal, unless NO_COLOR is set or TERM is dumb
    };

    Console(std::ostream &out, std::ostream &err, Style style);

    [[nodiscard]] std::ostream &out() const noexcept { return m_out; }
    [[nodiscard]] std::ostream &err() const noexcept { return m_err; }
    [[nodiscard]] const Style &style() const noexcept { return m_style; }

    void print(const QString &text) const;
    /// A line on `err` that begins with the program's name.
    void complain(std::string_view text) const;
    /// An error in words, with what to do about it; gives the exit status that goes with it.
    ExitStatus report(const Error &error) const;

private:
    std::ostream &m_out;
    std::ostream &m_err;
    Style m_style;
};

/// What the process is connected to.
[[nodiscard]] Console::Style detectStyle();

} // namespace tokamark::cli
