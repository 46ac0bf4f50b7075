#include "pages/reportdocument.h"

#include "models/resultcharts.h"
#include "plot/chartcanvas.h"
#include "plot/chartrenderer.h"
#include "plot/chartstyle.h"
#include "plot/curvechart.h"
#include "report/markdown.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>

#include <algorithm>

namespace tokamark::ui {

namespace {

constexpr int Margin = 57; ///< 15 mm
constexpr int ChartHeight = 380;
constexpr int Gap = 14;
constexpr int FootHeight = 30;
constexpr int FootPixels = 10;
constexpr int PdfResolution = 1200;
constexpr double LogicalDotsPerInch = 96;
constexpr QSize HtmlChartSize{760, 380};

struct PaperWords {
    Q_DECLARE_TR_FUNCTIONS(PaperWords)
};

constexpr const char *PaperStyle
    = "body { color: #1B1F27; font-size: 13px; } h1 { font-size: 22px; margin-bottom: 2px; }"
      "h2 { font-size: 15px; margin-bottom: 2px; } .dim { color: #667085; font-size: 11px; }"
      ".answer { color: #14804A; font-weight: 600; } .unmet { color: #B25E09; font-weight: 600; }"
      "p { margin-top: 2px; } td { font-size: 12px; }"
      "th { color: #667085; font-size: 11px; font-weight: normal; }";
constexpr const char *WebStyle
    = "body { max-width: 800px; margin: 32px auto; font-family: Inter, system-ui, sans-serif; }"
      "table { border-collapse: collapse; } th, td { padding: 4px 10px; text-align: right;"
      " border-bottom: 1px solid #DFE2E8; } th:first-child, td:first-child { text-align: left; }";

/// Rich text laid out for a column of `width`.
std::unique_ptr<QTextDocument> layOut(const QString &html, double width)
{
    auto document = std::make_unique<QTextDocument>();
    document->setDefaultFont(chartstyle::font(chartstyle::TitlePixels));
    document->setDefaultStyleSheet(QString::fromLatin1(PaperStyle));
    document->setDocumentMargin(0);
    document->setHtml(html);
    document->setTextWidth(width);
    return document;
}

/// Draws the part of `document` that lies in `part`, at `place`.
void drawPart(QPainter &painter, const QTextDocument &document, const QRectF &part, const QPointF &place)
{
    painter.save();
    painter.translate(place - part.topLeft());
    painter.setClipRect(part);
    // Paper is light whatever the window is: the document must not take its text colour from the program.
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, Theme::lightTheme().text);
    context.clip = part;
    document.documentLayout()->draw(&painter, context);
    painter.restore();
}

/// The part of a page that text and charts may fill.
QRectF contentArea()
{
    return QRectF(QPointF(0, 0), ReportDocument::PageSize).adjusted(Margin, Margin, -Margin, -Margin);
}

/// A heading with a list below it; nothing without lines.
QString htmlList(const QString &heading, const QStringList &lines)
{
    if (lines.isEmpty())
        return {};
    QString html = QStringLiteral("<h2>%1</h2><ul>").arg(heading.toHtmlEscaped());
    for (const QString &line : lines)
        html += QStringLiteral("<li>%1</li>").arg(line.toHtmlEscaped());
    return html + QStringLiteral("</ul>");
}

QString markdownList(const QString &heading, const QStringList &lines)
{
    if (lines.isEmpty())
        return {};
    QString text = QStringLiteral("\n## %1\n\n").arg(heading);
    for (const QString &line : lines)
        text += QStringLiteral("- %1\n").arg(report::asMarkdown(line));
    return text;
}

} // namespace

ReportDocument::ReportDocument()
    : m_latency(std::make_unique<CurveChart>())
    , m_rate(std::make_unique<CurveChart>())
{
}

ReportDocument::~ReportDocument() = default;

void ReportDocument::setResults(std::shared_ptr<const ResultSet> results)
{
    m_results = std::move(results);
    m_details.reset();
    if (!m_results)
        return;
    m_content = reportContent(*m_results);
    m_details = layOut(secondPage(), contentArea().width());
    m_details->setPageSize(contentArea().size());
    ResultChoice choice;
    choice.statistic = reportStatistic(*m_results);
    m_latency->setData(resultcharts::latencyCurves(*m_results, choice));
    m_rate->setData(resultcharts::rateCurves(*m_results, choice));
}

QString ReportDocument::firstPageHead() const
{
    QString html = QStringLiteral("<h1>%1</h1><p class='dim'>%2</p>")
                       .arg(m_content.title.toHtmlEscaped(), m_content.subtitle.toHtmlEscaped());
    for (const ScenarioAnswer &scenario : m_content.scenarios)
        html += QStringLiteral("<p><b>%1</b> <span class='dim'>%2</span><br><span class='%3'>%4</span></p>")
                    .arg(scenario.name.toHtmlEscaped(), scenario.criterion.toHtmlEscaped(),
                         scenario.met ? QStringLiteral("answer") : QStringLiteral("unmet"),
                         scenario.answer.toHtmlEscaped());
    return html;
}

QString ReportDocument::tableHtml() const
{
    QString html = QStringLiteral("<table width='100%' cellspacing='0' cellpadding='3'>");
    bool head = true;
    for (const QStringList &row : reportTable(*m_results)) {
        html += QStringLiteral("<tr>");
        for (qsizetype i = 0; i < row.size(); ++i)
            html += QStringLiteral("<%1 align='%2'>%3</%1>")
                        .arg(head ? QStringLiteral("th") : QStringLiteral("td"),
                             i == 0 ? QStringLiteral("left") : QStringLiteral("right"), row[i].toHtmlEscaped());
        html += QStringLiteral("</tr>");
        head = false;
    }
    return html + QStringLiteral("</table>");
}

