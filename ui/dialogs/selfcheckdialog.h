#pragma once

#include "models/resultset.h"

#include <QDialog>

#include <cstddef>
#include <memory>

class QComboBox;
class QLabel;
class QTableView;

namespace tokamark::ui {

class SelfCheckModel;
class ThemeProvider;

/// What of one point is held against witnesses that know it from elsewhere, repetition by repetition. Computed from the
/// stored figures. GUI thread; owned by whoever asks.
class SelfCheckDialog final : public QDialog {
    Q_OBJECT

public:
    /// What is shown.
    struct Subject {
        std::shared_ptr<const ResultSet> results;
        std::size_t series = 0;
        plan::Level level; ///< which the series must have
    };
    SelfCheckDialog(Subject subject, const ThemeProvider &theme, QWidget *parent = nullptr);

private:
    void buildTable(const ThemeProvider &theme);
    [[nodiscard]] const storage::StoredCell &cell() const;
    void showChecks();

    Subject m_subject;
    QComboBox *m_repetition;
    QLabel *m_summary;
    SelfCheckModel *m_model;
    QTableView *m_table;
};

} // namespace tokamark::ui
