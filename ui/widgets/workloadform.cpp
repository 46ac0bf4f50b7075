#include "widgets/workloadform.h"

#include "dialogs/dialogservice.h"
#include "format/numberformat.h"
#include "widgets/card.h"
#include "widgets/fittingcombo.h"
#include "widgets/formcard.h"
#include "widgets/lengthfield.h"
#include "widgets/numberbox.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

namespace tokamark::ui {

namespace {

// The plan's own keys, without the place of the workload in front of them.
const QString Name = QStringLiteral("name");
const QString Origin = QStringLiteral("origin");
const QString File = QStringLiteral("file");
const QString Input = QStringLiteral("input_tokens");
const QString Output = QStringLiteral("output_tokens");
const QString Ending = QStringLiteral("ignore_eos");
const QString System = QStringLiteral("system_prompt");
const QString Cache = QStringLiteral("unique_prompts");
const QString Shared = QStringLiteral("shared_prefix"); ///< what is wrong with it as a whole stands at the choice
const QString Share = QStringLiteral("shared_prefix.share");
const QString Prefixes = QStringLiteral("shared_prefix.prefixes");
const QString Temperature = QStringLiteral("temperature");
// Rows about all workloads.
const QString Choice = QStringLiteral("workload");
const QString Actions = QStringLiteral("workloads");

constexpr double Percent = 100;

/// Places in the list of what caches may find.
enum CacheChoice { Fresh, MayRepeat, SharedBeginning };

/// The name, or the first numbered one that no other workload has.
std::string freeName(const plan::Plan &plan, const std::string &wanted)
{
    std::string name = wanted;
    for (int number = 2; std::ranges::find(plan.workloads, name, &plan::Workload::name) != plan.workloads.end();
         ++number)
        name = wanted + ' ' + std::to_string(number);
    return name;
}

} // namespace

WorkloadForm::WorkloadForm(DialogService &dialogs, QWidget *parent)
    : PlanForm(parent)
    , m_dialogs(dialogs)
    , m_choice(makeFittingCombo(this))
    , m_actions(new QWidget(this))
    , m_add(new QPushButton)
    , m_duplicate(new QPushButton)
    , m_remove(new QPushButton)
    , m_name(new QLineEdit)
    , m_origin(makeFittingCombo(this))
    , m_fileRow(new QWidget(this))
    , m_file(new QLineEdit)
    , m_browse(new QPushButton)
    , m_input(new LengthField)
    , m_output(new LengthField)
    , m_ending(makeFittingCombo(this))
    , m_system(new QLineEdit)
    , m_cache(makeFittingCombo(this))
    , m_share(new NumberBox)
    , m_sharedTokens(makeLabel("dim", this))
    , m_prefixes(new QSpinBox)
    , m_temperature(new NumberBox)
{
    buildChoice();
    auto *fileRow = new QHBoxLayout(m_fileRow);
    fileRow->setContentsMargins(0, 0, 0, 0);
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(m_browse);
    m_fileRow->setFocusProxy(m_file);
    m_temperature->setRange(0, 10);
    m_temperature->setDecimals(3);
    m_temperature->setSingleStep(0.1);
    for (QComboBox *box : {m_origin, m_ending, m_cache})
        box->addItems({QString(), QString()});
    m_cache->addItem(QString());
    card().addRow(Origin, m_origin);
    card().addRow(File, m_fileRow);
    addLength(Input, m_input, &plan::Workload::inputTokens);
    addLength(Output, m_output, &plan::Workload::outputTokens);
    card().addRow(Ending, m_ending);
    card().addRow(System, m_system);
    card().addRow(Cache, m_cache);
    buildShared();
    card().addRow(Temperature, m_temperature);
    connectFields();
}

void WorkloadForm::buildChoice()
{
    auto *row = new QHBoxLayout(m_actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::Medium);
    for (QPushButton *button : {m_add, m_duplicate, m_remove}) {
        button->setProperty("role", QStringLiteral("link"));
        row->addWidget(button);
    }
    row->addStretch(1);
    m_actions->setFocusProxy(m_add);
    card().addRow(Choice, m_choice);
    card().addRow(Actions, m_actions);
    card().addRow(Name, m_name);
    connect(m_choice, &QComboBox::activated, this, [this](int place) { choose(static_cast<std::size_t>(place)); });
    connect(m_add, &QPushButton::clicked, this, [this] { append(tr("add workload"), plan::Workload()); });
    connect(m_duplicate, &QPushButton::clicked, this,
            [this] { append(tr("duplicate workload"), plan().workloads.at(m_place)); });
    connect(m_remove, &QPushButton::clicked, this, &WorkloadForm::removeChosen);
    connect(m_name, &QLineEdit::editingFinished, this,
            [this] { changeWorkload(Name, [this](plan::Workload &w) { w.name = m_name->text().toStdString(); }); });
}

void WorkloadForm::choose(std::size_t place)
{
    m_place = place;
    // Through the page, so that the faults of the other one give way to those of this one.
    Q_EMIT chosen();
}

void WorkloadForm::append(const QString &what, plan::Workload workload)
{
    plan::Plan next = plan();
    workload.name = freeName(next, workload.name);
    m_place = next.workloads.size();
    next.workloads.push_back(std::move(workload));
    Q_EMIT edited(what, next, {});
}

void WorkloadForm::removeChosen()
{
    plan::Plan next = plan();
    next.workloads.erase(next.workloads.begin() + static_cast<std::ptrdiff_t>(m_place));
    Q_EMIT edited(tr("remove workload"), next, {});
}

void WorkloadForm::connectFields()
{
    connect(m_origin, &QComboBox::activated, this, [this](int place) {
        changeWorkload(Origin, [place](plan::Workload &w) {
            w.origin = place == 0 ? plan::PromptOrigin::Synthetic : plan::PromptOrigin::File;
            // What belongs to the other kind alone goes.
            if (place == 0)
                w.file.clear();
            else
                w.sharedPrefix.reset();
        });
    });
    connect(m_file, &QLineEdit::editingFinished, this,
            [this] { changeWorkload(File, [this](plan::Workload &w) { w.file = m_file->text().toStdString(); }); });
    connect(m_browse, &QPushButton::clicked, this, &WorkloadForm::browse);
    connect(m_ending, &QComboBox::activated, this,
            [this](int place) { changeWorkload(Ending, [place](plan::Workload &w) { w.ignoreEos = place == 0; }); });
    connect(m_system, &QLineEdit::editingFinished, this, [this] {
        changeWorkload(System, [this](plan::Workload &w) { w.systemPrompt = m_system->text().toStdString(); });
    });
    connect(m_cache, &QComboBox::activated, this, [this](int place) {
        changeWorkload(Cache, [place](plan::Workload &w) {
            w.uniquePrompts = place != MayRepeat;
            if (place != SharedBeginning)
                w.sharedPrefix.reset();
            else if (!w.sharedPrefix)
                w.sharedPrefix.emplace();
        });
    });
    connect(m_temperature, &NumberBox::valueChanged, this, [this](double value) {
        changeWorkload(Temperature, [value](plan::Workload &w) { w.temperature = value; });
    });
}

void WorkloadForm::buildShared()
{
    m_share->setRange(0, Percent);
    m_share->setDecimals(3);
    m_share->setSingleStep(5);
    m_prefixes->setRange(1, 1'000'000);
    card().addRow(Share, sideBySide(m_share, m_sharedTokens));
    card().addRow(Prefixes, m_prefixes);
    connect(m_share, &NumberBox::valueChanged, this, [this](double value) {
        changeWorkload(Share, [value](plan::Workload &w) { w.sharedPrefix->share = value / Percent; });
    });
    connect(m_prefixes, &QSpinBox::valueChanged, this, [this](int value) {
        changeWorkload(Prefixes,
                       [value](plan::Workload &w) { w.sharedPrefix->prefixes = static_cast<std::uint32_t>(value); });
    });
}

void WorkloadForm::addLength(const QString &key, LengthField *field, plan::LengthSpec plan::Workload::*length)
{
    card().addRow(key, field);
    connect(field, &LengthField::edited, this, [this, key, length](const plan::LengthSpec &value) {
        changeWorkload(key, [&](plan::Workload &w) { w.*length = value; });
    });
}

void WorkloadForm::setPlan(const plan::Plan &plan)
{
    remember(plan);
    m_place = std::min(m_place, std::max<std::size_t>(plan.workloads.size(), 1) - 1);
    showChoice();
    const bool any = !plan.workloads.empty();
    for (const QString &key : {Name, Origin, Output, Ending, System, Cache, Share, Prefixes, Temperature})
        card().setRowVisible(key, any);
    const bool fromFile = any && plan.workloads.at(m_place).origin == plan::PromptOrigin::File;
    card().setRowVisible(File, fromFile);
    card().setRowVisible(Input, any && !fromFile);
    if (!any)
        return;
    const plan::Workload &workload = plan.workloads.at(m_place);
    setText(m_name, QString::fromStdString(workload.name));
    m_origin->setCurrentIndex(fromFile ? 1 : 0);
    setText(m_file, QString::fromStdString(workload.file));
    m_input->setLength(workload.inputTokens);
    m_output->setLength(workload.outputTokens);
    m_ending->setCurrentIndex(workload.ignoreEos ? 0 : 1);
    setText(m_system, QString::fromStdString(workload.systemPrompt));
    showShared(workload);
    const QSignalBlocker temperature(m_temperature);
    m_temperature->setValue(workload.temperature);
}

void WorkloadForm::showShared(const plan::Workload &workload)
{
    const auto &shared = workload.sharedPrefix;
    m_cache->setCurrentIndex(shared ? SharedBeginning : workload.uniquePrompts ? Fresh : MayRepeat);
    for (const QString &key : {Share, Prefixes})
        card().setRowVisible(key, shared.has_value());
    if (!shared)
        return;
    const QSignalBlocker share(m_share);
    m_share->setValue(shared->share * Percent);
    const QSignalBlocker prefixes(m_prefixes);
    m_prefixes->setValue(static_cast<int>(shared->prefixes));
    const std::uint32_t tokens = workload.inputTokens.mean;
    m_sharedTokens->setText(tr("about %1 of %2 tokens")
                                .arg(format::count(static_cast<std::uint64_t>(std::llround(shared->share * tokens))),
                                     format::count(tokens)));
}

void WorkloadForm::showChoice()
{
    const std::vector<plan::Workload> &workloads = plan().workloads;
    card().setTitle(workloads.size() > 1 ? tr("Workloads") : tr("Workload"));
    const QSignalBlocker blocker(m_choice);
    m_choice->clear();
    for (const plan::Workload &workload : workloads)
        m_choice->addItem(QString::fromStdString(workload.name));
    m_choice->setCurrentIndex(workloads.empty() ? -1 : static_cast<int>(m_place));
    card().setRowVisible(Choice, workloads.size() > 1);
    m_duplicate->setEnabled(!workloads.empty());
    m_remove->setEnabled(workloads.size() > 1);
}

bool WorkloadForm::showFault(const QString &key, const QString &text)
{
    static const QRegularExpression placed(QStringLiteral("^workloads\\[(\\d+)\\]\\.(.+)$"));
    const QRegularExpressionMatch match = placed.match(key);
    if (!match.hasMatch())
        return key == Actions && PlanForm::showFault(Actions, text);
    const std::size_t place = match.captured(1).toULongLong();
    if (place == m_place)
        return PlanForm::showFault(match.captured(2) == Shared ? Cache : match.captured(2), text);
    const QString name
        = place < plan().workloads.size() ? QString::fromStdString(plan().workloads[place].name) : QString();
    return PlanForm::showFault(Choice, tr("In “%1”: %2", "name of a workload, what is wrong").arg(name, text));
}

void WorkloadForm::changeWorkload(const QString &key, const std::function<void(plan::Workload &)> &edit)
{
    const std::size_t place = m_place;
    change(
        key, [&](plan::Plan &p) { edit(p.workloads.at(place)); },
        QStringLiteral("workloads[%1].%2").arg(place).arg(key));
}

void WorkloadForm::browse()
{
    const QString path = m_dialogs.openFile(this, tr("Prompts"), QFileInfo(m_file->text()).path(),
                                            tr("JSON lines (*.jsonl *.json);;All files (*)"));
    if (path.isEmpty())
        return;
    m_file->setText(path);
    changeWorkload(File, [&path](plan::Workload &w) { w.file = path.toStdString(); });
}

void WorkloadForm::retranslate()
{
    showChoice();
    card().setRowText(Choice, tr("Shown here"), tr("Every workload is measured at every load."));
    card().setRowText(Name, tr("Name"));
    m_add->setText(tr("Add"));
    m_add->setAccessibleName(tr("Add a workload"));
    m_file->setAccessibleName(tr("File with prompts"));
    m_duplicate->setText(tr("Duplicate"));
    m_remove->setText(tr("Remove"));
    card().setRowText(Origin, tr("Prompts"));
    card().setRowText(File, tr("File"), tr("One JSON object a line, with “prompt” or “messages”."));
    card().setRowText(Input, tr("Input tokens"), tr("Nominal: what they were is known from the server's count."));
    card().setRowText(Output, tr("Output tokens"));
    card().setRowText(Ending, tr("Output length"));
    card().setRowText(System, tr("System prompt"));
    card().setRowText(Cache, tr("Prompt cache"));
    card().setRowText(Temperature, tr("Temperature"), tr("Always sent, so that no server uses a default of its own."));
    m_origin->setItemText(0, tr("synthetic text"));
    m_origin->setItemText(1, tr("from a JSONL file"));
    m_browse->setText(tr("Browse…"));
    m_input->retranslate();
    m_output->retranslate();
    m_ending->setItemText(0, tr("exact: end of text is ignored"));
    m_ending->setItemText(1, tr("at most: the model may end earlier"));
    m_system->setPlaceholderText(tr("none"));
    m_cache->setItemText(Fresh, tr("fresh prompts at every level"));
    m_cache->setItemText(MayRepeat, tr("prompts may repeat"));
    m_cache->setItemText(SharedBeginning, tr("a shared beginning, then fresh text"));
    card().setRowText(Share, tr("Shared part, %"),
                      tr("Of the tokens of each prompt, from its start: what a warm prefix cache hits."));
    m_share->setAccessibleName(tr("Shared part, %"));
    card().setRowText(Prefixes, tr("Different beginnings"), tr("Requests take them in turn."));
}

} // namespace tokamark::ui
