#pragma once

#include <memory>

namespace tokamark::secrets {
class SecretStore;
}

namespace tokamark::ui {

class BackendStore;
class CommandConsent;
class Database;
class DialogService;
class PlanDocument;
class RunService;
class ThemeProvider;

/// What the program hands to its window and pages. Everything in it is owned by the program, outlives the window and
/// is used on the GUI thread.
struct AppContext {
    ThemeProvider &theme;
    Database &database;
    BackendStore &backends;
    PlanDocument &plan;
    RunService &runs;
    DialogService &dialogs;
    CommandConsent &consent;
    std::shared_ptr<secrets::SecretStore> secretStore;
};

} // namespace tokamark::ui
