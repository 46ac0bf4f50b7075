#include "simulator/dialects/registry.h"

#include <algorithm>
#include <array>

namespace tokamark::simulator {

std::span<const Dialect *const> dialects()
{
    static const std::array All{
        &openAiDialect(),
        &vllmDialect(),
        &sglangDialect(),
        &llamaCppDialect(),
        &lmdeployDialect(),
        &mlcLlmDialect(),
        &trtllmServeDialect(),
        &tritonEnsembleDialect(),
        &tritonLlmApiDialect(),
        &tritonOpenAiDialect(),
        &tgiDialect(),
        &ollamaDialect(),
        &bentoMlDialect(),
        &bentoMlMountedDialect(),
        &bentoMlProxiedDialect(),
        &openLlmDialect(),
    };
    return All;
}

const Dialect *findDialect(std::string_view name)
{
    const auto all = dialects();
    const auto it = std::ranges::find(all, name, &Dialect::name);
    return it == all.end() ? nullptr : *it;
}

const Refusal &Refusals::of(Complaint complaint) const noexcept
{
    switch (complaint) {
    case Complaint::Invalid: return invalid;
    case Complaint::BadJson: return badJson.status == 0 ? invalid : badJson;
    case Complaint::UnknownModel: return unknownModel;
    case Complaint::TooLong: return tooLong;
    case Complaint::Unauthorized: return unauthorized;
    case Complaint::NotFound: return notFound;
    case Complaint::WrongMethod: return wrongMethod;
    case Complaint::Overloaded: return overloaded;
    case Complaint::Failed: return failed;
    }
    return invalid;
}

} // namespace tokamark::simulator
