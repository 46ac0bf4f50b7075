#include "pages/planforecastcard.h"

#include "bridge/backendstore.h"
#include "format/numberformat.h"
#include "models/backendwords.h"
#include "models/planadvice.h"
#include "models/plandocument.h"
#include "models/planmatrixmodel.h"
#include "models/tableroles.h"
#include "session/commandprocess.h"
#include "widgets/card.h"
#include "widgets/noticecard.h"
#include "widgets/seriesheader.h"
#include "widgets/tabledelegate.h"
#include "widgets/theme.h"
#include "widgets/themeprovider.h"
#include "words/errorwords.h"
#include "words/levelwords.h"
#include "words/limitwords.h"
#include "words/tracewords.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <vector>

namespace tokamark::ui {

namespace {
constexpr int RowHeight = 44;
constexpr int NarrowestLevel = 120;
constexpr int NarrowestCompactLevel = 62; ///< for five digits, guessed at
constexpr int ShownRows = 8;
} // namespace

PlanForecastCard::PlanForecastCard(const AppContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_matrix(new PlanMatrixModel(this))
    , m_card(new Card(this))
    , m_columns(makeLabel("caption", m_card))
    , m_view(new QTableView(m_card))
    , m_notices(new QVBoxLayout)
    , m_totals(makeLabel("dim", m_card))
    , m_order(makeLabel("dim", m_card))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_card);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    layout->addWidget(scroll);
    buildMatrix();
    m_notices->setSpacing(spacing::Small);
    for (QLabel *label : {m_totals, m_columns, m_order})
        label->setWordWrap(true);
    // It may hold a command, which must not be able to dress itself up.
    m_order->setTextFormat(Qt::PlainText);
    m_card->body()->addWidget(m_totals);
    m_card->body()->addWidget(m_columns);
    m_card->body()->addWidget(m_view);
    m_card->body()->addLayout(m_notices);
    m_card->body()->addStretch(1);
    m_card->body()->addWidget(m_order);
    connect(&m_context.backends, &BackendStore::changed, this, &PlanForecastCard::showAdvice);
    connect(m_matrix, &PlanMatrixModel::forecastChanged, this, [this] {
        showTotals();
        showAdvice();
    });
}

void PlanForecastCard::buildMatrix()
{
    m_view->setModel(m_matrix);
    m_view->setItemDelegate(new TableDelegate(m_context.theme, m_view));
    auto *names = new SeriesHeader(m_context.theme, tablerole::Marker, tablerole::Color, m_view);
    m_view->setVerticalHeader(names);
    names->setDefaultSectionSize(RowHeight);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_view->horizontalHeader()->setMinimumSectionSize(NarrowestLevel);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->installEventFilter(this);
    m_view->horizontalHeader()->setSectionsClickable(false);
    m_view->setShowGrid(false);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setCornerButtonEnabled(false);
    m_view->setTabKeyNavigation(false);
    connect(&m_context.theme, &ThemeProvider::themeChanged, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(m_matrix, &QAbstractItemModel::modelReset, m_view, [this] {
        const int rows = std::clamp(m_matrix->rowCount(), 1, ShownRows);
        // With room for the scroll bar of many loads: without it, it would take that of the last row.
        m_view->setFixedHeight(rows * RowHeight + m_view->horizontalHeader()->sizeHint().height()
                               + m_view->horizontalScrollBar()->sizeHint().height() + 2);
        fitMatrix();
    });
}

bool PlanForecastCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        fitMatrix();
    return QWidget::eventFilter(watched, event);
}

/// Where whole texts would hide columns, short ones show more of them.
void PlanForecastCard::fitMatrix()
{
    const int room = m_view->width() - m_view->verticalHeader()->sizeHint().width();
    const bool compact = m_matrix->columnCount() * NarrowestLevel > room;
    m_matrix->setCompact(compact);
    m_columns->setVisible(compact && m_matrix->columnCount() > 0);
    m_view->horizontalHeader()->setMinimumSectionSize(compact ? NarrowestCompactLevel : NarrowestLevel);
}

void PlanForecastCard::showPlan()
{
    m_matrix->setPlan(m_context.plan.plan());
    m_columns->setText(tr("%1; in each cell requests and time of one repetition", "what the loads are")
                           .arg(words::levelTitle(m_context.plan.plan().load.kind)));
    showTotals();
    showAdvice();
    showOrder();
}

void PlanForecastCard::showTotals()
{
    m_totals->setText(m_context.plan.plan().search ? searchText() : totalText());
}

QString PlanForecastCard::totalText() const
{
    const plan::Forecast total = m_matrix->total();
    QString text = tr("%n cell(s)", nullptr, static_cast<int>(m_matrix->cellCount()));
    if (total.requests > 0)
        text += QStringLiteral(" · ") + tr("about %1 requests").arg(format::count(total.requests));
    if (total.duration > Duration{})
        text += QStringLiteral(" · ") + format::duration(toSeconds(total.duration));
    return text;
}

