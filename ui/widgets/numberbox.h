#pragma once

#include <QDoubleSpinBox>

namespace tokamark::ui {

/// A field for a number that may have decimals, but shows only those that it has: 50 and not 50.000. GUI thread; owned
/// by its parent.
class NumberBox final : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit NumberBox(QWidget *parent = nullptr);

    [[nodiscard]] QString textFromValue(double value) const override;
};

} // namespace tokamark::ui
