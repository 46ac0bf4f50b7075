#include "pages/planpage.h"

#include "bridge/backendstore.h"
#include "bridge/runservice.h"
#include "format/numberformat.h"
#include "models/backendwords.h"
#include "models/planadvice.h"
#include "models/planbackendsmodel.h"
#include "models/plandocument.h"
#include "models/planmatrixmodel.h"
#include "models/tableroles.h"
#include "plan/presets.h"
#include "widgets/card.h"
#include "widgets/loadform.h"
#include "widgets/noticecard.h"
#include "widgets/planbackenddelegate.h"
#include "widgets/seriesheader.h"
#include "widgets/sloform.h"
#include "widgets/tabledelegate.h"
#include "widgets/theme.h"
#include "widgets/themeprovider.h"
#include "widgets/workloadform.h"
#include "words/errorwords.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>
#include <QVariant>

#include <algorithm>

namespace tokamark::ui {

namespace {

constexpr int BackendRowHeight = 28;
constexpr int MatrixRowHeight = 44;
constexpr int OwnBackends = -1; ///< instead of a plan::PresetModel

/// The key in front of the colon of a fault: "load.concurrency: empty".
QString keyOf(const Error &fault)
{
    return QString::fromStdString(fault.detail.substr(0, fault.detail.find(':')));
}

} // namespace

PlanPage::PlanPage(const AppContext &context, QWidget *parent)
    : Page(PageId::Plan, parent)
    , m_context(context)
    , m_name(new QLineEdit(this))
    , m_presets(new QPushButton(this))
    , m_open(new QPushButton(this))
    , m_save(new QPushButton(this))
    , m_run(new QPushButton(this))
    , m_presetMenu(new QMenu(this))
    , m_fileNotice(new NoticeCard(NoticeCard::Look::Card, this))
    , m_backends(new PlanBackendsModel(context.backends, context.plan, this))
    , m_matrix(new PlanMatrixModel(this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(spacing::Huge, spacing::Medium, spacing::Huge, spacing::Medium);
    rows->setSpacing(spacing::Medium);
    buildHeader(*rows);
    m_fileNotice->hide();
    rows->addWidget(m_fileNotice);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(spacing::Medium);
    columns->addWidget(buildForms(), 3);
    columns->addWidget(buildForecast(), 4);
    rows->addLayout(columns, 1);

    connect(&m_context.plan, &PlanDocument::planChanged, this, &PlanPage::showPlan);
    connect(&m_context.backends, &BackendStore::changed, this, &PlanPage::showAdvice);
    connect(&m_context.runs, &RunService::activeChanged, this, [this](bool active) { m_run->setEnabled(!active); });
    connect(m_matrix, &PlanMatrixModel::forecastChanged, this, [this] {
        showTotals();
        showAdvice();
    });
    retranslate();
}

QString PlanPage::title() const
{
    return tr("Plan");
}

void PlanPage::onShown()
{
    // Enter runs what the page shows.
    m_run->setFocus();
    fitForms();
}

void PlanPage::buildHeader(QVBoxLayout &rows)
{
    m_name->setProperty("role", QStringLiteral("titleEdit"));
    m_presets->setMenu(m_presetMenu);
    m_presets->setProperty("menu", true);
    m_run->setProperty("primary", true);
    auto *line = new QHBoxLayout;
    line->setSpacing(spacing::Medium);
    line->addWidget(m_name, 1);
    for (QPushButton *button : {m_presets, m_open, m_save, m_run})
        line->addWidget(button);
    rows.addLayout(line);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        plan::Plan next = m_context.plan.plan();
        next.name = m_name->text().trimmed().toStdString();
        m_context.plan.edit(tr("name"), std::move(next), QStringLiteral("name"));
    });
    connect(m_open, &QPushButton::clicked, this, &PlanPage::openRequested);
    connect(m_save, &QPushButton::clicked, this, &PlanPage::saveRequested);
    connect(m_run, &QPushButton::clicked, this, &Page::runRequested);
}

