#include "plot/chartrenderer.h"

#include "plot/chartcanvas.h"
#include "plot/chartstyle.h"
#include "plot/svgdevice.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QStorageInfo>

#include <cmath>

namespace tokamark::ui {

namespace {

constexpr int FootHeight = 26;
constexpr int PdfResolution = 1200;
constexpr double LogicalDotsPerInch = 96;
constexpr double PointsPerInch = 72;

void drawMark(QPainter &painter, const QRect &foot, const Theme &theme, const QString &mark)
{
    const QFont font = chartstyle::font(chartstyle::TextPixels, QFont::DemiBold);
    const int width = QFontMetrics(font).horizontalAdvance(mark) + 2 * spacing::Small;
    const QRectF pill(foot.right() - width, foot.top() + 3, width, foot.height() - 8);
    painter.setPen(QPen(theme.dim, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setFont(font);
    painter.drawText(pill, Qt::AlignCenter, mark);
}

/// Ground, chart, provenance line and mark.
void paint(Chart &chart, ChartCanvas &canvas, const QSize &size)
{
    QPainter &painter = canvas.painter();
    const Theme &theme = chart.theme();
    const ChartProvenance &provenance = chart.provenance();
    painter.fillRect(QRect(QPoint(0, 0), size), theme.card);
    const bool footed = !provenance.line.isEmpty() || !provenance.simulatedMark.isEmpty();
    canvas.draw(chart, QRectF(0, 0, size.width(), size.height() - (footed ? FootHeight : 0)));
    if (!footed)
        return;
    const QRect foot(spacing::Medium, size.height() - FootHeight, size.width() - 2 * spacing::Medium, FootHeight);
    const QFont font = chartstyle::font(chartstyle::TextPixels);
    const QFontMetrics metrics(font);
    int room = foot.width();
    if (!provenance.simulatedMark.isEmpty()) {
        drawMark(painter, foot, theme, provenance.simulatedMark);
        room -= metrics.horizontalAdvance(provenance.simulatedMark) + 4 * spacing::Small;
    }
    painter.setFont(font);
    painter.setPen(theme.dim);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(provenance.line, Qt::ElideRight, room));
}

QByteArray pngBytes(Chart &chart, const QSize &size)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    ChartRenderer::image(chart, size).save(&buffer, "PNG");
    return bytes;
}

QByteArray pdfBytes(Chart &chart, const QSize &size)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(chart.heading().title);
    writer.setCreator(QStringLiteral("Tokamark"));
    writer.setResolution(PdfResolution);
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setPageSize(
        QPageSize(QSizeF(size) * PointsPerInch / LogicalDotsPerInch, QPageSize::Point, {}, QPageSize::ExactMatch));
    {
        ChartCanvas canvas(writer, true);
        canvas.painter().scale(PdfResolution / LogicalDotsPerInch, PdfResolution / LogicalDotsPerInch);
        paint(chart, canvas, size);
    }
    return bytes;
}

QByteArray svgBytes(Chart &chart, const QSize &size)
{
    SvgDevice device(size, chart.heading().title);
    {
        ChartCanvas canvas(device, true);
        paint(chart, canvas, size);
    }
    return device.document();
}

} // namespace

QImage ChartRenderer::image(Chart &chart, const QSize &size, double scale)
{
    QImage image((QSizeF(size) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(chart.theme().card);
    image.setDevicePixelRatio(scale);
    {
        ChartCanvas canvas(image, false);
        paint(chart, canvas, size);
    }
    return image;
}

QByteArray ChartRenderer::bytes(Chart &chart, ChartFormat format, const QSize &size)
{
    switch (format) {
    case ChartFormat::Png: return pngBytes(chart, size);
    case ChartFormat::Pdf: return pdfBytes(chart, size);
    case ChartFormat::Svg: return svgBytes(chart, size);
    }
    return {};
}

Expected<void> ChartRenderer::save(Chart &chart, const QString &path, ChartFormat format, const QSize &size)
{
    return writeFileAtomically(path, bytes(chart, format, size));
}

QString ChartRenderer::suffix(ChartFormat format)
{
    switch (format) {
    case ChartFormat::Png: return QStringLiteral("png");
    case ChartFormat::Pdf: return QStringLiteral("pdf");
    case ChartFormat::Svg: return QStringLiteral("svg");
    }
    return {};
}

Expected<ChartFormat> ChartRenderer::formatFromName(const QString &name)
{
    for (const ChartFormat format : {ChartFormat::Png, ChartFormat::Pdf, ChartFormat::Svg})
        if (name == suffix(format))
            return format;
    return fail(ErrorCode::BadUsage, "--format " + name.toStdString());
}

Expected<void> writeFileAtomically(const QString &path, const QByteArray &bytes)
{
    const auto failed = [&](const QSaveFile &file) {
        const bool full = file.error() == QFileDevice::ResourceError
            || (file.error() == QFileDevice::WriteError && QStorageInfo(path).bytesAvailable() < bytes.size());
        return fail(full ? ErrorCode::DiskFull : ErrorCode::FileUnwritable, path.toStdString(),
                    file.errorString().toStdString());
    };
    // A device or a folder of that name would be replaced by the rename that ends an atomic write.
    if (const QFileInfo there(path); there.exists() && !there.isFile())
        return fail(ErrorCode::FileUnwritable, path.toStdString());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failed(file);
    if (file.write(bytes) != bytes.size() || !file.commit())
        return failed(file);
    return {};
}

} // namespace tokamark::ui
