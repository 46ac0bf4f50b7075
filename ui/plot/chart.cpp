#include "plot/chart.h"

#include "plot/chartcanvas.h"
#include "plot/chartrenderer.h"
#include "plot/chartstyle.h"
#include "plot/legendsign.h"

#include <QAbstractScrollArea>
#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QWheelEvent>

namespace tokamark::ui {

namespace {

constexpr int TitleHeight = 20;
constexpr int LegendHeight = 16;
constexpr int SubtitleHeight = 15;
constexpr int LowestWithSubtitle = 200; ///< lower charts need their height for the plot
constexpr int CornerRadius = 8;

QRect inside(const QSize &size)
{
    return QRect(QPoint(0, 0), size).adjusted(spacing::Medium, spacing::Small, -spacing::Medium, -spacing::Small);
}

} // namespace

struct Chart::State {
    Theme theme = Theme::lightTheme();
    ChartProvenance provenance;
    ChartHeading heading;
    std::vector<LegendEntry> legend;
    QWidget *plot = nullptr;
    bool zoomedByWheel = false;
    bool framed = true;
};

/// Where everything around the plot goes at one size.
struct Chart::Frame {
    QRect title;
    QRect subtitle;
    QRect plot;
    QRect legend;
    QRect caption;
    std::vector<QPoint> legendPlaces; ///< top left of each entry
};

Chart::Chart(QWidget *parent)
    : QWidget(parent)
    , m_state(std::make_unique<State>())
{
    setAccessibleName(QString());
    setFocusPolicy(Qt::TabFocus);
}

Chart::~Chart() = default;

void Chart::setTheme(const Theme &theme)
{
    m_state->theme = theme;
    themeChanged();
    update();
}

const Theme &Chart::theme() const
{
    return m_state->theme;
}

void Chart::setFramed(bool framed)
{
    m_state->framed = framed;
    update();
}

void Chart::setProvenance(const ChartProvenance &provenance)
{
    m_state->provenance = provenance;
}

const ChartProvenance &Chart::provenance() const
{
    return m_state->provenance;
}

const ChartHeading &Chart::heading() const
{
    return m_state->heading;
}

void Chart::setPlotWidget(QWidget *plot)
{
    m_state->plot = plot;
    plot->setParent(this);
    plot->setFocusPolicy(Qt::NoFocus);
    plot->installEventFilter(this);
    if (const auto *area = qobject_cast<QAbstractScrollArea *>(plot))
        area->viewport()->installEventFilter(this);
}

void Chart::setZoomedByWheel(bool zoomed)
{
    m_state->zoomedByWheel = zoomed;
}

bool Chart::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel)
        return QWidget::eventFilter(watched, event);
    const bool zooms = static_cast<QWheelEvent *>(event)->modifiers().testFlag(Qt::ControlModifier);
    if (zooms && m_state->zoomedByWheel)
        return QWidget::eventFilter(watched, event);
    // The plot libraries keep the wheel even where they do nothing with it; the page below scrolls.
    event->ignore();
    return true;
}

void Chart::setSurroundings(const ChartHeading &heading, std::vector<LegendEntry> legend)
{
    m_state->heading = heading;
    m_state->legend = std::move(legend);
    setAccessibleName(heading.title);
    setAccessibleDescription(isEmpty() ? heading.emptyText : heading.units);
    placePlot();
    update();
}

QColor Chart::colorOf(const QColor &given, int marker) const
{
    return given.isValid() ? given : m_state->theme.seriesColor(marker);
}

Chart::Frame Chart::frameFor(const QSize &size) const
{
    Frame frame;
    QRect rest = inside(size);
    const ChartHeading &heading = m_state->heading;
    if (!heading.title.isEmpty() || !heading.units.isEmpty()) {
        frame.title = QRect(rest.left(), rest.top(), rest.width(), TitleHeight);
        rest.setTop(frame.title.bottom() + 1);
    }
    if (!heading.subtitle.isEmpty() && size.height() >= LowestWithSubtitle) {
        frame.subtitle = QRect(rest.left(), rest.top(), rest.width(), SubtitleHeight);
        rest.setTop(frame.subtitle.bottom() + 1);
    }
    const QFontMetrics metrics(chartstyle::font(chartstyle::TextPixels));
    if (!heading.caption.isEmpty() && !isEmpty()) {
        const int height = metrics.boundingRect(rest, Qt::TextWordWrap, heading.caption).height();
        frame.caption = QRect(rest.left(), rest.bottom() + 1 - height, rest.width(), height);
        rest.setBottom(frame.caption.top() - 1 - spacing::Tight);
    }
    if (!m_state->legend.empty() && !isEmpty()) {
        QPoint place(0, 0);
        for (const LegendEntry &entry : m_state->legend) {
            const int width = legendsign::width(entry.line) + spacing::Tight + metrics.horizontalAdvance(entry.name)
                + spacing::Medium;
            if (place.x() > 0 && place.x() + width > rest.width())
                place = QPoint(0, place.y() + LegendHeight);
            frame.legendPlaces.push_back(place);
            place.rx() += width;
        }
        const int height = place.y() + LegendHeight;
        frame.legend = QRect(rest.left(), rest.bottom() + 1 - height, rest.width(), height);
        rest.setBottom(frame.legend.top() - 1);
    }
    frame.plot = rest;
    return frame;
}

