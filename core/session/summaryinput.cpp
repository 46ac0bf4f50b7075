#include "session/summaryinput.h"

namespace tokamark::session {

metrics::SummaryInput summaryInputOf(const plan::Plan &plan, const plan::CellKey &key)
{
    metrics::SummaryInput input;
    input.load = plan.load.kind;
    input.users = plan.load.level(key.level).users();
    input.thinkTime = plan.load.thinkTime;
    input.requestTimeout = plan.limits.requestTimeout;
    input.slos = plan.slos;
    input.rampInsideWindow = plan.load.rampInsideWindow;
    return input;
}

} // namespace tokamark::session
