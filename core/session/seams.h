#pragma once

#include "base/error.h"
#include "load/cellrunner.h"
#include "monitor/cellwatch.h"
#include "monitor/monitorspec.h"

#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tokamark::session {

/// What a server says of itself, as far as a run needs it.
struct ServerFacts {
    QString kind; ///< of `detect`; empty: not recognised
    QString version;
    QString json; ///< the whole answer, to be stored
    std::vector<std::string> models; ///< as requests have to name them
    bool simulated = false; ///< it says so itself in a response header
};

/// The world outside as a run sees it; tests put fakes in its place. All are called on the run's thread.
struct Seams {
    std::function<Expected<load::CellResult>(const load::CellSpec &, load::CellObserver &, const load::StopTokens &)>
        runCell;
    std::function<Expected<ServerFacts>(const load::Endpoint &)> askServer;
    std::function<std::unique_ptr<monitor::CellWatch>(monitor::MonitorSpec)> watchCell = {}; ///< empty: nobody watches
};

/// The engine, the detector and the monitor.
[[nodiscard]] Seams realSeams();

} // namespace tokamark::session
