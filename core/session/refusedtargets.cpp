#include "session/refusedtargets.h"

#include "protocol/errortext.h"

#include <algorithm>
#include <string>
#include <vector>

namespace tokamark::session {
namespace {

using metrics::Outcome;
using metrics::RequestRecord;

constexpr std::uint16_t Unauthorized = 401;
constexpr std::uint16_t Forbidden = 403;
constexpr std::uint16_t NotFound = 404;
constexpr std::uint16_t RequestTimeout = 408;
constexpr std::uint16_t TooManyRequests = 429;

/// Those that speak of the request itself. The others come and go with the load.
bool isFinal(std::uint16_t status)
{
    return status >= 400 && status < 500 && status != RequestTimeout && status != TooManyRequests;
}

/// Key, model and path are the same in every workload; what else is wrong may be this one's length or fields.
bool concernsEveryWorkload(std::uint16_t status)
{
    return status == Unauthorized || status == Forbidden || status == NotFound;
}

/// The refusal that every request ended with; null where they did not.
const RequestRecord *commonRefusal(std::span<const RequestRecord> records)
{
    const RequestRecord *first = nullptr;
    for (const RequestRecord &record : records) {
        if (record.outcome == Outcome::Cancelled)
            continue;
        if (record.outcome != Outcome::HttpError || (first != nullptr && record.httpStatus != first->httpStatus))
            return nullptr;
        if (first == nullptr)
            first = &record;
    }
    return first != nullptr && isFinal(first->httpStatus) ? first : nullptr;
}

Error errorOf(const RequestRecord &refusal)
{
    // One line without control characters: terminals and tables show it.
    const std::string said = protocol::errorEventText(refusal.error);
    const bool ofKey = refusal.httpStatus == Unauthorized || refusal.httpStatus == Forbidden;
    const std::string status = std::to_string(refusal.httpStatus);
    return {ofKey ? ErrorCode::KeyRefused : ErrorCode::HttpStatus, said.empty() ? status : status + " " + said, {}};
}

/// As in the cell, but a single user and a single request.
void cutToOneRequest(load::CellSpec &spec)
{
    spec.users = 1;
    spec.arrivals.reset();
    spec.maxInFlight.reset();
    spec.longestDrain.reset();
    spec.ramp = {};
    spec.thinkTime = {};
    spec.rampInsideWindow = false;
    spec.duration.reset();
    spec.requests = 1;
    spec.warmup = Duration{};
    spec.warmupRequests = 0;
    spec.shortenFirst = false;
    spec.workers = 1;
}

/// Keeps what came of the one request.
class Answer final : public load::CellObserver {
public:
    void recordsReady(std::vector<RequestRecord> records) override
    {
        std::ranges::move(records, std::back_inserter(m_records));
    }
    void snapshotReady(std::shared_ptr<const load::CellSnapshot> snapshot) override { static_cast<void>(snapshot); }

    [[nodiscard]] const std::vector<RequestRecord> &records() const noexcept { return m_records; }

private:
    std::vector<RequestRecord> m_records;
};

} // namespace

void RefusedTargets::learn(const plan::CellKey &key, std::span<const RequestRecord> records)
{
    if (const RequestRecord *refusal = commonRefusal(records))
        m_refusals.insert_or_assign({key.target, key.workload}, refusal->httpStatus);
}

std::optional<std::uint16_t> RefusedTargets::refusalOf(const plan::CellKey &key) const
{
    for (const auto &[place, status] : m_refusals) {
        if (place.first == key.target && (place.second == key.workload || concernsEveryWorkload(status)))
            return status;
    }
    return std::nullopt;
}

Expected<void> RefusedTargets::ask(const plan::CellKey &key, load::CellSpec spec, const Seams &seams,
                                   const load::StopTokens &stop)
{
    cutToOneRequest(spec);
    Answer answer;
    const auto result = seams.runCell(spec, answer, stop);
    if (!result)
        return tl::unexpected(result.error());
    if (!result->complete)
        return fail(ErrorCode::Interrupted, spec.endpoint.url.text());
    const RequestRecord *refusal = commonRefusal(answer.records());
    if (refusal != nullptr && refusal->httpStatus == refusalOf(key))
        return tl::unexpected(errorOf(*refusal));
    std::erase_if(m_refusals, [&key](const auto &known) { return known.first.first == key.target; });
    return {};
}

} // namespace tokamark::session
