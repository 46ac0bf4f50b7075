#include "models/rundifferencetext.h"

#include "report/runcomparison.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <span>

namespace tokamark::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunDifferenceText)
};

/// What the lists of differences are made of beside numbers and what people wrote themselves.
constexpr std::array Known{
    QT_TRANSLATE_NOOP("RunDifferenceText", "prompts"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "input tokens"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "output tokens"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "shared prefix"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "unique prompts"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "system prompt"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "temperature"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "trace"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "burstiness"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "limit of requests in flight"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "think time"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "window"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "requests"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "ramp"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "cut of the trace"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "warm-up"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "warm-up requests"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "ramp inside the window"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "endpoint"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "extra body"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "model"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "latency limits"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "version of this program"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "none"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "yes"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "no"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "synthetic"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "until steady"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "a number of requests"),
    QT_TRANSLATE_NOOP("RunDifferenceText", "a time"),
};

QString translated(const QString &text)
{
    const auto *const known
        = std::ranges::find_if(Known, [&text](const char *one) { return text == QLatin1String(one); });
    return known == Known.end() ? text : Words::tr(*known);
}

QString partText(const report::RunDifference &difference)
{
    const QString what = translated(difference.what);
    return Words::tr("%1: %2 / %3", "what, in the first run, in the second")
        .arg(difference.of.isEmpty() ? what : QStringLiteral("%1 (%2)").arg(what, difference.of),
             translated(difference.a), translated(difference.b));
}

QString partsText(std::span<const report::RunDifference> differences, bool inLoad)
{
    QStringList parts;
    for (const report::RunDifference &difference : differences) {
        if (difference.inLoad == inLoad)
            parts.append(partText(difference));
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace

QStringList runDifferenceLines(const ResultSet &set)
{
    QStringList lines;
    for (std::size_t other = 1; other < set.runs().size(); ++other) {
        const auto differences = report::differencesBetween(set.runs().front(), set.runs()[other]);
        const QString first = set.runName(0);
        const QString second = set.runName(other);
        if (const QString parts = partsText(differences, true); !parts.isEmpty())
            lines.append(Words::tr("“%1” and “%2” did not measure the same, and figures differ by this alone: %3.",
                                   "two runs, what is not alike")
                             .arg(first, second, parts));
        if (const QString parts = partsText(differences, false); !parts.isEmpty())
            lines.append(
                Words::tr("Not alike in “%1” and “%2”: %3.", "two runs, what is not alike").arg(first, second, parts));
    }
    return lines;
}

} // namespace tokamark::ui
