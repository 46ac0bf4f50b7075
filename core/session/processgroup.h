#pragma once

#include <sys/types.h>

namespace tokamark::session {

/// Whether a process of the group still does anything. One that is over stays in it until its parent takes notice, which
/// may be never. Any thread.
[[nodiscard]] bool groupLives(pid_t group);

} // namespace tokamark::session
