#pragma once

#ifdef __linux__
#include <sys/fsuid.h>
#include <unistd.h>
#endif

namespace tokamark::support {

/// Lets this thread, and those it starts, meet files as an ordinary user would: the superuser may write everything.
class OrdinaryUser final {
public:
    OrdinaryUser()
    {
#ifdef __linux__
        constexpr uid_t Nobody = 65534;
        if (geteuid() == 0)
            setfsuid(Nobody);
#endif
    }
    ~OrdinaryUser()
    {
#ifdef __linux__
        setfsuid(geteuid());
#endif
    }
};

} // namespace tokamark::support
