#include "session/misfits.h"

#include "plan/nearestname.h"

#include <algorithm>
#include <string_view>

namespace tokamark::session {
namespace {

/// Of any maker: what a plan says where it does not know.
bool isOfAnyMaker(const std::string &kind)
{
    return kind == profiles::Detection().kind;
}

/// By any name that requests may give.
std::vector<std::string> modelsOf(const profiles::Detection &detection)
{
    std::vector<std::string> models;
    for (const profiles::DetectedModel &model : detection.models)
        models.push_back(model.id);
    for (const profiles::DetectedNative &native : detection.natives)
        models.push_back(native.model);
    std::erase(models, std::string());
    return models;
}

} // namespace

bool mayMisfit(const plan::Target &target)
{
    return !target.isSimulated() && (!target.model.empty() || !isOfAnyMaker(target.kind));
}

Misfits misfitsOf(const plan::Target &target, const profiles::Detection &detection)
{
    Misfits misfits;
    if (target.kind != detection.kind && !isOfAnyMaker(target.kind) && !isOfAnyMaker(detection.kind))
        misfits.kind = OtherKind{target.kind, detection.kind};
    std::vector<std::string> models = modelsOf(detection);
    if (target.model.empty() || models.empty() || std::ranges::find(models, target.model) != models.end())
        return misfits;
    UnlistedModel unlisted{target.model, std::move(models), {}};
    const std::vector<std::string_view> names(unlisted.listed.begin(), unlisted.listed.end());
    if (names.size() > 1)
        unlisted.nearest = plan::nearestName(target.model, names);
    misfits.model = std::move(unlisted);
    return misfits;
}

} // namespace tokamark::session
