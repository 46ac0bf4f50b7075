#include "storage/statements.h"

namespace tokamark::storage {

QStringList listed(std::span<const char *const> statements)
{
    QStringList list;
    for (const char *statement : statements)
        list << QString::fromUtf8(statement);
    return list;
}

} // namespace tokamark::storage
