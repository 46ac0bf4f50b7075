#pragma once

#include <QLabel>

namespace tokamark::ui {

/// A line of text that ends in dots where there is no room for it; the tool tip then has all of it. It never makes its
/// place wider or higher. GUI thread; owned by its parent.
class ElidedLabel final : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    /// With a role of the style sheet, as `makeLabel`.
    ElidedLabel(const char *role, QWidget *parent);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QString shownText() const;
};

} // namespace tokamark::ui
