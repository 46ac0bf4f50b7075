#include "words/tracewords.h"

#include <QCoreApplication>
#include <QLocale>
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
    const auto number = [](std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); };
    QStringList sentences;
    if (rows.leftOut > 0)
        sentences << TraceWords::tr(
                         "Rows of the trace that are left out, for they had no answer (0 output tokens): %1.")
                         .arg(number(rows.leftOut));
    if (rows.outOfOrder > 0)
        sentences
            << TraceWords::tr(
                   "Rows of the trace that stand below later ones, and are played in the order of their times: %1.")
                   .arg(number(rows.outOfOrder));
    return sentences.join(QLatin1Char(' '));
}

} // namespace tokamark::words
