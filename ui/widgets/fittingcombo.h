#pragma once

class QComboBox;
class QWidget;

namespace tokamark::ui {

/// A combo box as wide as its longest choice where there is room, narrower on the smallest screen. Owned by `parent`.
[[nodiscard]] QComboBox *makeFittingCombo(QWidget *parent);

} // namespace tokamark::ui
