#pragma once

#include "backends/trial.h"
#include "backends/trialrequest.h"
#include "plan/plan.h"
#include "profiles/detection.h"
#include "simulator/simulatorserver.h"

#include <QDialog>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tokamark::secrets {
class SecretStore;
}

namespace tokamark::ui {

class NoticeCard;

/// Sends one short request to a backend and shows what came back: every read with its time, and what was understood
/// of it. A simulated backend is served in this process for as long as the dialog is open. GUI thread; owned by whoever
/// asks.
class TrialDialog final : public QDialog {
    Q_OBJECT

public:
    TrialDialog(const plan::Target &target, const profiles::Detection &detection,
                std::shared_ptr<secrets::SecretStore> secrets, QWidget *parent = nullptr);
    ~TrialDialog() override;

Q_SIGNALS:
    /// What came back, or why nothing did, is on the dialog.
    void answered();

private:
    void send();
    /// Goes on when the key has been read, which may have waited for a person.
    void sendWith(const Expected<plan::Target> &filled);
    /// The backend as a trial needs it: simulated ones served.
    [[nodiscard]] Expected<backends::TrialSpec> makeSpec(const plan::Target &filled);
    void showResult(const Expected<backends::TrialResult> &result);
    void showError(const Error &error);
    void showFacts(const backends::TrialResult &result);
    void copyCurl();

    plan::Target m_target;
    std::shared_ptr<secrets::SecretStore> m_secrets;
    profiles::Detection m_detection; ///< what the backend said of itself when it was last asked
    std::unique_ptr<simulator::SimulatorServer> m_server; ///< of a simulated backend
    std::optional<backends::TrialSpec> m_spec;
    backends::TrialRequest *m_trial; ///< a child; talks to the server above
    QLabel *m_state;
    QLabel *m_facts;
    NoticeCard *m_notice;
    QPlainTextEdit *m_stream;
    QPushButton *m_again;
    QPushButton *m_curl;
};

} // namespace tokamark::ui
