#include "widgets/formcard.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QComboBox>
#include <QPointF>
#include <QSpinBox>
#include <QWheelEvent>

#include <initializer_list>

namespace tokamark::ui {

namespace {

/// True if the widget took it for itself; what it leaves goes on to what it lies in.
bool takesWheel(QWidget &widget)
{
    const QPointF middle = widget.rect().center();
    QWheelEvent event(middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
    return event.isAccepted();
}

} // namespace

TEST(WheelGuard, LeavesFieldsAloneWhileAFormIsScrolled)
{
    FormCard form;
    auto *row = new QWidget;
    auto *list = new QComboBox(row);
    list->addItems({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    auto *number = new QSpinBox;
    number->setValue(50);
    EXPECT_TRUE(takesWheel(*list)) << "outside of a form they turn";
    EXPECT_TRUE(takesWheel(*number));
    const int chosen = list->currentIndex();
    const int entered = number->value();
    form.addRow(QStringLiteral("list"), row);
    form.addRow(QStringLiteral("number"), number);
    for (QWidget *field : std::initializer_list<QWidget *>{list, number}) {
        EXPECT_FALSE(takesWheel(*field));
        EXPECT_EQ(field->focusPolicy(), Qt::StrongFocus) << "the wheel does not give it the focus either";
    }
    EXPECT_EQ(list->currentIndex(), chosen);
    EXPECT_EQ(number->value(), entered);
}

} // namespace tokamark::ui
