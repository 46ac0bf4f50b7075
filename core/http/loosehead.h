#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tokamark::http {

/// The head of an answer that keeps to HTTP only loosely: a status without the blank behind it ("HTTP/1.1 200"), or lines
/// that end in LF alone. Beast refuses both, clients in general do not.
struct LooseHead {
    enum class Form {
        Strict, ///< as it should be, or something else altogether: for the parser as it came
        Unfinished, ///< more bytes are needed to tell, or to have all of a loose head
        Loose,
    };
    Form form = Form::Strict;
    std::size_t size = 0; ///< of a loose head, in the bytes that came
    std::string mended; ///< what stands for it
};

/// Looks at the first bytes of an answer. Copies nothing of a strict head.
[[nodiscard]] LooseHead readLooseHead(std::string_view bytes);

} // namespace tokamark::http
