#pragma once

#include "plot/chart.h"
#include "plot/timelinedata.h"

#include <memory>
#include <optional>
#include <vector>

class QCustomPlot;
class QMouseEvent;

namespace tokamark::ui {

class TimelineHandles;
class TimelinePanels;

/// A cell over time: plots above each other on one time axis, what lies outside the measured window shaded, and a window
/// whose two ends can be moved with the mouse or, once the chart has the focus, with the arrow keys: left and right move
/// an end (with Shift in larger steps), up and down change to the other one. GUI thread.
class TimelineChart final : public Chart {
    Q_OBJECT

public:
    explicit TimelineChart(QWidget *parent = nullptr);
    ~TimelineChart() override;

    /// The window shown stays where it is.
    void setData(TimelineData data);
    [[nodiscard]] const TimelineData &data() const { return m_data; }
    void setWindow(const TimelineWindow &window);
    [[nodiscard]] const TimelineWindow &window() const { return m_window; }
    [[nodiscard]] bool isEmpty() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A hand moved an end. `settled`: it is done with it.
    void windowMoved(const tokamark::ui::TimelineWindow &window, bool settled);

protected:
    void drawPlot(QCPPainter &painter, const QSize &size) override;
    void themeChanged() override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class End { From, To };

    void rebuild();
    [[nodiscard]] std::vector<LegendEntry> legend() const;
    void placeHandles();
    void drawHandles();
    [[nodiscard]] bool isMovable() const;
    [[nodiscard]] std::optional<End> endAt(const QPointF &position) const;
    void press(QMouseEvent *event);
    void move(QMouseEvent *event);
    void release(QMouseEvent *event);
    void letGo();
    void moveEnd(End end, double second);

    QCustomPlot *m_plot; ///< a child
    std::unique_ptr<TimelinePanels> m_panels;
    std::unique_ptr<TimelineHandles> m_handles;
    TimelineData m_data;
    TimelineWindow m_window;
    std::optional<End> m_dragged;
    End m_active = End::From;
    bool m_keyHeld = false; ///< one of those that move an end
    bool m_printing = false; ///< into a picture, which has nothing to pull
};

} // namespace tokamark::ui
