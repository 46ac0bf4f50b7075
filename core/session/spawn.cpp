#include "session/spawn.h"

#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

extern char **environ;

namespace tokamark::session {

int spawnInOwnGroup(const std::vector<std::string> &arguments, const ChildStreams &streams, pid_t &child)
{
    std::vector<std::string> words = arguments;
    std::vector<char *> argv;
    for (std::string &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    if (streams.input == NoInput)
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    else
        posix_spawn_file_actions_adddup2(&files, streams.input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, streams.output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, streams.errors, STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const int failed = posix_spawnp(&child, argv[0], &files, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0)
        child = -1;
    return failed;
}

std::string systemText(int number)
{
    return std::generic_category().message(number);
}

} // namespace tokamark::session
