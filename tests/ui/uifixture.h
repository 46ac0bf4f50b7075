#pragma once

#include "bridge/backendstore.h"
#include "bridge/database.h"
#include "bridge/runservice.h"
#include "dialogs/commandconsent.h"
#include "dialogs/dialogservice.h"
#include "models/plandocument.h"
#include "pages/appcontext.h"
#include "secrets/secretstore.h"
#include "support/fakekeychain.h"
#include "widgets/themeprovider.h"

#include <QString>
#include <QTemporaryDir>

#include <functional>
#include <mutex>
#include <vector>

namespace tokamark::ui {

/// Answers every question at once with what the test put there.
class FakeDialogService final : public DialogService {
public:
    QString openFile(QWidget *, const QString &, const QString &, const QString &) override { return fileToOpen; }
    QString saveFile(QWidget *, const QString &, const QString &suggestion, const QString &) override
    {
        suggestions.push_back(suggestion);
        return fileToSave;
    }
    QString chooseFolder(QWidget *, const QString &) override { return folder; }
    bool confirm(QWidget *, const QString &title, const QString &text, const QString &) override
    {
        questions.push_back(title);
        texts.push_back(text);
        return answer;
    }

    QString fileToOpen;
    QString fileToSave;
    QString folder;
    bool answer = true;
    std::vector<QString> suggestions; ///< of names for files
    std::vector<QString> questions;
    std::vector<QString> texts; ///< what stood below them
};

/// Starts runs that do nothing but what the test tells them through `observer`.
class FakeRunStarter final : public RunStarter {
public:
    Expected<std::unique_ptr<RunHandle>> start(plan::Plan plan, session::RunOptions options,
                                               session::RunObserver &observer) override;
    Expected<std::unique_ptr<RunHandle>> resume(RunId run, session::RunOptions options,
                                                session::RunObserver &observer) override;

    std::optional<Error> failure; ///< what comes instead of a run
    std::mutex mutex; ///< guards the rest: `start` is called on a background thread
    std::vector<plan::Plan> started;
    std::vector<RunId> resumed;
    session::RunOptions options; ///< of the last start
    std::vector<std::string> commands;
    session::RunObserver *observer = nullptr;
};

/// Everything that pages ask for, without servers, and with the database in a folder that goes away.
struct UiFixture {
    UiFixture();

    [[nodiscard]] AppContext context();

    QTemporaryDir folder;
    std::shared_ptr<support::FakeKeychain::Entries> keychain = std::make_shared<support::FakeKeychain::Entries>();
    std::shared_ptr<secrets::SecretStore> secretStore
        = std::make_shared<secrets::SecretStore>(std::make_unique<support::FakeKeychain>(keychain));
    FakeRunStarter starter;
    FakeDialogService dialogs;
    CommandConsent consent;
    ThemeProvider theme;
    Database database;
    BackendStore backends;
    PlanDocument plan;
    RunService runs;
};

/// Turns the event loop until `condition` holds or five seconds have passed; true if it holds.
[[nodiscard]] bool waitFor(const std::function<bool()> &condition);

} // namespace tokamark::ui
