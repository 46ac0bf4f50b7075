#include "plot/timelinechart.h"

#include "plot/chartrenderer.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

#include <optional>
#include <vector>

namespace tokamark::ui {
namespace {

constexpr QSize Size{600, 360};

TimelineData twoPanels()
{
    TimelineData data;
    data.heading.title = QStringLiteral("A cell over time");
    data.totalSeconds = 100;
    data.regions = {{0, 20, QStringLiteral("ramp")}, {80, 100, QStringLiteral("drain")}};
    data.measured = {20, 80};
    data.range = {0, 90};
    data.windowName = QStringLiteral("moved");
    TimelinePanel rate;
    rate.title = QStringLiteral("Rate");
    rate.series.resize(1);
    TimelinePanel strip;
    strip.title = QStringLiteral("Client");
    strip.look = PanelLook::Strip;
    strip.warningFrom = 70;
    strip.badFrom = 90;
    strip.series.resize(1);
    for (int i = 0; i <= 100; ++i) {
        rate.series[0].points.emplace_back(i, 500);
        strip.series[0].points.emplace_back(i, 10);
    }
    data.panels = {rate, strip};
    return data;
}

bool hasColor(const QImage &image, const QColor &color)
{
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == color)
                return true;
    return false;
}

/// The column furthest to the left that has a colour; -1: none has.
int firstColumnOf(const QImage &image, const QColor &color)
{
    for (int x = 0; x < image.width(); ++x)
        for (int y = 0; y < image.height(); ++y)
            if (image.pixelColor(x, y) == color)
                return x;
    return -1;
}

class TimelineChartTest : public testing::Test {
protected:
    TimelineChartTest()
    {
        m_chart.resize(Size);
        m_chart.setData(twoPanels());
        m_chart.setWindow({20, 80});
        m_chart.show();
        QApplication::processEvents();
        QObject::connect(&m_chart, &TimelineChart::windowMoved, &m_chart,
                         [this](const TimelineWindow &window, bool settled) {
                             m_moves.push_back(window);
                             m_settled = settled;
                         });
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QKeyEvent event(QEvent::KeyPress, key, modifiers);
        QApplication::sendEvent(&m_chart, &event);
    }

    void release(Qt::Key key, bool repeated = false)
    {
        QKeyEvent event(QEvent::KeyRelease, key, Qt::NoModifier, QString(), repeated);
        QApplication::sendEvent(&m_chart, &event);
    }

    /// The place of a second in the plot widget, where the title and margins are the only things beside the axis.
    void mouse(QEvent::Type type, double x, Qt::MouseButtons down)
    {
        QWidget *plot = m_chart.findChild<QWidget *>();
        const QPointF at(x, 40);
        const Qt::MouseButton button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
        QMouseEvent event(type, at, plot->mapToGlobal(at), button, down, Qt::NoModifier);
        QApplication::sendEvent(plot, &event);
    }
    void mouse(QEvent::Type type, double x)
    {
        mouse(type, x, type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton);
    }

    /// Presses everywhere until an end is taken hold of, then pulls by `pixels`; false if no place takes hold.
    bool pull(double pixels)
    {
        const QWidget *plot = m_chart.findChild<QWidget *>();
        for (int x = 0; x < plot->width(); x += 5) {
            mouse(QEvent::MouseButtonPress, x);
            mouse(QEvent::MouseMove, x + pixels);
            const bool taken = !m_moves.empty();
            mouse(QEvent::MouseButtonRelease, x + pixels);
            if (taken)
                return true;
        }
        return false;
    }

