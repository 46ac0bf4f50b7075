#include "pages/reportpage.h"

#include "bridge/background.h"
#include "bridge/database.h"
#include "dialogs/dialogservice.h"
#include "models/resultloader.h"
#include "pages/reportdocument.h"
#include "pages/reportpreview.h"
#include "plot/chartrenderer.h"
#include "report/filenames.h"
#include "widgets/card.h"
#include "widgets/emptystate.h"
#include "widgets/flowlayout.h"
#include "widgets/noticecard.h"
#include "widgets/theme.h"
#include "words/errorwords.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tokamark::ui {

namespace {

constexpr int PageWidth = 470; ///< in the preview
constexpr int NarrowPageWidth = 300;
constexpr int NarrowPage = 1100; ///< below it the answers need the room more

/// A label that wraps inside a card.
QLabel *makeText(const QString &text, const char *role, QWidget *parent)
{
    QLabel *label = makeLabel(role, parent);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QWidget *makeAnswerCard(const ScenarioAnswer &answer, QWidget *parent)
{
    auto *card = new QFrame(parent);
    card->setProperty("role", QStringLiteral("card"));
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(spacing::Large, spacing::Medium, spacing::Large, spacing::Medium);
    auto *head = new FlowLayout(nullptr);
    head->setSpacing(spacing::Medium);
    QLabel *name = makeLabel("heading", card);
    name->setText(answer.name);
    QLabel *badge = makeLabel("badge", card);
    badge->setText(answer.answer);
    badge->setProperty("tone", answer.met ? QStringLiteral("good") : QStringLiteral("warning"));
    head->addWidget(name);
    QLabel *criterion = makeLabel("dim", card);
    criterion->setText(answer.criterion);
    head->addWidget(criterion);
    head->addTrailing(badge);
    column->addLayout(head);
    if (!answer.text.isEmpty())
        column->addWidget(makeText(answer.text, "body", card));
    return card;
}

} // namespace

ReportPage::ReportPage(const AppContext &context, QWidget *parent)
    : Page(PageId::Report, parent)
    , m_context(context)
    , m_loader(new ResultLoader(context.database, this))
    , m_document(std::make_unique<ReportDocument>())
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_notice(new NoticeCard(NoticeCard::Look::Card, this))
    , m_preview(new ReportPreview(this))
    , m_pageWidth(PageWidth)
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(spacing::Huge, spacing::Large, spacing::Huge, spacing::Large);
    column->setSpacing(spacing::Medium);
    column->addWidget(buildHead());
    column->addWidget(m_notice);
    column->addWidget(buildBody(), 1);
    m_notice->hide();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(m_empty, &EmptyState::actionTriggered, this, [this] { Q_EMIT pageRequested(PageId::Plan); });
    connect(&m_context.database, &Database::pathChanged, this, [this] { showResults(nullptr); });
    connect(m_loader, &ResultLoader::loaded, this, &ReportPage::showResults);
    connect(m_loader, &ResultLoader::failed, this, &ReportPage::showError);
    connect(m_markdown, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_document->markdown()); });
    connect(m_html, &QPushButton::clicked, this,
            [this] { save(QStringLiteral("html"), tr("Web page (*.html)"), m_document->html().toUtf8()); });
    connect(m_pdf, &QPushButton::clicked, this,
            [this] { save(QStringLiteral("pdf"), tr("PDF (*.pdf)"), m_document->pdf()); });
    retranslate();
}

ReportPage::~ReportPage() = default;

QString ReportPage::title() const
{
    return tr("Report");
}

QWidget *ReportPage::buildHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::Medium);
    m_title = makeLabel("title", head);
    m_run = makeLabel("dim", head);
    m_run->setMinimumWidth(spacing::Huge); // a long name is cut before the window grows
    m_simulated = makeLabel("simulated", head);
    m_markdown = new QPushButton(head);
    m_html = new QPushButton(head);
    m_pdf = new QPushButton(head);
    m_pdf->setProperty("primary", true);
    row->addWidget(m_title);
    row->addWidget(m_run);
    row->addStretch(1);
    for (QWidget *widget : {static_cast<QWidget *>(m_simulated), static_cast<QWidget *>(m_markdown),
                            static_cast<QWidget *>(m_html), static_cast<QWidget *>(m_pdf)})
        row->addWidget(widget, 0, Qt::AlignVCenter);
    return head;
}

QWidget *ReportPage::buildBody()
{
    auto *body = new QWidget(this);
    auto *row = new QHBoxLayout(body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::Medium);
    auto *answers = new QScrollArea(body);
    answers->setWidgetResizable(true);
    answers->setFrameShape(QFrame::NoFrame);
    answers->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new QWidget(answers);
    inside->setProperty("role", QStringLiteral("scrolled"));
    answers->setWidget(inside);
    m_answersArea = answers;
    m_answers = new QVBoxLayout(inside);
    m_answers->setContentsMargins(0, 0, 0, 0);
    m_answers->setSpacing(spacing::Medium);
    m_preview->setPageWidth(m_pageWidth);
    row->addWidget(answers, 1);
    row->addWidget(m_preview);
    return body;
}

