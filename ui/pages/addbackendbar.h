#pragma once

#include "base/error.h"
#include "pages/appcontext.h"
#include "plan/plan.h"

#include <QWidget>

class QLineEdit;
class QMenu;
class QPushButton;

namespace tokamark::ui {

class BackendHealth;
class NoticeCard;

/// The ways to a new backend, above the table of those that there are: a URL that is asked what it is, a simulated one,
/// a deployment of BentoCloud; and below them what went wrong. GUI thread; owned by the page Backends.
class AddBackendBar final : public QWidget {
    Q_OBJECT

public:
    /// `health` must outlive it.
    AddBackendBar(const AppContext &context, BackendHealth &health, QWidget *parent = nullptr);

    void focusUrl();
    void showSimulated();
    void showError(const Error &error);
    void retranslate();

private:
    void build();
    void fillSimulated();
    void detectAndAdd();
    void searchAndAdd(const QString &host);
    void addDeployment(const plan::Target &target);
    void addFromCloud();
    void showDetectError(const plan::Target &target, const Error &error);
    void showQuestions(const plan::Target &target, const Error &error);

    AppContext m_context;
    BackendHealth &m_health;
    QLineEdit *m_url;
    QPushButton *m_detect;
    QPushButton *m_simulated;
    QPushButton *m_cloud;
    QMenu *m_simulatedMenu;
    NoticeCard *m_notice;
};

} // namespace tokamark::ui
