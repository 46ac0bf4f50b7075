#include "widgets/flowlayout.h"

#include <gtest/gtest.h>

#include <QWidget>

#include <array>

namespace tokamark::ui {
namespace {

/// Three controls of 100 x 20 pixels, the last of them trailing.
class FlowLayoutTest : public testing::Test {
protected:
    FlowLayoutTest()
    {
        m_layout->setSpacing(10);
        for (QWidget &control : m_controls) {
            control.setParent(&m_widget);
            control.setFixedSize(100, 20);
        }
        m_layout->addWidget(&m_controls[0]);
        m_layout->addWidget(&m_controls[1]);
        m_layout->addTrailing(&m_controls[2]);
        m_widget.show();
    }

    void resize(int width)
    {
        m_widget.resize(width, m_layout->heightForWidth(width));
        m_layout->activate();
    }

    QWidget m_widget;
    FlowLayout *m_layout = new FlowLayout(&m_widget);
    std::array<QWidget, 3> m_controls;
};

TEST_F(FlowLayoutTest, StandsInOneLineWhereThereIsRoom)
{
    resize(500);
    EXPECT_EQ(m_widget.height(), 20);
    EXPECT_EQ(m_controls[1].x(), 110);
    EXPECT_EQ(m_controls[2].geometry().right(), 499) << "trailing controls stand at the right end";
}

TEST_F(FlowLayoutTest, GoesOnInAnotherLine)
{
    resize(215);
    EXPECT_EQ(m_widget.height(), 50);
    EXPECT_EQ(m_controls[1].y(), 0);
    EXPECT_EQ(m_controls[2].y(), 30);
    EXPECT_EQ(m_controls[2].geometry().right(), 214);
}

TEST_F(FlowLayoutTest, NothingIsWiderThanTheLine)
{
    EXPECT_EQ(m_layout->minimumSize(), QSize(100, 20));
    resize(100);
    EXPECT_EQ(m_widget.height(), 80);
    for (const QWidget &control : m_controls)
        EXPECT_LE(control.geometry().right(), 99);
}

TEST_F(FlowLayoutTest, HiddenControlsTakeNoRoom)
{
    m_controls[0].hide();
    resize(215);
    EXPECT_EQ(m_widget.height(), 20);
    EXPECT_EQ(m_controls[1].x(), 0);
}

} // namespace
} // namespace tokamark::ui
