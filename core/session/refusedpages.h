#pragma once

#include "base/urlparts.h"
#include "plan/plan.h"

#include <string>
#include <vector>

namespace tokamark::session {

/// A metrics page of a stored plan whose URL has what no plan may have any more, and what older versions took: a query,
/// or a name before the host.
struct RefusedPage {
    std::string target; ///< its name
    std::string host; ///< with the port, as far as it was written; empty: it was not stored
    UrlFault fault = UrlFault::Query; ///< or UserInformation

    bool operator==(const RefusedPage &) const = default;
};

/// Takes them out of a plan that is to go on. A target whose pages all go is measured without any, as it was: the page
/// that its server has by itself is another.
std::vector<RefusedPage> leaveOutRefusedPages(plan::Plan &plan);

} // namespace tokamark::session
