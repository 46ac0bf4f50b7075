#pragma once

#include <QScrollArea>

#include <vector>

class QLabel;

namespace tokamark::ui {

class ReportDocument;

/// The pages of a report below each other, as they will be printed. They have the size of their paper and are placed
/// by hand: a layout may squeeze what it holds until an event comes by that tells it how much room there is. GUI thread;
/// owned by the page Report.
class ReportPreview final : public QScrollArea {
    Q_OBJECT

public:
    explicit ReportPreview(QWidget *parent = nullptr);

    /// Draws all pages anew, `pageWidth` device-independent pixels wide.
    void showPages(ReportDocument &document, int pageWidth);
    /// Makes room for pages of that width.
    void setPageWidth(int pageWidth);

private:
    [[nodiscard]] QLabel *paper(std::size_t number);

    QWidget *m_desk; ///< what the papers lie on
    std::vector<QLabel *> m_papers; ///< as many as there ever were; those without a page are hidden
};

} // namespace tokamark::ui
