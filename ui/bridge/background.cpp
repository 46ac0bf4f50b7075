#include "bridge/background.h"

namespace tokamark::ui {

BackgroundRelay::BackgroundRelay()
{
    // It is sent no events, and one without a thread may be deleted by any.
    moveToThread(nullptr);
}

} // namespace tokamark::ui