void Chart::drawSurroundings(QPainter &painter, const Frame &frame) const
{
    const Theme &theme = m_state->theme;
    const ChartHeading &heading = m_state->heading;
    const QFont text = chartstyle::font(chartstyle::TextPixels);
    const QFontMetrics metrics(text);
    painter.setFont(text);
    painter.setPen(theme.dim);
    painter.drawText(frame.title, Qt::AlignRight | Qt::AlignVCenter, heading.units);
    const QFont bold = chartstyle::font(chartstyle::TitlePixels, QFont::DemiBold);
    const int room = frame.title.width() - metrics.horizontalAdvance(heading.units) - spacing::Small;
    painter.setFont(bold);
    painter.setPen(theme.text);
    painter.drawText(frame.title, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(bold).elidedText(heading.title, Qt::ElideRight, room));
    painter.setFont(text);
    painter.setPen(theme.dim);
    if (!frame.subtitle.isNull())
        painter.drawText(frame.subtitle, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(heading.subtitle, Qt::ElideRight, frame.subtitle.width()));
    for (std::size_t i = 0; i < frame.legendPlaces.size(); ++i) {
        const LegendEntry &entry = m_state->legend[i];
        const QPoint place = frame.legend.topLeft() + frame.legendPlaces[i];
        const int sign = legendsign::width(entry.line);
        const QRect signArea(place.x(), place.y(), sign, LegendHeight);
        if (entry.line)
            legendsign::paintLine(painter, signArea, entry.color, entry.place);
        else
            legendsign::paintBar(painter, signArea, entry.color, entry.place, theme.card);
        painter.setPen(theme.dim);
        painter.drawText(QRect(place.x() + sign + spacing::Tight, place.y(), frame.legend.width(), LegendHeight),
                         Qt::AlignLeft | Qt::AlignVCenter, entry.name);
    }
    if (!frame.caption.isNull())
        painter.drawText(frame.caption, Qt::AlignLeft | Qt::TextWordWrap, heading.caption);
    if (isEmpty())
        painter.drawText(frame.plot, Qt::AlignCenter | Qt::TextWordWrap, heading.emptyText);
}

void Chart::draw(QCPPainter &painter, const QSize &size)
{
    // The pointer to the base is taken where QCPPainter is known; see chartcanvas.cpp.
    QPainter &base = ChartCanvas::basePainter(painter);
    const Frame frame = frameFor(size);
    base.save();
    drawSurroundings(base, frame);
    base.restore();
    if (isEmpty())
        return;
    base.save();
    base.translate(frame.plot.topLeft());
    drawPlot(painter, frame.plot.size());
    base.restore();
}

void Chart::placePlot()
{
    if (m_state->plot == nullptr)
        return;
    // A plot without area cannot be painted on; it keeps its size until the chart has one.
    const QRect area = frameFor(size()).plot;
    if (!area.isEmpty())
        m_state->plot->setGeometry(area);
    m_state->plot->setVisible(!isEmpty() && !area.isEmpty());
}

void Chart::askAndSave(ChartFormat format)
{
    auto *dialog = new QFileDialog(this, tr("Save chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ChartRenderer::suffix(format));
    dialog->setNameFilter(QStringLiteral("*.") + ChartRenderer::suffix(format));
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString &path) {
        if (const auto written = ChartRenderer::save(*this, path, format); written)
            Q_EMIT saved(path);
        else
            Q_EMIT saveFailed(written.error());
    });
    dialog->open();
}

void Chart::copyPicture()
{
    QGuiApplication::clipboard()->setImage(ChartRenderer::image(*this));
}

void Chart::fillMenu(QMenu &menu)
{
    menu.addAction(tr("Copy picture"), this, &Chart::copyPicture);
    menu.addSeparator();
    fillFormats(menu, this, [this](ChartFormat format) { askAndSave(format); });
    for (QAction *action : menu.actions())
        action->setEnabled(!isEmpty());
}

void Chart::fillFormats(QMenu &menu, QObject *receiver, const std::function<void(ChartFormat)> &save)
{
    for (const auto &[text, format] :
         {std::pair(tr("Save as PNG…"), ChartFormat::Png), std::pair(tr("Save as PDF…"), ChartFormat::Pdf),
          std::pair(tr("Save as SVG…"), ChartFormat::Svg)})
        menu.addAction(text, receiver, [save, chosen = format] { save(chosen); });
}

QSize Chart::sizeHint() const
{
    return {480, 280};
}

QSize Chart::minimumSizeHint() const
{
    return {240, 140};
}

void Chart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_state->theme;
    painter.setPen(hasFocus() ? theme.accent : m_state->framed ? theme.line : theme.card);
    painter.setBrush(theme.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), CornerRadius, CornerRadius);
    drawSurroundings(painter, frameFor(size()));
}

void Chart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placePlot();
}

void Chart::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(event->globalPos());
}

void Chart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange || event->type() == QEvent::LanguageChange)
        themeChanged();
}

} // namespace tokamark::ui