    TimelineChart m_chart;
    std::vector<TimelineWindow> m_moves;
    std::optional<bool> m_settled;
};

TEST_F(TimelineChartTest, ArrowsMoveTheEndThatIsActive)
{
    press(Qt::Key_Right);
    EXPECT_EQ(m_chart.window(), (TimelineWindow{20.5, 80}));
    press(Qt::Key_Down);
    press(Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_EQ(m_chart.window(), (TimelineWindow{20.5, 75}));
    EXPECT_EQ(m_moves.size(), 2U);
}

TEST_F(TimelineChartTest, AKeySettlesTheWindowOnceItIsReleased)
{
    for (int i = 0; i < 3; ++i) {
        press(Qt::Key_Right);
        release(Qt::Key_Right, true);
        EXPECT_EQ(m_settled, false) << "the key is held";
    }
    release(Qt::Key_Right);
    EXPECT_EQ(m_settled, true);
    EXPECT_EQ(m_moves.size(), 4U);
    release(Qt::Key_Right);
    EXPECT_EQ(m_moves.size(), 4U) << "it was let go already";
    press(Qt::Key_Right);
    m_chart.clearFocus();
    QFocusEvent gone(QEvent::FocusOut);
    QApplication::sendEvent(&m_chart, &gone);
    EXPECT_EQ(m_settled, true) << "the release goes elsewhere";
}

TEST_F(TimelineChartTest, EndsStayInTheirRangeAndInOrder)
{
    for (int i = 0; i < 100; ++i)
        press(Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_EQ(m_chart.window().from, 0);
    for (int i = 0; i < 100; ++i)
        press(Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_LT(m_chart.window().from, m_chart.window().to);
    press(Qt::Key_Up);
    for (int i = 0; i < 100; ++i)
        press(Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_EQ(m_chart.window().to, 90);
}

TEST_F(TimelineChartTest, TheMousePullsAnEndAndSettlesWhereItLetsGo)
{
    ASSERT_TRUE(pull(40));
    EXPECT_GT(m_chart.window().from, 21);
    EXPECT_EQ(m_chart.window().to, 80);
    EXPECT_EQ(m_settled, true);
    ASSERT_GE(m_moves.size(), 2U);
    EXPECT_EQ(m_moves.front(), m_moves.back()) << "letting go moves nothing";
}

TEST_F(TimelineChartTest, AnEndThatNobodyHoldsDoesNotFollowTheMouse)
{
    const QWidget *plot = m_chart.findChild<QWidget *>();
    double held = 0;
    for (int x = 0; x < plot->width() && m_moves.empty(); x += 5) {
        mouse(QEvent::MouseButtonRelease, x);
        mouse(QEvent::MouseButtonPress, x);
        mouse(QEvent::MouseMove, x + 40);
        held = x + 40;
    }
    ASSERT_FALSE(m_moves.empty());
    const TimelineWindow window = m_chart.window();
    // The release went to another widget.
    mouse(QEvent::MouseMove, held + 40, Qt::NoButton);
    EXPECT_EQ(m_chart.window(), window);
    EXPECT_EQ(m_settled, true);
}

TEST_F(TimelineChartTest, AWindowWithoutARangeCannotBeMoved)
{
    TimelineData data = twoPanels();
    data.range = {};
    m_chart.setData(data);
    press(Qt::Key_Right);
    EXPECT_FALSE(pull(40));
    EXPECT_EQ(m_chart.window(), (TimelineWindow{20, 80}));
}

TEST_F(TimelineChartTest, NewDataAndThemesLeaveTheWindowWhereItIs)
{
    press(Qt::Key_Right);
    const TimelineWindow moved = m_chart.window();
    m_chart.setTheme(Theme::darkTheme());
    TimelineData data = twoPanels();
    data.panels.pop_back();
    m_chart.setData(data);
    EXPECT_EQ(m_chart.window(), moved);
    press(Qt::Key_Right);
    EXPECT_GT(m_chart.window().from, moved.from);
}

TEST_F(TimelineChartTest, PicturesShadeWhatLiesOutsideAndMarkTheEnds)
{
    const QImage image = ChartRenderer::image(m_chart, Size, 1);
    EXPECT_TRUE(hasColor(image, m_chart.theme().grid));
    EXPECT_TRUE(hasColor(image, m_chart.theme().accent));
    EXPECT_FALSE(hasColor(image, m_chart.theme().warning));
}

TEST_F(TimelineChartTest, TheNameOfALateWindowStandsLeftOfItWhereThereIsRoom)
{
    TimelineData data = twoPanels();
    data.totalSeconds = data.range.to;
    m_chart.setData(data);
    // The ends are drawn between pixels, so only the name has the very colour.
    const auto nameAt = [this](double from) {
        m_chart.setWindow({from, 90});
        return firstColumnOf(ChartRenderer::image(m_chart, Size, 1), m_chart.theme().accent);
    };
    const double perSecond = (nameAt(70) - nameAt(10)) / 60.0;
    ASSERT_GT(perSecond, 0);
    constexpr double HalfTheName = 15;
    EXPECT_LT(nameAt(87), nameAt(10) + 77 * perSecond - HalfTheName) << "right of it the name would be cut";
}

TEST_F(TimelineChartTest, ATrendIsDrawnOverItsSeries)
{
    TimelineData data = twoPanels();
    data.panels[0].trend = TimelineTrend{QStringLiteral("step"), 20, 80, 500, 250, 50};
    m_chart.setData(data);
    EXPECT_TRUE(hasColor(ChartRenderer::image(m_chart, Size, 1), m_chart.theme().warning));
}

TEST_F(TimelineChartTest, AStripWarnsByColour)
{
    TimelineData data = twoPanels();
    data.panels[1].series[0].points[50].setY(75);
    m_chart.setData(data);
    EXPECT_TRUE(hasColor(ChartRenderer::image(m_chart, Size, 1), m_chart.theme().warning));
    EXPECT_FALSE(hasColor(ChartRenderer::image(m_chart, Size, 1), m_chart.theme().bad));
    data.panels[1].series[0].points[50].setY(95);
    m_chart.setData(data);
    EXPECT_TRUE(hasColor(ChartRenderer::image(m_chart, Size, 1), m_chart.theme().bad));
}

TEST_F(TimelineChartTest, IsEmptyWithoutPlots)
{
    m_chart.setData({});
    EXPECT_TRUE(m_chart.isEmpty());
    press(Qt::Key_Right);
    EXPECT_FALSE(pull(40));
}

} // namespace
} // namespace tokamark::ui
