#pragma once

#include <vector>

namespace tokamark::ui {

/// Places labels of one height beside each other on a vertical line, each as near to where it belongs as the others
/// allow, inside `top` and `bottom`. Returns the centres in the order given. Where they do not fit at all they are
/// spread evenly and overlap.
[[nodiscard]] std::vector<double> spreadLabels(const std::vector<double> &wantedCentres, double height, double top,
                                               double bottom);

} // namespace tokamark::ui
