#include "words/ceilingwords.h"

#include <QCoreApplication>
#include <QLocale>

namespace tokamark::words {
namespace {

struct CeilingWords {
    Q_DECLARE_TR_FUNCTIONS(CeilingWords)
};

} // namespace

QString sentence(const CeilingFacts &ceiling)
{
    if (ceiling.streams == 0)
        return CeilingWords::tr(
            "Not even the first step was measured truly: free this machine of other work and try again.");
    const QLocale locale;
    const QString pattern = ceiling.mayBeMore
        ? CeilingWords::tr(
            "This machine can drive at least %1 streams / %2 tokens/s before its figures are off by %3 ms.")
        : CeilingWords::tr("This machine can drive %1 streams / %2 tokens/s before its figures are off by %3 ms.");
    return pattern.arg(locale.toString(ceiling.streams), locale.toString(ceiling.tokensPerSecond, 'f', 0),
                       locale.toString(ceiling.mostErrorMs, 'g', 3));
}

} // namespace tokamark::words
