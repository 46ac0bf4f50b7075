#include "dialogs/helpdialog.h"

#include "dialogs/dialogsize.h"
#include "widgets/card.h"

#include <QDesktopServices>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextTable>
#include <QUrl>
#include <QVBoxLayout>

namespace tokamark::ui {

namespace {

constexpr QSize DefaultSize{940, 680};
constexpr int ListWidth = 190;
constexpr int ItemHeight = 28;
constexpr double CellPadding = 5;
constexpr int TitlePixels = 18;
constexpr int HeadingPixels = 15;

} // namespace

HelpDialog::HelpDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_pages(new QListWidget(this))
    , m_search(new QLineEdit(this))
    , m_back(new QPushButton(this))
    , m_next(new QPushButton(this))
    , m_found(makeLabel("caption", this))
    , m_text(new QTextBrowser(this))
{
    resizeOver(*this, DefaultSize);
    build();
    retranslate();
    openAt(HelpPlace());
}

void HelpDialog::build()
{
    m_pages->setFixedWidth(ListWidth);
    m_search->setClearButtonEnabled(true);
    m_text->setOpenLinks(false);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(spacing::Small);
    tools->addWidget(m_search, 1);
    tools->addWidget(m_found);
    tools->addWidget(m_back);
    tools->addWidget(m_next);
    auto *right = new QVBoxLayout;
    right->setSpacing(spacing::Small);
    right->addLayout(tools);
    right->addWidget(m_text, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::Large, spacing::Large, spacing::Large, spacing::Large);
    layout->setSpacing(spacing::Medium);
    layout->addWidget(m_pages);
    layout->addLayout(right, 1);
    for (QPushButton *button : {m_back, m_next})
        button->setAutoDefault(false);
    connect(m_pages, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item != nullptr)
            showPage(item->data(Qt::UserRole).toString());
    });
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpDialog::follow);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { find(false); });
    connect(m_next, &QPushButton::clicked, this, [this] { find(false); });
    connect(m_back, &QPushButton::clicked, this, [this] { find(true); });
    auto *search = new QShortcut(QKeySequence::Find, this);
    connect(search, &QShortcut::activated, m_search, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
}

void HelpDialog::openAt(const HelpPlace &place)
{
    for (int row = 0; row < m_pages->count(); ++row)
        if (m_pages->item(row)->data(Qt::UserRole).toString() == place.key)
            m_pages->setCurrentRow(row);
    scrollTo(headingOf(place.key, place.section));
}

QString HelpDialog::key() const
{
    const QListWidgetItem *item = m_pages->currentItem();
    return item == nullptr ? QString() : item->data(Qt::UserRole).toString();
}

void HelpDialog::setTheme(const Theme &theme)
{
    m_theme = theme;
    showPage(key());
}

void HelpDialog::showPage(const QString &key)
{
    m_text->setMarkdown(helpText(key));
    m_found->clear();
    styleHeadings();
    styleTables();
}

void HelpDialog::styleHeadings()
{
    m_text->document()->setDocumentMargin(spacing::Medium);
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        if (level == 0)
            continue;
        QTextCursor cursor(block);
        QTextBlockFormat place;
        place.setTopMargin(block.position() == 0 ? 0 : spacing::Large);
        place.setBottomMargin(spacing::Small);
        cursor.mergeBlockFormat(place);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        QTextCharFormat letters = cursor.charFormat();
        // A size relative to the text's, even none, wins over one in pixels.
        letters.clearProperty(QTextFormat::FontSizeAdjustment);
        letters.setProperty(QTextFormat::FontPixelSize, level == 1 ? TitlePixels : HeadingPixels);
        cursor.setCharFormat(letters);
    }
}

void HelpDialog::styleTables()
{
    const QList<QTextFrame *> frames = m_text->document()->rootFrame()->childFrames();
    for (QTextFrame *frame : frames) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (table == nullptr)
            continue;
        QTextTableFormat format = table->format();
        format.setBorderCollapse(true);
        format.setBorder(1);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(m_theme.line);
        format.setCellPadding(CellPadding);
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        format.setBottomMargin(spacing::Medium);
        table->setFormat(format);
    }
}

void HelpDialog::scrollTo(int heading)
{
    int passed = -1;
    for (QTextBlock block = m_text->document()->begin(); block.isValid() && heading >= 0; block = block.next()) {
        passed += block.blockFormat().headingLevel() > 0 ? 1 : 0;
        if (passed < heading)
            continue;
        // From below the heading comes to the top of the view and not to its lower edge.
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
        m_text->setTextCursor(QTextCursor(block));
        m_text->ensureCursorVisible();
        return;
    }
}

void HelpDialog::follow(const QUrl &link)
{
    if (!link.scheme().isEmpty()) {
        QDesktopServices::openUrl(link);
        return;
    }
    HelpPlace place = helpPlaceOf(link.toString());
    if (place.key.isEmpty())
        place.key = key();
    openAt(place);
}

void HelpDialog::find(bool backward)
{
    const QString wanted = m_search->text();
    if (wanted.isEmpty())
        return;
    const QTextDocument::FindFlags flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    m_found->clear();
    if (m_text->find(wanted, flags))
        return;
    // On to the next page that has it, around to this one.
    const int count = m_pages->count();
    for (int step = 1; step <= count; ++step) {
        m_pages->setCurrentRow((m_pages->currentRow() + (backward ? count - 1 : 1)) % count);
        m_text->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
        if (m_text->find(wanted, flags))
            return;
    }
    m_found->setText(tr("not found"));
}

void HelpDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void HelpDialog::retranslate()
{
    setWindowTitle(tr("Tokamark Help"));
    m_pages->setAccessibleName(tr("Pages of the help"));
    m_search->setPlaceholderText(tr("Search all pages"));
    m_search->setAccessibleName(tr("Search all pages"));
    m_back->setText(tr("Previous"));
    m_next->setText(tr("Next"));
    m_text->setAccessibleName(windowTitle());
    const QString shown = key();
    {
        const QSignalBlocker quiet(m_pages);
        m_pages->clear();
        for (const HelpPage &page : helpPages()) {
            auto *item = new QListWidgetItem(page.title, m_pages);
            item->setData(Qt::UserRole, page.key);
            item->setSizeHint(QSize(0, ItemHeight));
            if (page.key == shown)
                m_pages->setCurrentItem(item);
        }
    }
    showPage(shown);
}

} // namespace tokamark::ui
