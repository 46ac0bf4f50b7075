#pragma once

#include "base/error.h"
#include "pages/appcontext.h"
#include "pages/page.h"
#include "plan/plan.h"

#include <array>
#include <optional>
#include <string>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace tokamark::ui {

class NoticeCard;
class PlanBackendsCard;
class PlanForecastCard;
class PlanForm;

/// The page Plan: backends, load, workload and limits on the left; on the right what will happen, before anything
/// starts. GUI thread; owned by the window.
class PlanPage final : public Page {
    Q_OBJECT

public:
    explicit PlanPage(const AppContext &context, QWidget *parent = nullptr);
    ~PlanPage() override;

    [[nodiscard]] QString title() const override;
    void onShown() override;
    [[nodiscard]] bool canUndo() const override;
    [[nodiscard]] bool canRedo() const override;
    void undo() override;
    void redo() override;
    /// What went wrong with the file of the plan; empty: nothing.
    void showFileError(const std::optional<Error> &error);
    /// Whether a field shows a fault; then it has the focus. The plan does not know of a text that it could not take.
    bool showsFault();

Q_SIGNALS:
    void openRequested();
    void saveRequested();

protected:
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildHeader(QVBoxLayout &rows);
    [[nodiscard]] QWidget *buildForms();
    void fillPresets();
    void fitForms();
    void choosePreset(const std::string &key, int model);
    void showPlan();
    void showFaults();
    /// Says that the database cannot be read before anybody has planned for it in vain.
    void showDatabaseError(const Error &error);
    void showFault(const QString &key, const QString &text);

    AppContext m_context;
    QLineEdit *m_name;
    QLabel *m_nameFault;
    QPushButton *m_presets;
    QPushButton *m_open;
    QPushButton *m_save;
    QPushButton *m_run;
    QMenu *m_presetMenu;
    NoticeCard *m_databaseNotice;
    NoticeCard *m_fileNotice;
    QScrollArea *m_formsScroll = nullptr;
    PlanBackendsCard *m_backends = nullptr;
    std::array<PlanForm *, 8> m_forms{};
    PlanForecastCard *m_forecast;
};

} // namespace tokamark::ui
