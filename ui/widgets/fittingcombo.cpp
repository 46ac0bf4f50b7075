#include "widgets/fittingcombo.h"

#include <QComboBox>

namespace tokamark::ui {

namespace {

constexpr int NarrowestWidth = 72;

} // namespace

QComboBox *makeFittingCombo(QWidget *parent)
{
    auto *combo = new QComboBox(parent);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setMinimumWidth(NarrowestWidth);
    return combo;
}

} // namespace tokamark::ui
