#pragma once

#include "models/resultcharts.h"

#include <QWidget>

class QComboBox;
class QMenu;
class QPushButton;

namespace tokamark::ui {

/// The line of tools above the charts of the page Results: which latency and percentile, what lies beside the curves, bars
/// or curves, and the export. GUI thread; owned by its page.
class ResultTools final : public QWidget {
    Q_OBJECT

public:
    explicit ResultTools(QWidget *parent = nullptr);

    [[nodiscard]] ResultChoice choice() const;
    /// Offers what can be shown of the results, and chooses the statistic.
    void setResults(const ResultSet &results, Statistic chosen);
    void setBars(bool bars);
    [[nodiscard]] bool showsBars() const;
    /// Filled by whoever hears that it is about to show.
    [[nodiscard]] QMenu &exportMenu() const { return *m_exportMenu; }
    void retranslate();

Q_SIGNALS:
    void choiceChanged();
    void barsToggled(bool bars);

private:
    QComboBox *m_kind;
    QComboBox *m_statistic;
    QComboBox *m_reference;
    QPushButton *m_bars;
    QPushButton *m_bounds;
    QPushButton *m_export;
    QMenu *m_exportMenu;
};

} // namespace tokamark::ui
