#include "plot/requestbarschart.h"

#include "plot/chartrenderer.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

namespace tokamark::ui {
namespace {

constexpr QSize Size{420, 260};

RequestBarsData tenSeconds()
{
    RequestBarsData data;
    data.heading.title = QStringLiteral("Requests");
    for (int i = 0; i < 10; ++i)
        data.bars.push_back({0, static_cast<double>(i), i + 0.3, i + 0.9, false});
    data.fromSecond = 2;
    data.toSecond = 8;
    return data;
}

class RequestBarsChartTest : public testing::Test {
protected:
    RequestBarsChartTest()
    {
        m_chart.resize(Size);
        m_chart.setData(tenSeconds());
        m_chart.show();
    }

    void press(Qt::Key key)
    {
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
        QApplication::sendEvent(&m_chart, &event);
    }
    [[nodiscard]] QImage picture() { return ChartRenderer::image(m_chart, Size); }

    RequestBarsChart m_chart;
};

TEST_F(RequestBarsChartTest, KeysZoomAndMoveAndGoBack)
{
    const QImage beginning = picture();
    for (const Qt::Key key : {Qt::Key_Plus, Qt::Key_Minus, Qt::Key_Left, Qt::Key_Right}) {
        press(key);
        EXPECT_NE(picture(), beginning) << key;
        press(Qt::Key_Home);
        EXPECT_EQ(picture(), beginning) << key;
    }
}

TEST_F(RequestBarsChartTest, ADoubleClickGoesBack)
{
    const QImage beginning = picture();
    press(Qt::Key_Plus);
    QWidget *under = m_chart.childAt(m_chart.rect().center());
    ASSERT_NE(under, nullptr);
    const QPointF middle = under->rect().center();
    QMouseEvent event(QEvent::MouseButtonDblClick, middle, under->mapToGlobal(middle), Qt::LeftButton, Qt::LeftButton,
                      Qt::NoModifier);
    QApplication::sendEvent(under, &event);
    EXPECT_EQ(picture(), beginning);
}

} // namespace
} // namespace tokamark::ui
