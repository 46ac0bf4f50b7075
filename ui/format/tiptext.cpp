#include "format/tiptext.h"

#include <QTextDocument>

namespace tokamark::ui::format {

QString tip(const QString &text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal) : text;
}

} // namespace tokamark::ui::format