QString ReportDocument::secondPage() const
{
    QString html;
    for (const ScenarioAnswer &scenario : m_content.scenarios)
        html
            += QStringLiteral("<h2>%1</h2><p>%2</p>").arg(scenario.name.toHtmlEscaped(), scenario.text.toHtmlEscaped());
    html += htmlList(PaperWords::tr("What the comparison carries"), m_content.differences);
    html += htmlList(PaperWords::tr("Failed requests"), m_content.failures);
    html += htmlList(PaperWords::tr("What this data cannot say"), m_content.limits);
    return html + QStringLiteral("<h2>%1</h2>").arg(PaperWords::tr("Every point").toHtmlEscaped()) + tableHtml();
}

int ReportDocument::pageCount() const
{
    return m_details == nullptr ? 0 : 1 + m_details->pageCount();
}

void ReportDocument::paintFirst(ChartCanvas &canvas) const
{
    const QRectF area = contentArea();
    const auto head = layOut(firstPageHead(), area.width());
    drawPart(canvas.painter(), *head, QRectF(QPointF(0, 0), head->size()), area.topLeft());
    double y = area.top() + head->size().height() + Gap;
    const double height = std::min<double>(ChartHeight, (area.bottom() - y - Gap) / 2);
    for (CurveChart *chart : {m_latency.get(), m_rate.get()}) {
        canvas.draw(*chart, QRectF(area.left() - spacing::Medium, y, area.width() + 2 * spacing::Medium, height));
        y += height + Gap;
    }
}

void ReportDocument::paint(ChartCanvas &canvas, int number) const
{
    QPainter &painter = canvas.painter();
    const Theme theme = Theme::lightTheme();
    painter.fillRect(QRect(QPoint(0, 0), PageSize), theme.card);
    const QRectF area = contentArea();
    if (number == 0)
        paintFirst(canvas);
    else
        drawPart(painter, *m_details, QRectF(0, (number - 1) * area.height(), area.width(), area.height()),
                 area.topLeft());
    const QRectF foot(area.left(), area.bottom() + Gap, area.width(), FootHeight);
    painter.setFont(chartstyle::font(FootPixels));
    painter.setPen(theme.dim);
    const QString place = PaperWords::tr("page %1 of %2").arg(number + 1).arg(pageCount());
    painter.drawText(foot, Qt::AlignRight | Qt::AlignTop, place);
    const double room = area.width() - QFontMetricsF(painter.font()).horizontalAdvance(place) - 2 * Gap;
    painter.drawText(QRectF(foot.topLeft(), QSizeF(room, FootHeight)), Qt::AlignLeft | Qt::TextWordWrap,
                     m_content.provenance);
}

QImage ReportDocument::page(int number, double scale)
{
    QImage image((QSizeF(PageSize) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    if (isEmpty())
        return image;
    ChartCanvas canvas(image, false);
    canvas.painter().scale(scale, scale);
    paint(canvas, number);
    return image;
}

QByteArray ReportDocument::pdf()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(m_content.title);
    writer.setCreator(QStringLiteral("Tokamark"));
    writer.setResolution(PdfResolution);
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setPageSize(QPageSize(QPageSize::A4));
    {
        ChartCanvas canvas(writer, true);
        canvas.painter().scale(PdfResolution / LogicalDotsPerInch, PdfResolution / LogicalDotsPerInch);
        for (int number = 0; number < pageCount(); ++number) {
            if (number > 0)
                writer.newPage();
            paint(canvas, number);
        }
    }
    return bytes;
}

QString ReportDocument::html()
{
    QString charts;
    for (CurveChart *chart : {m_latency.get(), m_rate.get()}) {
        QByteArray svg = ChartRenderer::bytes(*chart, ChartFormat::Svg, HtmlChartSize);
        charts += QString::fromUtf8(svg.mid(svg.indexOf("<svg")));
    }
    return QStringLiteral(
               "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%1</title><style>%2 %3</style></head>"
               "<body>\n%4\n%5\n%6\n<p class=\"dim\">%7</p>\n</body></html>\n")
        .arg(m_content.title.toHtmlEscaped(), QString::fromLatin1(PaperStyle), QString::fromLatin1(WebStyle),
             firstPageHead(), charts, secondPage(), m_content.provenance.toHtmlEscaped());
}

QString ReportDocument::markdown() const
{
    QString text = QStringLiteral("# %1\n\n%2\n\n")
                       .arg(report::asMarkdown(m_content.title), report::asMarkdown(m_content.subtitle));
    for (const ScenarioAnswer &scenario : m_content.scenarios)
        text += QStringLiteral("## %1\n\n*%2*: **%3**\n\n%4\n\n")
                    .arg(report::asMarkdown(scenario.name), report::asMarkdown(scenario.criterion),
                         report::asMarkdown(scenario.answer), report::asMarkdown(scenario.text));
    bool head = true;
    for (const QStringList &row : reportTable(*m_results)) {
        QStringList cells;
        for (const QString &cell : row)
            cells.append(report::asMarkdown(cell));
        text += QStringLiteral("| %1 |\n").arg(cells.join(QStringLiteral(" | ")));
        if (head)
            text += QStringLiteral("|---|") + QStringLiteral("---:|").repeated(row.size() - 1) + QLatin1Char('\n');
        head = false;
    }
    text += markdownList(PaperWords::tr("What the comparison carries"), m_content.differences);
    text += markdownList(PaperWords::tr("Failed requests"), m_content.failures);
    text += markdownList(PaperWords::tr("What this data cannot say"), m_content.limits);
    return text + QStringLiteral("\n%1\n").arg(report::asMarkdown(m_content.provenance));
}

} // namespace tokamark::ui
