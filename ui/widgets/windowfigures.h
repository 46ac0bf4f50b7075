#pragma once

#include "storage/storedrun.h"

#include <QWidget>

#include <array>
#include <cstddef>
#include <optional>

class QLabel;

namespace tokamark::ui {

/// The main figures of a cell over its measured window, and in a second row over a window moved by hand. GUI thread;
/// owned by its parent.
class WindowFigures final : public QWidget {
    Q_OBJECT

public:
    explicit WindowFigures(QWidget *parent = nullptr);

    void setFigures(const storage::StoredCell &cell, const std::optional<storage::MovedWindow> &moved,
                    double timeoutSeconds);
    void retranslate();

private:
    static constexpr std::size_t Columns = 6;
    static constexpr std::size_t Rows = 2;

    void fillRow(std::size_t row, const metrics::CellFigures &figures, const std::vector<metrics::Verdict> &verdicts,
                 double timeoutSeconds);

    std::array<QLabel *, Columns> m_headings{};
    std::array<QLabel *, Rows> m_names{};
    std::array<QLabel *, Rows> m_verdicts{}; ///< below the names, for numbers alone fill the narrowest window
    std::array<std::array<QLabel *, Columns>, Rows> m_values{};
};

} // namespace tokamark::ui
