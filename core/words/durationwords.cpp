#include "words/durationwords.h"

#include <QCoreApplication>

#include <cmath>

namespace tokamark::words {
namespace {

struct DurationWords {
    Q_DECLARE_TR_FUNCTIONS(DurationWords)

public:
    static QString duration(qint64 seconds)
    {
        constexpr qint64 Minute = 60;
        constexpr qint64 Hour = 60 * Minute;
        if (seconds < Minute)
            return tr("%1 s").arg(seconds);
        if (seconds < Hour && seconds % Minute == 0)
            return tr("%1 min").arg(seconds / Minute);
        if (seconds < Hour)
            return tr("%1 min %2 s").arg(seconds / Minute).arg(seconds % Minute);
        if (seconds % Hour < Minute)
            return tr("%1 h").arg(seconds / Hour);
        return tr("%1 h %2 min").arg(seconds / Hour).arg(seconds % Hour / Minute);
    }
    static QString left(const QString &duration) { return tr("%1 left").arg(duration); }
    static QString unknown() { return tr("time left not known yet"); }
};

} // namespace

QString duration(double seconds)
{
    return seconds < 0 ? QString() : DurationWords::duration(std::llround(seconds));
}

QString remaining(double seconds)
{
    return seconds < 0 ? DurationWords::unknown() : DurationWords::left(duration(seconds));
}

} // namespace tokamark::words
