#include "workload/lengthsampler.h"

#include <algorithm>
#include <cmath>

namespace tokamark::workload {
namespace {

std::uint32_t uniformLength(const plan::LengthSpec &spec, SeededRandom &random)
{
    const std::uint64_t lowest = spec.mean > spec.spread ? spec.mean - spec.spread : 1;
    const std::uint64_t highest = std::uint64_t{spec.mean} + spec.spread;
    const std::uint64_t low = std::clamp<std::uint64_t>(lowest, spec.min, spec.max);
    const std::uint64_t high = std::clamp<std::uint64_t>(highest, low, spec.max);
    return static_cast<std::uint32_t>(low + random.below(high - low + 1));
}

std::uint32_t normalLength(const plan::LengthSpec &spec, SeededRandom &random)
{
    constexpr int attempts = 100;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const double length = std::round(spec.mean + spec.spread * random.normal());
        if (length >= spec.min && length <= spec.max)
            return static_cast<std::uint32_t>(length);
    }
    return std::clamp(spec.mean, spec.min, spec.max);
}

} // namespace

std::uint32_t sampleLength(const plan::LengthSpec &spec, SeededRandom &random)
{
    switch (spec.shape) {
    case plan::LengthSpec::Shape::Fixed: break;
    case plan::LengthSpec::Shape::Uniform: return uniformLength(spec, random);
    case plan::LengthSpec::Shape::Normal: return normalLength(spec, random);
    }
    return std::clamp(spec.mean, spec.min, spec.max);
}

} // namespace tokamark::workload
