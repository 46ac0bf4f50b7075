#include "pages/reportpreview.h"

#include "pages/reportdocument.h"
#include "widgets/theme.h"

#include <QImage>
#include <QLabel>
#include <QPixmap>

namespace tokamark::ui {

namespace {

constexpr int Frame = 1; ///< around each page

} // namespace

ReportPreview::ReportPreview(QWidget *parent)
    : QScrollArea(parent)
    , m_desk(new QWidget(this))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_desk->setProperty("role", QStringLiteral("scrolled"));
    setWidget(m_desk);
}

void ReportPreview::setPageWidth(int pageWidth)
{
    setFixedWidth(pageWidth + spacing::Large);
}

void ReportPreview::showPages(ReportDocument &document, int pageWidth)
{
    const double ratio = devicePixelRatioF();
    const double scale = pageWidth * ratio / ReportDocument::PageSize.width();
    const auto count = static_cast<std::size_t>(document.pageCount());
    int height = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const int number = static_cast<int>(i);
        QPixmap picture = QPixmap::fromImage(document.page(number, scale));
        picture.setDevicePixelRatio(ratio);
        QLabel *page = paper(i);
        page->setPixmap(picture);
        page->setAccessibleName(tr("Page %1 of the report").arg(number + 1));
        const QSize size = picture.deviceIndependentSize().toSize() + QSize(2 * Frame, 2 * Frame);
        if (i > 0)
            height += spacing::Medium;
        page->setGeometry(QRect(QPoint(0, height), size));
        page->show();
        height += size.height();
    }
    for (std::size_t i = count; i < m_papers.size(); ++i) {
        m_papers[i]->clear();
        m_papers[i]->hide();
    }
    m_desk->resize(pageWidth + 2 * Frame, height);
}

QLabel *ReportPreview::paper(std::size_t number)
{
    while (m_papers.size() <= number) {
        auto *page = new QLabel(m_desk);
        page->setStyleSheet(QStringLiteral("border: %1px solid palette(mid)").arg(Frame));
        m_papers.push_back(page);
    }
    return m_papers[number];
}

} // namespace tokamark::ui
