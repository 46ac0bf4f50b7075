#pragma once

#include "bridge/backendstore.h"
#include "bridge/database.h"
#include "bridge/runservice.h"
#include "controllerrunstarter.h"
#include "dialogs/commandconsent.h"
#include "dialogs/dialogservice.h"
#include "models/plandocument.h"
#include "pages/appcontext.h"
#include "secrets/secretstore.h"
#include "settings/appsettings.h"
#include "widgets/themeprovider.h"
#include "windowoptions.h"

class QWidget;

namespace tokamark {

/// Makes everything that the window works with and hands it on; keeps what is chosen. GUI thread; lives in `main`,
/// after QApplication and around the window.
class WindowApplication final {
public:
    explicit WindowApplication(const WindowOptions &options);
    ~WindowApplication();
    WindowApplication(const WindowApplication &) = delete;
    WindowApplication &operator=(const WindowApplication &) = delete;

    [[nodiscard]] ui::AppContext context();
    /// The language in force, as it was asked for; empty: the system's.
    [[nodiscard]] const QString &language() const noexcept { return m_language; }
    /// Changes to another language and remembers it.
    void chooseLanguage(const QString &language);
    /// Puts the window where it was closed last, as far as that is on a screen.
    void placeWindow(QWidget &window) const;
    /// Remembers where the window is.
    static void rememberPlace(const QWidget &window);

private:
    void loadBackends(bool firstStart);

    WindowOptions m_options;
    const ui::AppSettings m_settings; ///< as they were at the start
    std::shared_ptr<secrets::SecretStore> m_secrets;
    ControllerRunStarter m_starter;
    ui::QtDialogService m_dialogs;
    ui::CommandConsent m_consent;
    QString m_language;
    ui::ThemeProvider m_theme;
    ui::Database m_database;
    ui::BackendStore m_backends;
    ui::PlanDocument m_plan;
    ui::RunService m_runs;
};

} // namespace tokamark
