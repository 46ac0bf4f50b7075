#include "widgets/runcelldelegate.h"

#include "metrics/verdict.h"
#include "models/runmatrixmodel.h"
#include "widgets/themeprovider.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace tokamark::ui {

namespace {

constexpr int Height = 52;
constexpr int Margin = 3;
constexpr int Padding = 10;
constexpr int UnitGap = 4;
constexpr int BadgePadding = 14; ///< of both ends
constexpr double RemarkSize = 11; ///< of the mark of a cell that has remarks
constexpr int NarrowestBadge = 48; ///< a shorter one could not be told from another

session::CellState stateOf(const QModelIndex &index)
{
    return static_cast<session::CellState>(index.data(RunMatrixModel::StateRole).toInt());
}

QFont sized(const QFont &base, int pixels, QFont::Weight weight)
{
    QFont font = base;
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

} // namespace

RunCellDelegate::RunCellDelegate(const ThemeProvider &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize RunCellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {120, Height};
}

void RunCellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (!index.data(RunMatrixModel::StateRole).isValid())
        return;
    const Theme &theme = m_theme.theme();
    const QRectF area = QRectF(option.rect).adjusted(Margin + 0.5, Margin + 0.5, -Margin - 0.5, -Margin - 0.5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintFrame(*painter, area, option, index);

    const QString value = index.data(RunMatrixModel::ValueRole).toString();
    const QString detail = index.data(RunMatrixModel::DetailRole).toString();
    const QRectF inner = area.adjusted(Padding, 0, -Padding, 0);
    const bool measured = !index.data(RunMatrixModel::UnitRole).toString().isEmpty();
    if (!measured) {
        painter->setFont(option.font);
        painter->setPen(stateOf(index) == session::CellState::Failed ? theme.bad : theme.dim);
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, value);
        painter->restore();
        return;
    }
    const double middle = area.center().y();
    const QFont large = sized(option.font, 15, QFont::Bold);
    const double valueWidth = QFontMetricsF(large).horizontalAdvance(value);
    // Figures come first: the verdict gets what they leave, and the unit what both leave.
    painter->setFont(option.font);
    const double verdictWidth = paintVerdict(*painter, area, inner.width() - valueWidth, index);
    const QRectF upper(inner.left(), area.top() + 4, inner.width() - verdictWidth, middle - area.top());
    painter->setFont(large);
    painter->setPen(theme.text);
    painter->drawText(upper, Qt::AlignVCenter | Qt::AlignLeft, value);
    const QFont small = sized(option.font, 11, QFont::Normal);
    painter->setFont(small);
    painter->setPen(theme.dim);
    const QString unit = index.data(RunMatrixModel::UnitRole).toString();
    if (QFontMetricsF(small).horizontalAdvance(unit) <= upper.width() - valueWidth - UnitGap)
        painter->drawText(upper.adjusted(valueWidth + UnitGap, 1, 0, 1), Qt::AlignVCenter | Qt::AlignLeft, unit);
    QRectF lower(inner.left(), middle + 1, inner.width(), area.bottom() - middle - 5);
    if (index.data(RunMatrixModel::RemarksRole).toInt() > 0)
        lower.setWidth(lower.width() - paintRemark(*painter, lower));
    painter->setFont(small);
    const QString failures = index.data(RunMatrixModel::FailuresRole).toString();
    paintLine(*painter, lower, failures, detail);
    painter->restore();
}

/// What failed first and in the colour of a fault: where the line is too long, it is the rest that is cut.
void RunCellDelegate::paintLine(QPainter &painter, const QRectF &line, const QString &failures,
                                const QString &detail) const
{
    const QFontMetricsF metrics(painter.font());
    const auto draw = [&painter, &metrics](const QRectF &place, const QString &text) {
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(text, Qt::ElideRight, place.width()));
    };
    QRectF rest = line;
    if (!failures.isEmpty()) {
        painter.setPen(m_theme.theme().bad);
        draw(line, failures);
        rest.setLeft(std::min(line.right(), line.left() + metrics.horizontalAdvance(failures)));
    }
    painter.setPen(m_theme.theme().dim);
    draw(rest, failures.isEmpty() || detail.isEmpty() ? detail : QStringLiteral(" · ") + detail);
}