QWidget *PlanPage::buildForms()
{
    auto *inside = new QWidget;
    inside->setProperty("role", QStringLiteral("scrolled"));
    auto *rows = new QVBoxLayout(inside);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(spacing::Medium);
    m_backendsCard = new Card(inside);
    m_backendsView = new QTableView(m_backendsCard);
    m_backendsView->setModel(m_backends);
    m_backendsView->setItemDelegate(new PlanBackendDelegate(m_context.theme, m_backendsView));
    m_backendsView->horizontalHeader()->hide();
    m_backendsView->verticalHeader()->hide();
    m_backendsView->verticalHeader()->setDefaultSectionSize(BackendRowHeight);
    m_backendsView->horizontalHeader()->setSectionResizeMode(PlanBackendsModel::NameColumn,
                                                             QHeaderView::ResizeToContents);
    m_backendsView->horizontalHeader()->setSectionResizeMode(PlanBackendsModel::DetailColumn, QHeaderView::Stretch);
    m_backendsView->setShowGrid(false);
    m_backendsView->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_backendsView->setSelectionMode(QAbstractItemView::SingleSelection);
    m_backendsView->setTabKeyNavigation(false);
    m_backendsCard->body()->addWidget(m_backendsView);
    const auto fit
        = [this] { m_backendsView->setFixedHeight(std::clamp(m_backends->rowCount(), 1, 12) * BackendRowHeight + 2); };
    connect(m_backends, &QAbstractItemModel::modelReset, m_backendsView, fit);
    fit();
    rows->addWidget(m_backendsCard);
    m_forms = {new LoadForm(inside), new WorkloadForm(m_context.dialogs, inside), new SloForm(inside)};
    for (PlanForm *form : m_forms) {
        rows->addWidget(form);
        connect(form, &PlanForm::edited, this,
                [this](const QString &what, const plan::Plan &plan, const QString &field) {
                    m_context.plan.edit(what, plan, field);
                });
    }
    rows->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_formsScroll = scroll;
    return scroll;
}

QWidget *PlanPage::buildForecast()
{
    m_forecastCard = new Card(this);
    m_matrixView = new QTableView(m_forecastCard);
    m_matrixView->setModel(m_matrix);
    m_matrixView->setItemDelegate(new TableDelegate(m_context.theme, m_matrixView));
    auto *names = new SeriesHeader(m_context.theme, tablerole::Marker, tablerole::Color, m_matrixView);
    m_matrixView->setVerticalHeader(names);
    names->setDefaultSectionSize(MatrixRowHeight);
    m_matrixView->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_matrixView->horizontalHeader()->setMinimumSectionSize(90);
    m_matrixView->horizontalHeader()->setSectionsClickable(false);
    m_matrixView->setShowGrid(false);
    m_matrixView->setSelectionMode(QAbstractItemView::SingleSelection);
    m_matrixView->setCornerButtonEnabled(false);
    m_matrixView->setTabKeyNavigation(false);
    connect(&m_context.theme, &ThemeProvider::themeChanged, m_matrixView->viewport(), qOverload<>(&QWidget::update));
    m_forecastCard->body()->addWidget(m_matrixView);
    connect(m_matrix, &QAbstractItemModel::modelReset, m_matrixView, [this] {
        const int rows = std::clamp(m_matrix->rowCount(), 1, 8);
        m_matrixView->setFixedHeight(rows * MatrixRowHeight + m_matrixView->horizontalHeader()->sizeHint().height()
                                     + 2);
    });
    m_notices = new QVBoxLayout;
    m_notices->setSpacing(spacing::Small);
    m_forecastCard->body()->addLayout(m_notices);
    m_forecastCard->body()->addStretch(1);
    m_order = makeLabel("dim", m_forecastCard);
    m_order->setWordWrap(true);
    m_forecastCard->body()->addWidget(m_order);
    return m_forecastCard;
}

void PlanPage::fitForms()
{
    // Words differ in length, and the forms must never be cut at their right edge.
    m_formsScroll->setMinimumWidth(m_formsScroll->widget()->minimumSizeHint().width() + spacing::Large);
}

void PlanPage::fillPresets()
{
    m_presetMenu->clear();
    m_presetMenu->addAction(tr("First look, simulated"), this, [this] { choosePreset("demo", 0); });
    m_presetMenu->addSeparator();
    const std::array presets
        = {std::pair{"quick-look", tr("Quick look")}, std::pair{"bentoml-2024", tr("BentoML 2024 study")},
           std::pair{"bentoml-2024-corrected", tr("BentoML 2024 study, corrected")}};
    for (const auto &[key, name] : presets) {
        QMenu *menu = m_presetMenu->addMenu(name);
        const std::string preset = key;
        menu->addAction(tr("With the backends of this plan"), this,
                        [this, preset] { choosePreset(preset, OwnBackends); });
        menu->addAction(tr("Simulated: Llama 3 8B on an A100"), this,
                        [this, preset] { choosePreset(preset, static_cast<int>(plan::PresetModel::Llama3_8b)); });
        menu->addAction(tr("Simulated: Llama 3 70B, 4 bits, on an A100"), this,
                        [this, preset] { choosePreset(preset, static_cast<int>(plan::PresetModel::Llama3_70bAwq)); });
    }
}

