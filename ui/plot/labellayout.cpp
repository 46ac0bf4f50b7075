#include "plot/labellayout.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace tokamark::ui {

namespace {

/// Labels that touch each other and so move as one.
struct Block {
    double wantedSum = 0; ///< of the places where the first label of the block would have to be
    std::size_t count = 0;

    [[nodiscard]] double first() const { return wantedSum / static_cast<double>(count); }
};

} // namespace

std::vector<double> spreadLabels(const std::vector<double> &wantedCentres, double height, double top, double bottom)
{
    const std::size_t count = wantedCentres.size();
    if (count == 0)
        return {};
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return wantedCentres[a] < wantedCentres[b]; });

    const double room = bottom - top;
    const double step = height * static_cast<double>(count) <= room || count == 1
        ? height
        : std::max(0.0, (room - height) / static_cast<double>(count - 1));

    // Pool adjacent violators: a label that would overlap the block before it joins that block.
    std::vector<Block> blocks;
    for (const std::size_t index : order) {
        blocks.push_back({wantedCentres[index], 1});
        while (blocks.size() > 1) {
            const Block last = blocks.back();
            Block &before = blocks[blocks.size() - 2];
            if (last.first() >= before.first() + step * static_cast<double>(before.count))
                break;
            const double shift = step * static_cast<double>(before.count);
            before.wantedSum += last.wantedSum - shift * static_cast<double>(last.count);
            before.count += last.count;
            blocks.pop_back();
        }
    }

    std::vector<double> sorted;
    for (const Block &block : blocks)
        for (std::size_t place = 0; place < block.count; ++place)
            sorted.push_back(block.first() + step * static_cast<double>(place));
    double limit = top + height / 2;
    for (double &centre : sorted) {
        centre = std::max(centre, limit);
        limit = centre + step;
    }
    limit = bottom - height / 2;
    for (std::size_t place = count; place-- > 0;) {
        sorted[place] = std::min(sorted[place], limit);
        limit = sorted[place] - step;
    }

    std::vector<double> centres(count);
    for (std::size_t place = 0; place < count; ++place)
        centres[order[place]] = sorted[place];
    return centres;
}

} // namespace tokamark::ui
