#include "plot/chartstyle.h"

#include "widgets/theme.h"

#include <QFontDatabase>
#include <QStringList>

#include <array>

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

Qt::PenStyle lineStyle(int place)
{
    constexpr std::array Styles{Qt::SolidLine, Qt::DashDotLine, Qt::DotLine, Qt::DashDotDotLine};
    return Styles.at(static_cast<std::size_t>(seriesRound(place)) % Styles.size());
}

} // namespace tokamark::ui::chartstyle
