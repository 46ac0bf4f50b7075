#include "widgets/flowlayout.h"

#include <QWidget>

#include <algorithm>

namespace tokamark::ui {

FlowLayout::FlowLayout(QWidget *parent)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addTrailing(QWidget *widget)
{
    m_firstTrailing = std::min(m_firstTrailing, m_items.size());
    addWidget(widget);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.push_back(item);
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)] : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *item = m_items[static_cast<std::size_t>(index)];
    m_items.erase(m_items.begin() + index);
    return item;
}

QSize FlowLayout::sizeHint() const
{
    return minimumSize();
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size;
}

int FlowLayout::heightForWidth(int width) const
{
    int height = 0;
    for (const Place &place : places(width))
        height = std::max(height, place.area.bottom() + 1);
    return height;
}

std::vector<FlowLayout::Place> FlowLayout::places(int width) const
{
    std::vector<Place> all;
    QPoint next(0, 0);
    int lineHeight = 0;
    std::size_t line = 0; // where the line begins among the places
    const auto endLine = [&] {
        int right = width;
        for (std::size_t i = all.size(); i > line; --i) {
            QRect &area = all[i - 1].area;
            area.moveTop(area.top() + (lineHeight - area.height()) / 2);
            if (all[i - 1].item < m_firstTrailing)
                continue;
            area.moveRight(right - 1);
            right = area.left() - spacing();
        }
        line = all.size();
    };
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i]->isEmpty())
            continue;
        QSize size = m_items[i]->sizeHint();
        size.setWidth(std::clamp(size.width(), std::min(m_items[i]->minimumSize().width(), width), width));
        if (next.x() > 0 && next.x() + size.width() > width) {
            endLine();
            next = QPoint(0, next.y() + lineHeight + spacing());
            lineHeight = 0;
        }
        all.push_back({i, QRect(next, size)});
        next.rx() += size.width() + spacing();
        lineHeight = std::max(lineHeight, size.height());
    }
    endLine();
    return all;
}

void FlowLayout::setGeometry(const QRect &area)
{
    QLayout::setGeometry(area);
    for (const Place &place : places(area.width()))
        m_items[place.item]->setGeometry(place.area.translated(area.topLeft()));
}

} // namespace tokamark::ui
