#include "fuzz/planproperty.h"

#include "plan/plan.h"

namespace tokamark::fuzz {

std::string faultOfPlan(std::span<const std::uint8_t> input)
{
    const auto plan = plan::parsePlan(std::string(input.begin(), input.end()));
    if (!plan)
        return plan.error().detail.empty() ? "refused without saying where" : "";
    const std::string written = plan::toToml(*plan);
    const auto again = plan::parsePlan(written);
    if (!again)
        return "written as what cannot be read: " + again.error().detail + " " + again.error().cause + "\n" + written;
    if (*again != *plan)
        return "another plan after writing:\n" + written;
    for (const Error &fault : plan::check(*plan)) {
        if (fault.detail.empty())
            return "a fault without particulars";
    }
    return {};
}

} // namespace tokamark::fuzz
