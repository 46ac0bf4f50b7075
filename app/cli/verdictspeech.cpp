#include "cli/verdictspeech.h"

#include "words/verdictwords.h"

namespace tokamark::cli {

report::VerdictWords speakVerdict(const metrics::Verdict &verdict)
{
    return {words::sentence(verdict), words::advice(verdict)};
}

} // namespace tokamark::cli
