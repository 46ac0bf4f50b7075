#include "metrics/limitvote.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::metrics {
namespace {

constexpr double Normal975 = 1.959963984540054;

using Votes = std::vector<const LimitVote *>;

struct Range {
    double low = 0;
    double high = 0;
};

/// The interval of the mean margin of one thing asked for.
Range rangeOf(const Votes &votes, std::size_t asked)
{
    const auto count = static_cast<double>(votes.size());
    double sum = 0;
    double errors = 0;
    for (const LimitVote *vote : votes) {
        sum += vote->margins[asked].value;
        errors += vote->margins[asked].error * vote->margins[asked].error;
    }
    const double mean = sum / count;
    double half = Normal975 * std::sqrt(errors) / count;
    if (votes.size() == 1 && errors == 0)
        half = std::numeric_limits<double>::infinity();
    if (votes.size() > 1) {
        double squares = 0;
        for (const LimitVote *vote : votes)
            squares += (vote->margins[asked].value - mean) * (vote->margins[asked].value - mean);
        const double student = boost::math::quantile(boost::math::students_t(count - 1), 0.975);
        half = std::max(half, student * std::sqrt(squares / (count - 1) / count));
    }
    return {mean - half, mean + half};
}

} // namespace

std::optional<LimitAnswer> clearAnswer(std::span<const LimitVote> votes)
{
    Votes usable;
    for (const LimitVote &vote : votes) {
        if (vote.answer != LimitAnswer::Unusable)
            usable.push_back(&vote);
    }
    if (usable.empty())
        return std::nullopt;
    const LimitVote &first = *usable.front();
    const std::size_t margins = first.margins.size();
    if (margins == 0
        || std::ranges::any_of(usable, [margins](const LimitVote *vote) { return vote->margins.size() != margins; })) {
        const bool agree
            = std::ranges::all_of(usable, [&first](const LimitVote *vote) { return vote->answer == first.answer; });
        return agree ? std::optional(first.answer) : std::nullopt;
    }
    bool meets = true;
    for (std::size_t asked = 0; asked < margins; ++asked) {
        const Range range = rangeOf(usable, asked);
        if (range.high < 0)
            return LimitAnswer::Fails;
        meets = meets && range.low >= 0;
    }
    return meets ? std::optional(LimitAnswer::Meets) : std::nullopt;
}

} // namespace tokamark::metrics
