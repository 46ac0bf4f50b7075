#pragma once

#include <QLayout>
#include <QRect>

#include <cstddef>
#include <vector>

namespace tokamark::ui {

/// A row of controls that goes on in another line where the window is too narrow for it, so that none is cut. Those
/// added as trailing stand at the right end of their line. GUI thread; owned by its widget.
class FlowLayout final : public QLayout {
    Q_OBJECT

public:
    explicit FlowLayout(QWidget *parent);
    ~FlowLayout() override;

    /// To be called after all others were added.
    void addTrailing(QWidget *widget);

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    void setGeometry(const QRect &area) override;

private:
    struct Place {
        std::size_t item = 0;
        QRect area;
    };
    /// Where everything stands in lines of that width, from the upper left corner; hidden widgets have no place.
    [[nodiscard]] std::vector<Place> places(int width) const;

    std::vector<QLayoutItem *> m_items;
    std::size_t m_firstTrailing = static_cast<std::size_t>(-1);
};

} // namespace tokamark::ui
