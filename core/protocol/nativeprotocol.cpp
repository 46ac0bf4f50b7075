#include "protocol/nativeprotocol.h"

#include <utility>

namespace tokamark::protocol {

namespace {

void fillIn(std::string &path, std::string_view mark, const std::string &value)
{
    if (const std::size_t place = path.find(mark); place != std::string::npos)
        path.replace(place, mark.size(), value);
}

} // namespace

NativeProtocol::NativeProtocol(const NativeDialect &dialect, NativeSettings settings, Json extra)
    : m_dialect(dialect)
    , m_settings(std::move(settings))
    , m_extra(std::move(extra))
{
}

std::string NativeProtocol::path() const
{
    std::string path(m_dialect.path);
    fillIn(path, "{model}", m_settings.model);
    fillIn(path, "{name}", m_settings.name);
    return path;
}

std::string NativeProtocol::body(const workload::GenerationRequest &request) const
{
    return bodyText(m_dialect.body(request, m_settings), m_extra);
}

bool NativeProtocol::decode(std::string_view payload, DecodeState &state, EventFacts &facts) const
{
    return m_dialect.decode(payload, state, facts);
}

} // namespace tokamark::protocol
