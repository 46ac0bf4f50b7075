#pragma once

#include "base/error.h"
#include "plot/chart.h"

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

namespace tokamark::ui {

/// Makes pictures of charts: PNG at twice the size, PDF with its fonts embedded, SVG with text as outlines. Each has
/// title, units, provenance line and the mark of simulated data. GUI thread; stateless; needs no display.
class ChartRenderer {
public:
    static constexpr QSize DefaultSize{960, 600};

    [[nodiscard]] static QImage image(Chart &chart, const QSize &size = DefaultSize, double scale = 2);
    [[nodiscard]] static QByteArray bytes(Chart &chart, ChartFormat format, const QSize &size = DefaultSize);
    /// Writes the file as a whole or not at all. Errors: FileUnwritable, DiskFull.
    [[nodiscard]] static Expected<void> save(Chart &chart, const QString &path, ChartFormat format,
                                             const QSize &size = DefaultSize);
    [[nodiscard]] static QString suffix(ChartFormat format);
    /// "png", "pdf", "svg". Errors: BadUsage.
    [[nodiscard]] static Expected<ChartFormat> formatFromName(const QString &name);
};

/// Writes `bytes` to `path` as a whole or not at all. Errors: FileUnwritable, DiskFull.
[[nodiscard]] Expected<void> writeFileAtomically(const QString &path, const QByteArray &bytes);

} // namespace tokamark::ui
