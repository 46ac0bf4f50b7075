#include "words/tracewords.h"

#include "words/numberwords.h"

#include <QCoreApplication>
#include <QStringList>

namespace tokamark::words {
namespace {

struct TraceWords {
    Q_DECLARE_TR_FUNCTIONS(TraceWords)
};

} // namespace

QString sentence(const plan::TraceRows &rows)
{
    // Without the plural forms of translations, for the command line has none.
    const auto count = [](std::uint64_t of) { return number(static_cast<double>(of), 'f', 0); };
    QStringList sentences;
    if (rows.leftOut > 0)
        sentences << TraceWords::tr(
                         "Rows of the trace that are left out, for they had no answer (0 output tokens): %1.")
                         .arg(count(rows.leftOut));
    if (rows.outOfOrder > 0)
        sentences
            << TraceWords::tr(
                   "Rows of the trace that stand below later ones, and are played in the order of their times: %1.")
                   .arg(count(rows.outOfOrder));
    return sentences.join(QLatin1Char(' '));
}

} // namespace tokamark::words