void PlanPage::choosePreset(const std::string &key, int model)
{
    plan::PresetOptions options;
    options.simulated = model != OwnBackends;
    if (options.simulated)
        options.model = static_cast<plan::PresetModel>(model);
    auto plan = plan::makePreset(key, options);
    if (!plan)
        return showFileError(plan.error());
    if (model == OwnBackends)
        plan->targets = m_context.plan.plan().targets;
    showFileError(std::nullopt);
    m_context.plan.edit(tr("preset"), std::move(*plan));
}

void PlanPage::showFileError(const std::optional<Error> &error)
{
    m_fileNotice->setVisible(error.has_value());
    if (!error)
        return;
    m_fileNotice->setNotice(Tone::Bad, words::sentence(*error), words::advice(*error));
    m_fileNotice->addAction(tr("Close"), [this] { m_fileNotice->hide(); });
}

void PlanPage::showPlan()
{
    const plan::Plan &plan = m_context.plan.plan();
    m_name->setText(QString::fromStdString(plan.name));
    for (PlanForm *form : m_forms)
        form->setPlan(plan);
    m_matrix->setPlan(plan);
    showFaults();
    showTotals();
    showAdvice();
    fitForms();
    const bool shared = plan.targets.size() > 1
        && std::ranges::all_of(plan.targets, [&](const auto &t) { return t.device == plan.targets.front().device; });
    const QString order = plan.repetitions > 1 ? tr("The order is reversed in every other repetition (A B, B A), so "
                                                    "that a drift of the machine hits all alike.")
                                               : QString();
    m_order->setText(shared ? tr("One backend at a time, for they share a GPU.") + QLatin1Char(' ') + order : order);
}

void PlanPage::showFaults()
{
    for (PlanForm *form : m_forms)
        form->clearFaults();
    const std::vector<Error> faults = plan::check(m_context.plan.plan());
    for (const Error &fault : faults) {
        const QString key = keyOf(fault);
        for (PlanForm *form : m_forms) {
            if (form->showFault(key, words::sentence(fault)))
                break;
        }
    }
    m_run->setToolTip(faults.empty() ? QString() : words::sentence(faults.front()));
}

void PlanPage::showTotals()
{
    const plan::Forecast total = m_matrix->total();
    QString text = tr("%n cell(s)", nullptr, static_cast<int>(m_matrix->cellCount()));
    if (total.requests > 0)
        text += QStringLiteral(" · ") + tr("about %1 requests").arg(format::count(total.requests));
    if (total.duration > Duration{})
        text += QStringLiteral(" · ") + format::duration(toSeconds(total.duration));
    m_forecastCard->setAside(text);
}

void PlanPage::showAdvice()
{
    for (NoticeCard *card : m_noticeCards) {
        card->hide();
        card->deleteLater();
    }
    m_noticeCards.clear();
    const auto add = [this](Tone tone, const QString &text) {
        auto *card = new NoticeCard(NoticeCard::Look::Inset, m_forecastCard);
        card->setNotice(tone, {}, text);
        m_notices->addWidget(card);
        m_noticeCards.push_back(card);
        return card;
    };
    const plan::Plan &plan = m_context.plan.plan();
    if (plan.targets.empty()) {
        NoticeCard *card = add(Tone::Warning, tr("No backend is chosen, so there is nothing to run."));
        card->addAction(tr("Add a backend"), [this] { Q_EMIT pageRequested(PageId::Backends); });
        return;
    }
    const CapOf capOf = [this](const plan::Target &target) {
        const auto &saved = m_context.backends.backends();
        const auto known = std::ranges::find_if(saved, [&](const auto &b) { return b.target.url == target.url; });
        return batchCap(knownDetection(target, known == saved.end() ? QString() : known->detection));
    };
    for (const PlanAdvice &advice : advise(plan, m_matrix->fewestRequests(), capOf)) {
        NoticeCard *card = add(advice.tone, advice.text);
        for (const PlanAdvice::Fix &fix : advice.fixes)
            card->addAction(fix.label, [this, fix] { m_context.plan.edit(fix.label, fix.plan); });
    }
}

void PlanPage::retranslate()
{
    m_name->setAccessibleName(tr("Name of the plan"));
    m_presets->setText(tr("Presets"));
    m_open->setText(tr("Open…"));
    m_save->setText(tr("Save as…"));
    m_run->setText(tr("Run  Ctrl+R"));
    m_backendsCard->setTitle(tr("Backends"));
    m_backendsView->setAccessibleName(tr("Backends of the plan"));
    m_forecastCard->setTitle(tr("What will run"));
    m_matrixView->setAccessibleName(tr("Cells of the plan"));
    for (PlanForm *form : m_forms)
        form->retranslate();
    fillPresets();
    showPlan();
    fitForms();
}

} // namespace tokamark::ui
