#include "plot/chartstyle.h"

#include <QFontDatabase>
#include <QStringList>

namespace tokamark::ui::chartstyle {

QFont font(int pixels, QFont::Weight weight)
{
    static const QString family = [] {
        const QString preferred = QStringLiteral("Inter");
        return QFontDatabase::families().contains(preferred)
            ? preferred
            : QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    }();
    QFont font(family);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    // Widths must not depend on the device, or labels measured on screen would not fit in a PDF.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace tokamark::ui::chartstyle
