#include "words/unitwords.h"

#include <QCoreApplication>

namespace tokamark::words {
namespace {

struct UnitWords {
    Q_DECLARE_TR_FUNCTIONS(UnitWords)

public:
    static QString name(std::string_view unit)
    {
        if (unit == "ms")
            return tr("ms");
        if (unit == "s")
            return tr("s");
        if (unit == "tokens/s")
            return tr("tokens/s");
        if (unit == "tokens")
            return tr("tokens");
        if (unit == "requests")
            return tr("requests");
        return QString::fromUtf8(unit.data(), static_cast<qsizetype>(unit.size()));
    }
};

} // namespace

QString unitName(std::string_view unit)
{
    return UnitWords::name(unit);
}

} // namespace tokamark::words
