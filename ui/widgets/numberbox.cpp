#include "widgets/numberbox.h"

#include <QLocale>

namespace tokamark::ui {

NumberBox::NumberBox(QWidget *parent)
    : QDoubleSpinBox(parent)
{
}

QString NumberBox::textFromValue(double value) const
{
    QLocale plain = locale();
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    return plain.toString(value, 'f', QLocale::FloatingPointShortest);
}

} // namespace tokamark::ui
