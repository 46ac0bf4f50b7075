#pragma once

#include "base/error.h"
#include "metrics/othertool.h"
#include "models/resultset.h"

#include <QDialog>
#include <QString>

#include <array>
#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace tokamark::ui {

class NoticeCard;
class OtherToolModel;

/// One point of the results as another benchmark would have reported it: both figures and why they differ. The requests
/// are read from the database in the background. GUI thread; owned by whoever asks.
class OtherToolDialog final : public QDialog {
    Q_OBJECT

public:
    /// What is shown.
    struct Subject {
        QString databasePath;
        std::shared_ptr<const ResultSet> results;
        std::size_t series = 0;
        plan::Level level; ///< which the series must have
    };
    explicit OtherToolDialog(Subject subject, QWidget *parent = nullptr);

    void chooseTool(metrics::OtherTool tool);

Q_SIGNALS:
    /// The figures of the chosen tool are on the dialog.
    void shown();

private:
    using AllFigures = std::array<metrics::OtherFigures, metrics::AllOtherTools.size()>;

    void buildTable();
    [[nodiscard]] const ResultPoint &point() const;
    [[nodiscard]] const storage::StoredCell &cell() const;
    void read();
    void showFigures();
    void showError(const Error &error);
    void copy() const;

    Subject m_subject;
    QComboBox *m_tool;
    QComboBox *m_repetition;
    QLabel *m_title;
    NoticeCard *m_notice;
    OtherToolModel *m_model;
    QTableView *m_table;
    QPushButton *m_copy = nullptr;
    std::optional<AllFigures> m_figures; ///< of the chosen repetition; empty until they are read
    int m_generation = 0; ///< answers about another repetition are dropped
};

} // namespace tokamark::ui
