#pragma once

#include "pages/appcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace tokamark::ui {

class Card;
class PlanBackendsModel;

/// The backends that the plan can measure, checked where it does, and all that it says about each of those. GUI thread;
/// owned by the page Plan.
class PlanBackendsCard final : public QWidget {
    Q_OBJECT

public:
    explicit PlanBackendsCard(const AppContext &context, QWidget *parent = nullptr);

    void retranslate();
    void clearFaults();
    /// Where the key is about the targets of the plan, shows the fault and returns true.
    bool showFault(const QString &key, const QString &text);

private:
    void buildTable();
    void updateEdit();
    void editSelected();

    AppContext m_context;
    PlanBackendsModel *m_model;
    Card *m_card;
    QTableView *m_table;
    QLabel *m_faults;
    QPushButton *m_edit;
};

} // namespace tokamark::ui
