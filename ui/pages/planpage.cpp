#include "pages/planpage.h"

#include "bridge/backendstore.h"
#include "bridge/database.h"
#include "bridge/runservice.h"
#include "models/plandocument.h"
#include "pages/planbackendscard.h"
#include "pages/planforecastcard.h"
#include "plan/planfault.h"
#include "plan/presets.h"
#include "widgets/card.h"
#include "widgets/commandform.h"
#include "widgets/detailsform.h"
#include "widgets/loadform.h"
#include "widgets/measureform.h"
#include "widgets/noticecard.h"
#include "widgets/searchform.h"
#include "widgets/sloform.h"
#include "widgets/theme.h"
#include "widgets/thresholdsform.h"
#include "widgets/workloadform.h"
#include "words/errorwords.h"
#include "words/faultwords.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QUndoStack>
#include <QVBoxLayout>
#include <QVariant>

#include <vector>

namespace tokamark::ui {

namespace {

constexpr int OwnBackends = -1; ///< instead of a plan::PresetModel

} // namespace

PlanPage::PlanPage(const AppContext &context, QWidget *parent)
    : Page(PageId::Plan, parent)
    , m_context(context)
    , m_name(new QLineEdit(this))
    , m_nameFault(makeLabel("error", this))
    , m_presets(new QPushButton(this))
    , m_open(new QPushButton(this))
    , m_save(new QPushButton(this))
    , m_run(new QPushButton(this))
    , m_presetMenu(new QMenu(this))
    , m_databaseNotice(new NoticeCard(NoticeCard::Look::Card, this))
    , m_fileNotice(new NoticeCard(NoticeCard::Look::Card, this))
    , m_forecast(new PlanForecastCard(context, this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(spacing::Huge, spacing::Medium, spacing::Huge, spacing::Medium);
    rows->setSpacing(spacing::Medium);
    buildHeader(*rows);
    for (NoticeCard *notice : {m_databaseNotice, m_fileNotice}) {
        notice->hide();
        rows->addWidget(notice);
    }
    auto *columns = new QHBoxLayout;
    columns->setSpacing(spacing::Medium);
    columns->addWidget(buildForms(), 3);
    columns->addWidget(m_forecast, 4);
    rows->addLayout(columns, 1);

    connect(&m_context.plan, &PlanDocument::planChanged, this, &PlanPage::showPlan);
    for (const auto changed : {&QUndoStack::canUndoChanged, &QUndoStack::canRedoChanged})
        connect(&m_context.plan.undoStack(), changed, this, &Page::undoChanged);
    connect(&m_context.backends, &BackendStore::failed, this, &PlanPage::showDatabaseError);
    connect(&m_context.backends, &BackendStore::changed, m_databaseNotice, &QWidget::hide);
    connect(m_forecast, &PlanForecastCard::backendsRequested, this, [this] { Q_EMIT pageRequested(PageId::Backends); });
    connect(&m_context.runs, &RunService::activeChanged, this, [this](bool active) { m_run->setEnabled(!active); });
    retranslate();
}

bool PlanPage::canUndo() const
{
    return m_context.plan.undoStack().canUndo();
}

bool PlanPage::canRedo() const
{
    return m_context.plan.undoStack().canRedo();
}

void PlanPage::undo()
{
    m_context.plan.undoStack().undo();
}

void PlanPage::redo()
{
    m_context.plan.undoStack().redo();
}

/// A field that is being typed in tells so when it is hidden, which its page has to live for.
PlanPage::~PlanPage()
{
    hide();
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
    m_nameFault->hide();
    rows.addWidget(m_nameFault);
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
    m_backends = new PlanBackendsCard(m_context, inside);
    rows->addWidget(m_backends);
    auto *workloads = new WorkloadForm(m_context.dialogs, inside);
    connect(workloads, &WorkloadForm::chosen, this, &PlanPage::showPlan);
    m_forms = {new LoadForm(m_context.dialogs, inside),
               new SearchForm(inside),
               new MeasureForm(inside),
               new CommandForm(inside),
               workloads,
               new SloForm(inside),
               new DetailsForm(inside),
               new ThresholdsForm(inside)};
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
    inside->installEventFilter(this);
    return scroll;
}

/// What is unfolded or comes with another choice may be wider than all that was there.
bool PlanPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest && watched == m_formsScroll->widget())
        fitForms();
    return Page::eventFilter(watched, event);
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
           std::pair{"bentoml-2024-corrected", tr("BentoML 2024 study, corrected")},
           std::pair{"find-my-limit", tr("Find my limit")}};
    for (const auto &[key, name] : presets) {
        QMenu *menu = m_presetMenu->addMenu(name);
        const std::string preset = key;
        menu->addAction(tr("With the backends of this plan"), this,
                        [this, preset] { choosePreset(preset, OwnBackends); });
        menu->addAction(tr("Simulated: Llama 3 8B on an A100"), this,
                        [this, preset] { choosePreset(preset, static_cast<int>(plan::PresetModel::Llama8b)); });
        menu->addAction(tr("Simulated: Llama 3 70B, 4 bits, on an A100"), this,
                        [this, preset] { choosePreset(preset, static_cast<int>(plan::PresetModel::Llama70bAwq)); });
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

void PlanPage::showDatabaseError(const Error &error)
{
    if (!concernsDatabase(error.code))
        return;
    m_databaseNotice->setNotice(Tone::Bad, words::sentence(error), words::advice(error));
    m_databaseNotice->addAction(tr("Open another database…"), [this] { Q_EMIT databaseRequested(); });
    m_databaseNotice->addAction(tr("Try again"), [this] { m_context.backends.reload(); });
    m_databaseNotice->show();
}

void PlanPage::showPlan()
{
    const plan::Plan &plan = m_context.plan.plan();
    m_name->setText(QString::fromStdString(plan.name));
    m_name->setCursorPosition(0); // of a long name its beginning is seen
    for (PlanForm *form : m_forms)
        form->setPlan(plan);
    m_forecast->showPlan();
    showFaults();
    fitForms();
}

void PlanPage::showFaults()
{
    for (PlanForm *form : m_forms)
        form->clearFaults();
    m_backends->clearFaults();
    setStyleProperty(m_name, "invalid", false);
    m_nameFault->hide();
    const std::vector<plan::Fault> faults = plan::findFaults(m_context.plan.plan());
    for (const plan::Fault &fault : faults)
        showFault(QString::fromStdString(fault.key), words::sentence(fault));
    m_run->setToolTip(faults.empty() ? QString() : tr("Something on this page cannot run yet; it is marked in red."));
}

void PlanPage::showFault(const QString &key, const QString &text)
{
    if (key == QLatin1String("name")) {
        setStyleProperty(m_name, "invalid", true);
        m_nameFault->setText(text);
        m_nameFault->show();
        return;
    }
    if (m_backends->showFault(key, text))
        return;
    for (PlanForm *form : m_forms) {
        if (form->showFault(key, text))
            return;
    }
}

bool PlanPage::showsFault()
{
    for (const PlanForm *form : m_forms) {
        QWidget *field = form->firstFaulty();
        if (field == nullptr)
            continue;
        m_formsScroll->ensureWidgetVisible(field);
        field->setFocus();
        return true;
    }
    return false;
}

void PlanPage::retranslate()
{
    m_name->setAccessibleName(tr("Name of the plan"));
    m_presets->setText(tr("Presets"));
    m_open->setText(tr("Open…"));
    m_save->setText(tr("Save as…"));
    m_run->setText(tr("Run  Ctrl+R"));
    m_backends->retranslate();
    m_forecast->retranslate();
    for (PlanForm *form : m_forms)
        form->retranslate();
    fillPresets();
    showPlan();
    fitForms();
}

} // namespace tokamark::ui
