#pragma once

#include "pages/appcontext.h"
#include "plan/plan.h"
#include "widgets/noticecard.h"

#include <QStringList>
#include <QWidget>

#include <vector>

class QLabel;
class QTableView;
class QVBoxLayout;

namespace tokamark::ui {

class Card;
class PlanMatrixModel;

/// What the plan will do before anything starts: its cells with requests and time, the sum of both, and what will spoil
/// the result, with a fix on offer. GUI thread; owned by the page Plan.
class PlanForecastCard final : public QWidget {
    Q_OBJECT

public:
    explicit PlanForecastCard(const AppContext &context, QWidget *parent = nullptr);

    /// Shows the plan of the context as it stands.
    void showPlan();
    void retranslate();

Q_SIGNALS:
    void backendsRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildMatrix();
    void fitMatrix();
    void showTotals();
    [[nodiscard]] QString totalText() const;
    [[nodiscard]] QString searchText() const;
    void showAdvice();
    void adviseTrace();
    void showOrder();
    [[nodiscard]] static QStringList orderSentences(const plan::Plan &plan);
    NoticeCard *addNotice(Tone tone, const QString &text);

    AppContext m_context;
    PlanMatrixModel *m_matrix;
    Card *m_card;
    QLabel *m_columns; ///< what the columns of a matrix with short texts are
    QTableView *m_view;
    QVBoxLayout *m_notices;
    std::vector<NoticeCard *> m_noticeCards;
    QLabel *m_totals;
    QLabel *m_order;
};

} // namespace tokamark::ui
