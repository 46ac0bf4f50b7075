#include "profiles/fingerprint.h"

#include "profiles/answers.h"
#include "profiles/profiles.h"
#include "protocol/errortext.h"

#include <algorithm>
#include <charconv>

namespace tokamark::profiles {

namespace {

/// The kind whose models are owned by `owner`; null: a name that says nothing.
const BackendProfile *profileOf(const std::string &owner)
{
    for (const BackendProfile *profile : allProfiles()) {
        if (std::ranges::find(profile->fingerprint.owners, owner) != profile->fingerprint.owners.end())
            return profile;
    }
    return nullptr;
}

/// Who owns the models: the first name that says something, for adapters may be listed before the model and belong to
/// somebody else. The first of all where none does.
std::string ownerIn(const Json &modelList)
{
    if (!modelList.is_array() || modelList.empty())
        return {};
    for (const Json &entry : modelList) {
        if (std::string owner = text(entry, "owned_by"); profileOf(owner) != nullptr)
            return owner;
    }
    return text(modelList.front(), "owned_by");
}

const BackendProfile *ownerProfile(const Json &modelList)
{
    return profileOf(ownerIn(modelList));
}

bool isRefused(const ProbeAnswer &models) noexcept
{
    return models.status == 401 || models.status == 403 || models.status >= 500;
}

void readModels(const Answers &answers, Detection &detection)
{
    const Json list = answers.modelList();
    if (list.is_discarded())
        return;
    detection.endpoints = {"/v1/chat/completions", "/v1/completions"};
    for (const Json &entry : list) {
        DetectedModel model{text(entry, "id"), positive(number(entry, "max_model_len"))};
        if (!model.context && entry.is_object() && entry.contains("meta"))
            model.context = positive(number(entry["meta"], "n_ctx"));
        if (!model.id.empty())
            detection.models.push_back(std::move(model));
    }
    note(detection, ModelsPath, "owned_by \"" + ownerIn(list) + "\"");
}

/// The first kind whose mark is in the answers; for a layer over an engine, the engine's comes first.
void recogniseByAnswers(const Answers &answers, Detection &detection)
{
    for (const BackendProfile *profile : allProfiles()) {
        if (profile->fingerprint.read == nullptr || profile->fingerprint.wraps)
            continue;
        Detection attempt = detection;
        if (profile->fingerprint.read(answers, attempt)) {
            attempt.kind = profile->kind;
            detection = std::move(attempt);
            return;
        }
    }
    if (detection.version = text(answers.document("/version"), "version"); !detection.version.empty())
        note(detection, "/version", detection.version);
}

/// A server that is there and says by its readiness that it cannot answer yet, or no more; null: none says so.
const ProbeAnswer *unready(const Answers &answers, const Detection &detection)
{
    const ProbeAnswer *told = answers.any(readinessPath(detection.kind));
    // No such page is no bad news: gateways hide them. Triton's own bad news is 400.
    return told != nullptr && (told->status == 400 || told->status >= 500) ? told : nullptr;
}

/// What a refusal says beside its status.
tl::unexpected<Error> failed(ErrorCode code, const ProbeAnswer &answer)
{
    std::string cause;
    static_cast<void>(protocol::readErrorText(answer.body, cause));
    return fail(code, "GET " + answer.path + ": " + std::to_string(answer.status), cause);
}

void readLayers(const Answers &answers, bool kindKnown, Detection &detection)
{
    for (const BackendProfile *profile : allProfiles()) {
        if (profile->fingerprint.wraps && profile->fingerprint.read(answers, detection) && !kindKnown)
            detection.kind = profile->kind;
    }
}

} // namespace

std::vector<Probe> nextProbes(std::span<const ProbeAnswer> given)
{
    const Answers answers(given);
    if (isRefused(answers.models()))
        return {};
    const BackendProfile *known = ownerProfile(answers.modelList());
    std::vector<Probe> wanted;
    const auto want = [&](Probe probe) {
        if (!answers.wasAsked(probe.path) && std::ranges::find(wanted, probe.path, &Probe::path) == wanted.end())
            wanted.push_back(std::move(probe));
    };
    for (const BackendProfile *profile : allProfiles()) {
        const FingerprintProfile &fingerprint = profile->fingerprint;
        if (known != nullptr && known != profile && !fingerprint.wraps)
            continue;
        for (const std::string_view path : known == profile ? fingerprint.probes : fingerprint.blindProbes)
            want({std::string(path), false});
        if (known == profile)
            want({std::string(profile->readiness.path), false});
        if (fingerprint.followUps != nullptr) {
            for (Probe &probe : fingerprint.followUps(answers))
                want(std::move(probe));
        }
    }
    return wanted;
}

Expected<Detection> identify(std::span<const ProbeAnswer> given)
{
    const Answers answers(given);
    const ProbeAnswer &models = answers.models();
    const std::string said = std::string("GET ") + ModelsPath + ": " + std::to_string(models.status);
    if (isRefused(models))
        return failed(models.status >= 500 ? ErrorCode::HttpStatus : ErrorCode::KeyRefused, models);
    Detection detection;
    readModels(answers, detection);
    if (const BackendProfile *owner = ownerProfile(answers.modelList())) {
        detection.kind = owner->kind;
        if (owner->fingerprint.read != nullptr)
            static_cast<void>(owner->fingerprint.read(answers, detection));
    } else {
        recogniseByAnswers(answers, detection);
    }
    readLayers(answers, detection.kind != Detection().kind, detection);
    if (const ProbeAnswer *answer = unready(answers, detection))
        return failed(ErrorCode::HttpStatus, *answer);
    if (!models.simulated.empty()) {
        detection.simulated = models.simulated;
        detection.evidence.push_back("X-Tokamark-Simulated: " + models.simulated);
        std::int64_t parallel = 0;
        const char *const end = models.parallel.data() + models.parallel.size();
        if (std::from_chars(models.parallel.data(), end, parallel).ec == std::errc() && parallel > 0)
            detection.limits.emplace_back(SimulatedParallel, parallel);
    }
    if (detection.endpoints.empty() && detection.kind == Detection().kind)
        return fail(ErrorCode::ProtocolViolation, said, "no known server answers here");
    return detection;
}

} // namespace tokamark::profiles
