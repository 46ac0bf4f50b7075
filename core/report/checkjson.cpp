#include "report/checkjson.h"

namespace tokamark::report {

Json json(std::span<const metrics::SelfCheck> checks)
{
    Json result = Json::array();
    for (const metrics::SelfCheck &check : checks) {
        const bool decided = check.outcome != metrics::CheckOutcome::CannotTell;
        result.push_back({{"check", metrics::name(check.what)},
                          {"ours", json(check.ours)},
                          {"theirs", json(check.theirs)},
                          {"unit", check.unit},
                          {"off", decided ? Json(check.off) : Json(nullptr)},
                          {"tolerance", check.tolerance},
                          {"tolerance_unit", check.toleranceUnit},
                          {"outcome", metrics::name(check.outcome)},
                          {"why", decided ? Json(nullptr) : Json(metrics::name(check.doubt))}});
    }
    return result;
}

} // namespace tokamark::report
