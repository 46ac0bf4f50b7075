#include "plot/svgdevice.h"

#include <QBuffer>
#include <QHash>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace tokamark::ui {

namespace {

constexpr int DotsPerInch = 96;
constexpr int Decimals = 2;

QByteArray number(double value)
{
    QByteArray text = QByteArray::number(value, 'f', Decimals);
    while (text.endsWith('0'))
        text.chop(1);
    if (text.endsWith('.'))
        text.chop(1);
    return text == "-0" ? QByteArray("0") : text;
}

QByteArray point(double x, double y)
{
    return number(x) + ' ' + number(y);
}

QByteArray pathData(const QPainterPath &path)
{
    QByteArray data;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element element = path.elementAt(i);
        switch (element.type) {
        case QPainterPath::MoveToElement: data += 'M' + point(element.x, element.y); break;
        case QPainterPath::LineToElement: data += 'L' + point(element.x, element.y); break;
        case QPainterPath::CurveToElement: data += 'C' + point(element.x, element.y); break;
        case QPainterPath::CurveToDataElement: data += ' ' + point(element.x, element.y); break;
        }
    }
    return data;
}

QByteArray colorAttributes(const char *role, const QColor &color, double opacity)
{
    QByteArray text = QByteArray(" ") + role + "=\"" + color.name(QColor::HexRgb).toLatin1() + '"';
    const double alpha = color.alphaF() * opacity;
    if (alpha < 0.999)
        text += QByteArray(" ") + role + "-opacity=\"" + number(alpha) + '"';
    return text;
}

} // namespace

/// Turns what a painter does into elements with device coordinates.
class SvgDevice::Engine final : public QPaintEngine {
public:
    Engine()
        : QPaintEngine(PrimitiveTransform | PainterPaths | Antialiasing | AlphaBlend | ConstantOpacity
                       | PixmapTransform)
    {
    }

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    [[nodiscard]] Type type() const override { return User; }
    [[nodiscard]] const QByteArray &definitions() const { return m_definitions; }
    [[nodiscard]] const QByteArray &body() const { return m_body; }

    void updateState(const QPaintEngineState &now) override
    {
        m_pen = now.pen();
        m_brush = now.brush();
        m_transform = now.transform();
        m_opacity = now.opacity();
        if (now.state().testFlag(DirtyClipPath) || now.state().testFlag(DirtyClipRegion)
            || now.state().testFlag(DirtyClipEnabled))
            m_clip = painter()->hasClipping() ? clipId(m_transform.map(painter()->clipPath())) : QByteArray();
    }

    void drawPath(const QPainterPath &path) override { addPath(path, true); }

    void drawPolygon(const QPointF *points, int count, PolygonDrawMode mode) override
    {
        if (count < 2)
            return;
        QPainterPath path(points[0]);
        for (int i = 1; i < count; ++i)
            path.lineTo(points[i]);
        if (mode != PolylineMode)
            path.closeSubpath();
        path.setFillRule(mode == OddEvenMode ? Qt::OddEvenFill : Qt::WindingFill);
        addPath(path, mode != PolylineMode);
    }
    using QPaintEngine::drawPolygon;

    void drawPixmap(const QRectF &target, const QPixmap &pixmap, const QRectF &source) override
    {
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        pixmap.copy(source.toAlignedRect()).save(&buffer, "PNG");
        const QRectF place = m_transform.mapRect(target);
        m_body += "<image x=\"" + number(place.x()) + "\" y=\"" + number(place.y()) + "\" width=\""
            + number(place.width()) + "\" height=\"" + number(place.height()) + "\" href=\"data:image/png;base64,"
            + png.toBase64() + '"' + clipAttribute() + "/>\n";
    }

private:
    [[nodiscard]] QByteArray clipId(const QPainterPath &path)
    {
        const QByteArray data = pathData(path);
        const auto known = m_clips.constFind(data);
        if (known != m_clips.constEnd())
            return *known;
        const QByteArray id = "clip" + QByteArray::number(m_clips.size());
        m_clips.insert(data, id);
        m_definitions += "<clipPath id=\"" + id + "\"><path d=\"" + data + "\"/></clipPath>\n";
        return id;
    }

