#pragma once

#include <string>
#include <string_view>

namespace tokamark::protocol {

/// What a server says went wrong, out of any of the shapes in which servers report errors: an object or a string under
/// "error", a flat object, FastAPI's "detail", a finish reason that gives up, a JSON text inside a JSON string, a list of
/// these, or plain text. At most a few hundred bytes of valid UTF-8 without control characters.
/// False: there is nothing readable in it. For error events and for the bodies of refusals; any thread.
[[nodiscard]] bool readErrorText(std::string_view payload, std::string &text);

/// What an event says whose name calls it an error: as above, else what stands in it.
[[nodiscard]] std::string errorEventText(std::string_view payload);

/// Whether what came in place of a stream is the beginning of a whole answer: one JSON document with the text of the
/// model, as servers and gateways send that do not stream.
[[nodiscard]] bool looksLikeWholeAnswer(std::string_view payload);

} // namespace tokamark::protocol
