#include "plot/pixelcolumns.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace tokamark::ui {

namespace {

/// The points of one column that shape the line.
struct Column {
    QPointF first;
    QPointF lowest;
    QPointF highest;
    QPointF last;

    explicit Column(const QPointF &point)
        : first(point)
        , lowest(point)
        , highest(point)
        , last(point)
    {
    }

    void add(const QPointF &point)
    {
        last = point;
        if (point.y() < lowest.y())
            lowest = point;
        if (point.y() > highest.y())
            highest = point;
    }

    void appendTo(std::vector<QPointF> &points) const
    {
        std::vector<QPointF> kept{first, lowest, highest, last};
        std::stable_sort(kept.begin() + 1, kept.begin() + 3,
                         [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); });
        for (const QPointF &point : kept)
            if (points.empty() || points.back() != point)
                points.push_back(point);
    }
};

} // namespace

std::vector<QPointF> reduceToColumns(const std::vector<QPointF> &points, double from, double to, int columns)
{
    if (columns <= 0 || !(to > from) || points.empty())
        return {};
    const auto xBefore = [](const QPointF &point, double x) { return point.x() < x; };
    const auto xAfter = [](double x, const QPointF &point) { return x < point.x(); };
    auto begin = std::lower_bound(points.begin(), points.end(), from, xBefore);
    auto end = std::upper_bound(begin, points.end(), to, xAfter);
    if (begin != points.begin())
        --begin;
    if (end != points.end())
        ++end;
    if (end - begin <= 4 * static_cast<std::ptrdiff_t>(columns))
        return {begin, end};

    std::vector<QPointF> reduced;
    reduced.reserve(4 * static_cast<std::size_t>(columns));
    const auto columnOf = [&](double x) { return std::floor((x - from) / (to - from) * columns); };
    double current = 0;
    std::optional<Column> column;
    const auto finish = [&] {
        if (column)
            column->appendTo(reduced);
        column.reset();
    };
    for (auto point = begin; point != end; ++point) {
        if (std::isnan(point->y())) {
            finish();
            reduced.push_back(*point);
            continue;
        }
        const double place = columnOf(point->x());
        if (column && place == current) {
            column->add(*point);
            continue;
        }
        finish();
        column = Column(*point);
        current = place;
    }
    finish();
    return reduced;
}

std::vector<QPointF> thinToGrid(const std::vector<QPointF> &points, const QRectF &range, const QSize &cells)
{
    if (cells.isEmpty() || range.isEmpty())
        return {};
    std::vector<bool> taken(static_cast<std::size_t>(cells.width()) * static_cast<std::size_t>(cells.height()));
    std::vector<QPointF> kept;
    for (const QPointF &point : points) {
        const double column = (point.x() - range.left()) / range.width() * cells.width();
        const double row = (point.y() - range.top()) / range.height() * cells.height();
        // Written so that NaN is dropped as well.
        if (!(column >= 0 && row >= 0 && column <= cells.width() && row <= cells.height()))
            continue;
        const auto x = std::min(static_cast<std::size_t>(column), static_cast<std::size_t>(cells.width() - 1));
        const auto y = std::min(static_cast<std::size_t>(row), static_cast<std::size_t>(cells.height() - 1));
        const std::size_t cell = y * static_cast<std::size_t>(cells.width()) + x;
        if (taken[cell])
            continue;
        taken[cell] = true;
        kept.push_back(point);
    }
    return kept;
}

} // namespace tokamark::ui