void ReportPage::onShown()
{
    if (!m_results)
        m_loader->loadNewest();
}

void ReportPage::showRun(RunId run)
{
    m_loader->load({run});
}

void ReportPage::showError(const Error &error)
{
    if (error.code == ErrorCode::NotFound) {
        // The run was deleted or another database opened.
        showResults(nullptr);
        return;
    }
    m_notice->clearActions();
    m_notice->setNotice(Tone::Bad, words::sentence(error), words::advice(error));
    m_notice->addAction(tr("Dismiss"), [this] { m_notice->hide(); });
    m_notice->show();
    m_stack->setCurrentIndex(1);
    enableActions();
}

void ReportPage::showResults(std::shared_ptr<const ResultSet> results)
{
    m_results = std::move(results);
    m_document->setResults(m_results);
    m_stack->setCurrentIndex(m_results ? 1 : 0);
    enableActions();
    if (!m_results)
        return;
    m_run->setText(m_document->content().title);
    showAnswers();
    m_preview->showPages(*m_document, m_pageWidth);
    Q_EMIT reportShown();
}

/// Without a run there is nothing to save or to copy.
void ReportPage::enableActions()
{
    const bool any = m_results != nullptr;
    for (QPushButton *button : {m_markdown, m_html, m_pdf})
        button->setEnabled(any);
    m_simulated->setVisible(any && m_document->content().simulated);
}

void ReportPage::showAnswers()
{
    while (QLayoutItem *item = m_answers->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QWidget *parent = m_answers->parentWidget();
    for (const ScenarioAnswer &answer : m_document->content().scenarios)
        m_answers->addWidget(makeAnswerCard(answer, parent));
    if (!m_document->content().differences.isEmpty()) {
        auto *differences = new NoticeCard(NoticeCard::Look::Card, parent);
        differences->setNotice(Tone::Neutral, tr("What the comparison carries"),
                               m_document->content().differences.join(QLatin1Char('\n')));
        m_answers->addWidget(differences);
    }
    if (!m_document->content().failures.isEmpty()) {
        auto *failures = new NoticeCard(NoticeCard::Look::Card, parent);
        failures->setNotice(Tone::Bad, tr("Failed requests"), m_document->content().failures.join(QLatin1Char('\n')));
        m_answers->addWidget(failures);
    }
    auto *limits = new NoticeCard(NoticeCard::Look::Card, parent);
    limits->setNotice(Tone::Warning, tr("What this data cannot say"),
                      m_document->content().limits.join(QLatin1Char('\n')));
    m_answers->addWidget(limits);
    m_answers->addStretch(1);
}

void ReportPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    const int fitting = width() < NarrowPage ? NarrowPageWidth : PageWidth;
    if (fitting == m_pageWidth)
        return;
    m_pageWidth = fitting;
    m_preview->setPageWidth(m_pageWidth);
    if (m_results)
        m_preview->showPages(*m_document, m_pageWidth);
}

void ReportPage::save(const QString &suffix, const QString &filter, const QByteArray &bytes)
{
    // By the runs' numbers, for runs of one name have reports of their own.
    std::vector<RunId> runs;
    for (const storage::StoredRun &run : m_results->runs())
        runs.push_back(run.info.id);
    const QString suggestion
        = QStringLiteral("%1-%2.%3")
              .arg(report::numbersName(runs), report::safeFileName(m_document->content().title), suffix);
    const QString path = m_context.dialogs.saveFile(this, tr("Save report"), suggestion, filter);
    if (path.isEmpty())
        return;
    inBackground(
        this, [path, bytes] { return writeFileAtomically(path, bytes); },
        [this, path](const Expected<void> &written) {
            if (!written)
                return showError(written.error());
            m_notice->clearActions();
            m_notice->setNotice(Tone::Good, QString(), tr("Saved: %1").arg(path));
            m_notice->show();
        });
}

void ReportPage::retranslate()
{
    m_empty->setText(tr("No report yet"), tr("After a run its answers stand here in words, ready for print."));
    m_empty->setAction(tr("Go to the plan"));
    m_title->setText(tr("Report"));
    m_answersArea->setAccessibleName(tr("Answers"));
    m_preview->setAccessibleName(tr("Preview of the report"));
    m_simulated->setText(tr("simulated"));
    m_markdown->setText(tr("Copy as Markdown"));
    m_html->setText(tr("HTML…"));
    m_pdf->setText(tr("Save PDF…"));
    if (m_results)
        showResults(m_results);
}

} // namespace tokamark::ui
