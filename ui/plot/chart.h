#pragma once

#include "base/error.h"
#include "plot/chartdata.h"
#include "widgets/theme.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QCPPainter;
class QMenu;

namespace tokamark::ui {

enum class ChartFormat { Png, Pdf, Svg };

/// What all charts share: the card, the title line, caption, legend, empty state, and the menu that copies or saves the
/// picture. GUI thread; owned by the page that shows it. The plot inside draws itself equally on screen and in exports.
class Chart : public QWidget {
    Q_OBJECT

public:
    ~Chart() override;
    Chart(const Chart &) = delete;
    Chart &operator=(const Chart &) = delete;

    void setTheme(const Theme &theme);
    [[nodiscard]] const Theme &theme() const;
    /// Without: the chart is part of a card that has one. It has one until told otherwise.
    void setFramed(bool framed);
    /// What exports of this chart say of their origin.
    void setProvenance(const ChartProvenance &provenance);
    [[nodiscard]] const ChartProvenance &provenance() const;
    [[nodiscard]] const ChartHeading &heading() const;
    /// True while there is nothing to draw; the chart then shows its empty text.
    [[nodiscard]] virtual bool isEmpty() const = 0;

    /// Draws title line, plot, legend and caption into `size` logical pixels from the painter's origin.
    void draw(QCPPainter &painter, const QSize &size);

    /// Asks where to, without blocking, then saves; `saved` or `saveFailed` follows.
    void askAndSave(ChartFormat format);
    void copyPicture();
    /// The entries of the context menu, for buttons that offer the same.
    void fillMenu(QMenu &menu);
    /// An entry for each format that pictures are saved in, while `receiver` lives.
    static void fillFormats(QMenu &menu, QObject *receiver, const std::function<void(ChartFormat)> &save);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void saved(const QString &path);
    void saveFailed(const tokamark::Error &error);

protected:
    struct LegendEntry {
        QString name;
        QColor color;
        int place = 0; ///< of the series: says how its line is dashed or its bar striped
        bool line = false; ///< drawn as a piece of the line, else as a square
    };

    explicit Chart(QWidget *parent);
    /// The widget that fills the card between title line and caption; the chart takes it.
    void setPlotWidget(QWidget *plot);
    /// The wheel with Ctrl changes the plot. Every other turn goes on to the page, which scrolls.
    void setZoomedByWheel(bool zoomed);
    /// Call after new data, so that title, caption, legend and empty state follow.
    void setSurroundings(const ChartHeading &heading, std::vector<LegendEntry> legend);
    [[nodiscard]] QColor colorOf(const QColor &given, int marker) const;

    virtual void drawPlot(QCPPainter &painter, const QSize &size) = 0;
    virtual void themeChanged() = 0;

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Frame;
    [[nodiscard]] Frame frameFor(const QSize &size) const;
    void drawSurroundings(QPainter &painter, const Frame &frame) const;
    void placePlot();

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tokamark::ui
