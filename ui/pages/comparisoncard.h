#pragma once

#include "models/resultset.h"

#include <QFrame>

#include <memory>
#include <optional>

class QAction;
class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace tokamark::ui {

class ComparisonModel;
class TextLines;
class ThemeProvider;

/// The backends at one level, each against a baseline. Above: what several runs did not have alike. Below: why points and
/// requests failed, what may be said of the chosen one beside the baseline, and the reasons of what is doubtful. GUI thread;
/// owned by the page Results.
class ComparisonCard final : public QFrame {
    Q_OBJECT

public:
    explicit ComparisonCard(const ThemeProvider &theme, QWidget *parent = nullptr);

    /// The baseline stays where the new results have it too. So does a level that a person chose, if it was measured there or
    /// `sameRuns` were only read anew; otherwise it is the one at which most backends were measured.
    void setResults(std::shared_ptr<const ResultSet> results, Statistic statistic, bool sameRuns);
    void setStatistic(Statistic statistic);
    /// Shows the level and chooses the row of the series.
    void choosePoint(std::size_t series, const plan::Level &level);
    [[nodiscard]] plan::Level level() const;
    /// The series of the chosen row, the first row if none is chosen yet.
    [[nodiscard]] std::optional<std::size_t> series() const;
    void retranslate();

Q_SIGNALS:
    void levelChanged();
    void seriesChanged();
    /// Asks for the chosen point by the definitions of another benchmark.
    void otherToolRequested();
    /// Asks what independent witnesses say of the chosen point.
    void selfChecksRequested();

private:
    void buildTable(const ThemeProvider &theme);
    void fillLevels(const plan::Level &before, bool sameRuns);
    void fillBaselines();
    void showLevel();
    void showFailures();
    void showStatements();

    QLabel *m_levelLabel;
    QLabel *m_baselineLabel;
    QComboBox *m_level;
    QComboBox *m_baseline;
    QPushButton *m_copy;
    QAction *m_copyTable;
    QAction *m_copyStatements;
    QPushButton *m_otherTool;
    QPushButton *m_selfChecks;
    ComparisonModel *m_model;
    QLabel *m_differences;
    QTableView *m_table;
    TextLines *m_failures;
    QLabel *m_statements;
    QLabel *m_reasons;
    std::shared_ptr<const ResultSet> m_results;
    Statistic m_statistic = Statistic::P95;
    bool m_levelChosen = false; ///< by a person
};

} // namespace tokamark::ui
