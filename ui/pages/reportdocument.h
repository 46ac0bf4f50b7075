#pragma once

#include "models/reportcontent.h"

#include <QByteArray>
#include <QSize>
#include <QString>

#include <memory>

class QImage;
class QTextDocument;

namespace tokamark::ui {

class ChartCanvas;
class CurveChart;

/// A report as pages: painted alike for the preview and the PDF, and written as HTML or Markdown. Always on light
/// ground, for paper. GUI thread; owned by the page that shows it.
class ReportDocument final {
public:
    static constexpr QSize PageSize{794, 1123}; ///< A4 in logical pixels

    ReportDocument();
    ~ReportDocument();
    ReportDocument(const ReportDocument &) = delete;
    ReportDocument &operator=(const ReportDocument &) = delete;

    void setResults(std::shared_ptr<const ResultSet> results);
    [[nodiscard]] const ReportContent &content() const { return m_content; }
    [[nodiscard]] bool isEmpty() const { return m_results == nullptr; }

    /// One with the answers and charts, and as many as the points need.
    [[nodiscard]] int pageCount() const;
    [[nodiscard]] QImage page(int number, double scale);
    [[nodiscard]] QByteArray pdf();
    [[nodiscard]] QString html();
    [[nodiscard]] QString markdown() const;

private:
    void paint(ChartCanvas &canvas, int number) const;
    void paintFirst(ChartCanvas &canvas) const;
    [[nodiscard]] QString firstPageHead() const;
    [[nodiscard]] QString secondPage() const;
    [[nodiscard]] QString tableHtml() const;

    std::shared_ptr<const ResultSet> m_results;
    ReportContent m_content;
    std::unique_ptr<QTextDocument> m_details; ///< what follows the first page, already in pages
    std::unique_ptr<CurveChart> m_latency;
    std::unique_ptr<CurveChart> m_rate;
};

} // namespace tokamark::ui
