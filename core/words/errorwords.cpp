#include "words/errorwords.h"

namespace tokamark::words {

QString sentence(const Error &error)
{
    return QString::fromUtf8(name(error.code)) + QStringLiteral(": ") + QString::fromStdString(error.detail);
}

QString advice(const Error &)
{
    return {};
}

} // namespace tokamark::words