/// A search has no number of cells before it runs, but it has bounds.
QString PlanForecastCard::searchText() const
{
    const plan::SearchForecast search = m_matrix->search();
    const int most = static_cast<int>(search.mostCells);
    QString text = search.fewestCells == search.mostCells
        ? tr("%n cell(s)", nullptr, most)
        : tr("%1 to %n cell(s)", nullptr, most).arg(format::count(search.fewestCells));
    const auto append
        = [&text](const QString &least, const QString &largest, const QString &one, const QString &range) {
              text += QStringLiteral(" · ") + (least == largest ? one.arg(least) : range.arg(least, largest));
          };
    if (search.most.requests > 0)
        append(format::count(search.least.requests), format::count(search.most.requests), tr("about %1 requests"),
               tr("%1 to %2 requests"));
    if (search.most.duration > Duration{})
        append(format::duration(toSeconds(search.least.duration)), format::duration(toSeconds(search.most.duration)),
               QStringLiteral("%1"), tr("%1 to %2", "times"));
    return text;
}

NoticeCard *PlanForecastCard::addNotice(Tone tone, const QString &text)
{
    auto *card = new NoticeCard(NoticeCard::Look::Inset, m_card);
    card->setNotice(tone, {}, text);
    m_notices->addWidget(card);
    m_noticeCards.push_back(card);
    return card;
}

void PlanForecastCard::showAdvice()
{
    for (NoticeCard *card : m_noticeCards) {
        card->hide();
        card->deleteLater();
    }
    m_noticeCards.clear();
    const plan::Plan &plan = m_context.plan.plan();
    if (plan.targets.empty()) {
        NoticeCard *card = addNotice(Tone::Warning, tr("No backend is chosen, so there is nothing to run."));
        card->addAction(tr("Add a backend"), [this] { Q_EMIT backendsRequested(); });
        return;
    }
    const DetectionOf detectionOf = [this](const plan::Target &target) {
        const auto &saved = m_context.backends.backends();
        const auto known = std::ranges::find_if(saved, [&](const auto &b) { return b.target.url == target.url; });
        return knownDetection(target, known == saved.end() ? QString() : known->detection);
    };
    const CapOf capOf = [&detectionOf](const plan::Target &target) { return batchCap(detectionOf(target)); };
    adviseTrace();
    std::vector<PlanAdvice> all = adviseMisfits(plan, detectionOf);
    std::ranges::move(advise(plan, m_matrix->fewestRequests(), capOf), std::back_inserter(all));
    for (const PlanAdvice &advice : all) {
        NoticeCard *card = addNotice(advice.tone, advice.text);
        for (const PlanAdvice::Fix &fix : advice.fixes)
            card->addAction(fix.label, [this, fix] { m_context.plan.edit(fix.label, fix.plan); });
    }
}

/// What the file of a trace has in it is news to who chose it.
void PlanForecastCard::adviseTrace()
{
    const auto &trace = m_matrix->trace();
    if (!trace)
        return;
    if (!*trace) {
        addNotice(Tone::Warning, words::sentence(trace->error()));
        return;
    }
    if (const QString rows = words::sentence((*trace)->rows); !rows.isEmpty())
        addNotice(Tone::Neutral, rows);
}

void PlanForecastCard::showOrder()
{
    const plan::Plan &plan = m_context.plan.plan();
    QStringList sentences = orderSentences(plan);
    if (plan.beforeRepetition)
        sentences << tr("Before each repetition this command runs on this computer: %1")
                         .arg(QString::fromStdString(session::commandText(*plan.beforeRepetition)));
    m_order->setText(sentences.join(QLatin1Char(' ')));
}

QStringList PlanForecastCard::orderSentences(const plan::Plan &plan)
{
    QStringList sentences;
    if (plan.search) {
        sentences
            << tr("Searches for the largest load with %1: doubles it until a point fails, halves the bracket from "
                  "there on, and measures both ends again.")
                   .arg(words::requirements(plan))
            << tr("It takes the fewest cells where the lowest load fails, and more than the most where an end "
                  "changes sides or a measurement is made again.");
        if (plan.beforeRepetition)
            sentences << tr("The command before a repetition runs before each of them, which comes on top.");
        return sentences;
    }
    if (plan.targets.size() > 1
        && std::ranges::all_of(plan.targets, [&](const auto &t) { return t.device == plan.targets.front().device; }))
        sentences << tr("One backend at a time, for they share a GPU.");
    if (plan.repetitions > 1)
        sentences << tr(
            "The order is reversed in every other repetition (A B, B A), so that a drift of the machine hits "
            "all alike.");
    return sentences;
}

void PlanForecastCard::retranslate()
{
    m_card->setTitle(tr("What will run"));
    m_view->setAccessibleName(tr("Cells of the plan"));
}

} // namespace tokamark::ui
