#pragma once

#include "base/error.h"
#include "pages/appcontext.h"
#include "pages/page.h"
#include "plan/plan.h"

#include <array>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QScrollArea;
class QTableView;
class QVBoxLayout;

namespace tokamark::ui {

class Card;
class NoticeCard;
class PlanBackendsModel;
class PlanForm;
class PlanMatrixModel;

/// The page Plan: backends, load, workload and limits on the left; on the right what will happen, before anything
/// starts. GUI thread; owned by the window.
class PlanPage final : public Page {
    Q_OBJECT

public:
    explicit PlanPage(const AppContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void onShown() override;
    /// What went wrong with the file of the plan; empty: nothing.
    void showFileError(const std::optional<Error> &error);

Q_SIGNALS:
    void openRequested();
    void saveRequested();

protected:
    void retranslate() override;

private:
    void buildHeader(QVBoxLayout &rows);
    [[nodiscard]] QWidget *buildForms();
    [[nodiscard]] QWidget *buildForecast();
    void fillPresets();
    void fitForms();
    void choosePreset(const std::string &key, int model);
    void showPlan();
    void showFaults();
    void showTotals();
    void showAdvice();

    AppContext m_context;
    QLineEdit *m_name;
    QPushButton *m_presets;
    QPushButton *m_open;
    QPushButton *m_save;
    QPushButton *m_run;
    QMenu *m_presetMenu;
    NoticeCard *m_fileNotice;
    Card *m_backendsCard = nullptr;
    QScrollArea *m_formsScroll = nullptr;
    QTableView *m_backendsView = nullptr;
    PlanBackendsModel *m_backends;
    std::array<PlanForm *, 3> m_forms{};
    Card *m_forecastCard = nullptr;
    QTableView *m_matrixView = nullptr;
    PlanMatrixModel *m_matrix;
    QVBoxLayout *m_notices = nullptr;
    std::vector<NoticeCard *> m_noticeCards;
    QLabel *m_order = nullptr;
};

} // namespace tokamark::ui
