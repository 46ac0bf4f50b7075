#include "words/levelwords.h"

#include "words/numberwords.h"

#include <QCoreApplication>

#include <cmath>

namespace tokamark::words {
namespace {

struct LevelWords {
    Q_DECLARE_TR_FUNCTIONS(LevelWords)
};

} // namespace

QString levelNumber(const plan::Level &level)
{
    constexpr int MostDigits = 6;
    return std::isinf(level.value) ? QStringLiteral("\u221e") : number(level.value, 'g', MostDigits);
}

QString levelText(const plan::Level &level)
{
    switch (level.kind) {
    case plan::LoadKind::Closed: return LevelWords::tr("%n user(s)", nullptr, static_cast<int>(level.users()));
    case plan::LoadKind::Open:
        return std::isinf(level.value) ? LevelWords::tr("all requests at once")
                                       : LevelWords::tr("%1 requests/s").arg(levelNumber(level));
    case plan::LoadKind::Trace: return LevelWords::tr("trace at %1×").arg(levelNumber(level));
    }
    return {};
}

QString levelTitle(plan::LoadKind kind)
{
    switch (kind) {
    case plan::LoadKind::Closed: return LevelWords::tr("Concurrent users");
    case plan::LoadKind::Open: return LevelWords::tr("Requests per second, as asked for");
    case plan::LoadKind::Trace: return LevelWords::tr("Speed of the trace");
    }
    return {};
}

} // namespace tokamark::words
