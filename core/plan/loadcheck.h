#pragma once

#include "plan/faultlist.h"
#include "plan/plan.h"

namespace tokamark::plan {

/// How hard a plan sends, and for how long. `searched`: the levels are yet to be found.
void checkLoad(const Load &load, bool searched, Faults &faults);
/// What a plan searches for, if it does.
void checkSearch(const Plan &plan, Faults &faults);

} // namespace tokamark::plan
