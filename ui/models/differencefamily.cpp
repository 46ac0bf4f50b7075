#include "models/differencefamily.h"

#include "metrics/comparisonfamily.h"

#include <algorithm>

namespace tokamark::ui {

DifferenceFamily::DifferenceFamily(const ResultSet &set, const Pairs &pairs)
{
    std::vector<metrics::Difference *> family;
    for (const auto &[baseline, series] : pairs) {
        const ResultSeries &a = set.series().at(baseline);
        const ResultSeries &b = set.series().at(series);
        for (const ResultPoint &from : a.points) {
            const ResultPoint *to = b.at(from.level);
            if (to == nullptr)
                continue;
            const std::vector<const metrics::CellFigures *> figuresA = from.figures();
            const std::vector<const metrics::CellFigures *> figuresB = to->figures();
            for (metrics::Difference &difference : metrics::compareAll(figuresA, figuresB, a.run == b.run)) {
                const bool told = std::max(metrics::trustOf(figuresA, difference.metric),
                                           metrics::trustOf(figuresB, difference.metric))
                    != metrics::PercentileTrust::TooFew;
                difference.significant = difference.significant && told;
                const auto place
                    = m_differences.emplace(Place{baseline, series, from.level, difference.metric}, difference);
                if (told)
                    family.push_back(&place.first->second);
            }
        }
    }
    metrics::holdTogether(family);
}

DifferenceFamily DifferenceFamily::beside(const ResultSet &set, std::size_t baseline)
{
    Pairs pairs;
    for (std::size_t series = 0; series < set.series().size(); ++series) {
        if (series != baseline)
            pairs.emplace_back(baseline, series);
    }
    return {set, pairs};
}

std::optional<metrics::Difference> DifferenceFamily::at(const ComparedSeries &compared, metrics::Metric metric) const
{
    const auto found = m_differences.find({compared.baseline, compared.series, compared.level, metric});
    return found == m_differences.end() ? std::nullopt : std::optional(found->second);
}

} // namespace tokamark::ui
