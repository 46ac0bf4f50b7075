#include "report/placejson.h"

namespace tokamark::report {

Json placeJson(const storage::StoredRun &run, const storage::StoredCell &cell)
{
    return {{"target", run.targets.at(cell.key.target).asPlanned.name},
            {"workload", run.plan.workloads.at(cell.key.workload).name},
            {"load", plan::name(run.plan.load.kind)},
            {"level", json(run.plan.load.level(cell.key.level))},
            {"repetition", cell.key.repetition + 1}};
}

} // namespace tokamark::report
