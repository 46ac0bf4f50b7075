#include "session/processgroup.h"

#include <algorithm>
#include <cctype>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

namespace tokamark::session {
namespace {

/// Of a line of /proc/PID/stat; the name in parentheses may hold anything, parentheses too.
bool isLivingMember(const std::string &line, pid_t group)
{
    const std::size_t nameEnd = line.rfind(')');
    if (nameEnd == std::string::npos)
        return false;
    std::istringstream rest(line.substr(nameEnd + 1));
    char state = 0;
    pid_t parent = 0;
    pid_t itsGroup = 0;
    return rest >> state >> parent >> itsGroup && itsGroup == group && state != 'Z' && state != 'X';
}

} // namespace

bool groupLives(pid_t group)
{
    if (kill(-group, 0) != 0)
        return false;
    std::error_code failed;
    for (std::filesystem::directory_iterator entry("/proc", failed), end; !failed && entry != end;
         entry.increment(failed)) {
        const std::string name = entry->path().filename();
        if (!std::ranges::all_of(name, [](unsigned char c) { return std::isdigit(c) != 0; }))
            continue;
        std::string line;
        std::getline(std::ifstream(entry->path() / "stat"), line);
        if (isLivingMember(line, group))
            return true;
    }
    // Where nobody may look, the signal alone has to tell.
    return static_cast<bool>(failed);
}

} // namespace tokamark::session
