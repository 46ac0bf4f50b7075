#pragma once

#include <QHeaderView>

namespace tokamark::ui {

class ThemeProvider;

/// A vertical header that shows backends: marker in the backend's colour, then its name. The model gives `markerRole`
/// (int) and `colorRole` (#rrggbb of its own, or empty) for each section. GUI thread; owned by its view.
class SeriesHeader final : public QHeaderView {
    Q_OBJECT

public:
    SeriesHeader(const ThemeProvider &theme, int markerRole, int colorRole, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &area, int section) const override;

private:
    const ThemeProvider &m_theme;
    int m_markerRole;
    int m_colorRole;
};

} // namespace tokamark::ui