    [[nodiscard]] QByteArray clipAttribute() const
    {
        return m_clip.isEmpty() ? QByteArray() : " clip-path=\"url(#" + m_clip + ")\"";
    }

    [[nodiscard]] QByteArray strokeAttributes() const
    {
        const double scale = m_pen.isCosmetic() ? 1 : std::sqrt(std::abs(m_transform.determinant()));
        const double width = (m_pen.widthF() > 0 ? m_pen.widthF() : 1) * scale;
        QByteArray text
            = colorAttributes("stroke", m_pen.color(), m_opacity) + " stroke-width=\"" + number(width) + '"';
        if (m_pen.capStyle() != Qt::FlatCap)
            text += m_pen.capStyle() == Qt::RoundCap ? " stroke-linecap=\"round\"" : " stroke-linecap=\"square\"";
        if (m_pen.joinStyle() != Qt::MiterJoin)
            text += m_pen.joinStyle() == Qt::RoundJoin ? " stroke-linejoin=\"round\"" : " stroke-linejoin=\"bevel\"";
        if (m_pen.style() == Qt::SolidLine)
            return text;
        QByteArray dashes;
        for (const double dash : m_pen.dashPattern())
            dashes += (dashes.isEmpty() ? "" : " ") + number(dash * width);
        return text + " stroke-dasharray=\"" + dashes + '"';
    }

    void addPath(const QPainterPath &path, bool fill)
    {
        const bool filled = fill && m_brush.style() != Qt::NoBrush && m_brush.color().alpha() > 0;
        const bool stroked = m_pen.style() != Qt::NoPen && m_pen.color().alpha() > 0;
        if (path.isEmpty() || (!filled && !stroked))
            return;
        m_body += "<path d=\"" + pathData(m_transform.map(path)) + '"';
        m_body += filled ? colorAttributes("fill", m_brush.color(), m_opacity) : QByteArray(" fill=\"none\"");
        if (filled && path.fillRule() == Qt::OddEvenFill)
            m_body += " fill-rule=\"evenodd\"";
        if (stroked)
            m_body += strokeAttributes();
        m_body += clipAttribute() + "/>\n";
    }

    QPen m_pen;
    QBrush m_brush;
    QTransform m_transform;
    double m_opacity = 1;
    QByteArray m_clip;
    QHash<QByteArray, QByteArray> m_clips;
    QByteArray m_definitions;
    QByteArray m_body;
};

SvgDevice::SvgDevice(const QSize &size, const QString &title)
    : m_size(size)
    , m_title(title)
    , m_engine(std::make_unique<Engine>())
{
}

SvgDevice::~SvgDevice() = default;

QByteArray SvgDevice::document() const
{
    const QByteArray width = QByteArray::number(m_size.width());
    const QByteArray height = QByteArray::number(m_size.height());
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width
        + "\" height=\"" + height + "\" viewBox=\"0 0 " + width + ' ' + height + "\" role=\"img\">\n<title>"
        + m_title.toHtmlEscaped().toUtf8() + "</title>\n<defs>\n" + m_engine->definitions() + "</defs>\n"
        + m_engine->body() + "</svg>\n";
}

QPaintEngine *SvgDevice::paintEngine() const
{
    return m_engine.get();
}

int SvgDevice::metric(PaintDeviceMetric metric) const
{
    switch (metric) {
    case PdmWidth: return m_size.width();
    case PdmHeight: return m_size.height();
    case PdmWidthMM: return m_size.width() * 254 / (10 * DotsPerInch);
    case PdmHeightMM: return m_size.height() * 254 / (10 * DotsPerInch);
    case PdmNumColors: return 1 << 24;
    case PdmDepth: return 32;
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY: return DotsPerInch;
    case PdmDevicePixelRatio: return 1;
    default: return QPaintDevice::metric(metric);
    }
}

} // namespace tokamark::ui
