#include "http/barehost.h"

#include "http/url.h"

namespace tokamark::http {

bool isBareHost(std::string_view typed)
{
    const auto url = parseUrl(typed);
    if (!url || typed.find('/') != std::string_view::npos)
        return false;
    // An address of IPv6 has colons of its own, inside its brackets.
    const bool hasPort = typed.find('[') == std::string_view::npos ? typed.find(':') != std::string_view::npos
                                                                   : typed.find("]:") != std::string_view::npos;
    return !hasPort;
}

} // namespace tokamark::http