/// An "i" in a ring at the right end of the lower line: the tip has the remarks. Gives the width that it takes.
double RunCellDelegate::paintRemark(QPainter &painter, const QRectF &line) const
{
    const QRectF ring(line.right() - RemarkSize, line.center().y() - RemarkSize / 2, RemarkSize, RemarkSize);
    painter.setPen(QPen(m_theme.theme().dim, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(ring);
    painter.setFont(sized(painter.font(), 8, QFont::Bold));
    painter.drawText(ring, Qt::AlignCenter, QStringLiteral("i"));
    return RemarkSize + UnitGap;
}

void RunCellDelegate::paintFrame(QPainter &painter, const QRectF &area, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const Theme &theme = m_theme.theme();
    const session::CellState state = stateOf(index);
    QPen pen(theme.line, 1);
    if (state == session::CellState::Running)
        pen = QPen(theme.accent, 2);
    else if (state == session::CellState::Waiting)
        pen.setStyle(Qt::DashLine);
    else if (state == session::CellState::Failed)
        pen.setColor(theme.bad);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter.setPen(pen);
    painter.setBrush(selected ? theme.accentBackground : theme.card);
    painter.drawRoundedRect(area, 6, 6);
    if (state == session::CellState::Running)
        paintProgress(painter, area, index.data(RunMatrixModel::ProgressRole).toDouble());
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter.setPen(QPen(theme.accent, 1.5, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(area.adjusted(2.5, 2.5, -2.5, -2.5), 4, 4);
    }
}

void RunCellDelegate::paintProgress(QPainter &painter, const QRectF &area, double share) const
{
    if (share <= 0)
        return;
    QPainterPath frame;
    frame.addRoundedRect(area, 6, 6);
    painter.save();
    painter.setClipPath(frame);
    painter.fillRect(QRectF(area.left(), area.bottom() - 3, area.width() * std::min(share, 1.0), 3),
                     m_theme.theme().accent);
    painter.restore();
}

double RunCellDelegate::paintVerdict(QPainter &painter, const QRectF &area, double room, const QModelIndex &index) const
{
    const int severity = index.data(RunMatrixModel::SeverityRole).toInt();
    if (severity < 0)
        return 0;
    const Theme &theme = m_theme.theme();
    if (severity < static_cast<int>(metrics::Severity::Warning)) {
        painter.setPen(QPen(theme.good, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF corner(area.right() - Padding - 10, area.top() + 15);
        painter.drawPolyline(QPolygonF{corner + QPointF(0, 0), corner + QPointF(3, 3.5), corner + QPointF(9, -4)});
        return 16;
    }
    const QFont font = sized(painter.font(), 10, QFont::DemiBold);
    const QFontMetricsF metrics(font);
    QString name = index.data(RunMatrixModel::VerdictRole).toString();
    const double whole = metrics.horizontalAdvance(name) + BadgePadding;
    const double width = whole <= room ? whole : std::max(room, double{BadgePadding + 4});
    if (whole > room)
        name = room < NarrowestBadge ? QStringLiteral("!")
                                     : metrics.elidedText(name, Qt::ElideRight, width - BadgePadding);
    const QRectF badge(area.right() - 6 - width, area.top() + 6, width, 17);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.grid);
    painter.drawRoundedRect(badge, 8, 8);
    painter.setFont(font);
    painter.setPen(severity == static_cast<int>(metrics::Severity::Bad) ? theme.bad : theme.warning);
    painter.drawText(badge, Qt::AlignCenter, name);
    return width + UnitGap - (Padding - 6);
}

} // namespace tokamark::ui
