#pragma once

#include "base/error.h"
#include "cloud/deployment.h"
#include "plan/plan.h"

#include <QDialog>
#include <QString>

#include <memory>
#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace tokamark::cloud {
class CloudClient;
struct CloudAccount;
} // namespace tokamark::cloud

namespace tokamark::secrets {
class SecretStore;
}

namespace tokamark::ui {

class NoticeCard;

/// Signs in to BentoCloud, lists what is deployed there with what makes a measurement of it doubtful, and hands one on
/// as a backend. The token goes into the system's keychain, or is remembered until the program ends where there is
/// none. GUI thread; owned by whoever asks.
class CloudDialog final : public QDialog {
    Q_OBJECT

public:
    explicit CloudDialog(std::shared_ptr<secrets::SecretStore> secrets, QWidget *parent = nullptr);

    /// The backend that a deployment makes; `tokenName` is where a protected one finds its key.
    [[nodiscard]] static plan::Target targetOf(const cloud::CloudDeployment &deployment, const std::string &tokenName);

Q_SIGNALS:
    void backendWanted(const tokamark::plan::Target &target);
    /// The list, or why there is none, is on the dialog.
    void answered();

private:
    void build();
    void signIn();
    void list(const cloud::CloudAccount &account, bool keep);
    void keepToken(const cloud::CloudAccount &account);
    void showList(std::vector<cloud::CloudDeployment> deployments);
    void showError(const Error &error);
    void showSelected();
    void addSelected();
    [[nodiscard]] const cloud::CloudDeployment *selected() const;

    std::shared_ptr<secrets::SecretStore> m_secrets;
    cloud::CloudClient *m_client; ///< a child
    std::vector<cloud::CloudDeployment> m_deployments;
    std::string m_tokenName; ///< of the account whose deployments they are, in the keychain
    QLineEdit *m_api;
    QLineEdit *m_token;
    QPushButton *m_list;
    QLabel *m_kept;
    NoticeCard *m_notice;
    QTableWidget *m_table;
    QPushButton *m_add = nullptr;
};

} // namespace tokamark::ui
