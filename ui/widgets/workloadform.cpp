#include "widgets/workloadform.h"

#include "dialogs/dialogservice.h"
#include "widgets/formcard.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace tokamark::ui {

namespace {

const QString Origin = QStringLiteral("workloads[0].origin");
const QString File = QStringLiteral("workloads[0].file");
const QString Input = QStringLiteral("workloads[0].input_tokens");
const QString Output = QStringLiteral("workloads[0].output_tokens");
const QString Ending = QStringLiteral("workloads[0].ignore_eos");
const QString System = QStringLiteral("workloads[0].system_prompt");
const QString Cache = QStringLiteral("workloads[0].unique_prompts");
const QString Temperature = QStringLiteral("workloads[0].temperature");

constexpr int MostTokens = 1 << 20;

/// Keeps the limits of a length where a new middle and spread fit into them, and widens them where they do not.
void widen(plan::LengthSpec &length)
{
    if (length.shape == plan::LengthSpec::Shape::Fixed)
        length.spread = 0;
    if (length.shape == plan::LengthSpec::Shape::Uniform && length.mean > 0)
        length.spread = std::min(length.spread, length.mean - 1);
    length.min = std::min(length.min, std::max<std::uint32_t>(1, length.mean - std::min(length.mean, length.spread)));
    length.max = std::max(length.max, length.mean + length.spread);
}

} // namespace

WorkloadForm::WorkloadForm(DialogService &dialogs, QWidget *parent)
    : PlanForm(parent)
    , m_dialogs(dialogs)
    , m_origin(new QComboBox)
    , m_fileRow(new QWidget(this))
    , m_file(new QLineEdit)
    , m_browse(new QPushButton)
    , m_input(makeLength(Input, &plan::Workload::inputTokens))
    , m_output(makeLength(Output, &plan::Workload::outputTokens))
    , m_ending(new QComboBox)
    , m_system(new QLineEdit)
    , m_cache(new QComboBox)
    , m_temperature(new QDoubleSpinBox)
{
    auto *fileRow = new QHBoxLayout(m_fileRow);
    fileRow->setContentsMargins(0, 0, 0, 0);
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(m_browse);
    m_fileRow->setFocusProxy(m_file);
    m_temperature->setRange(0, 10);
    m_temperature->setSingleStep(0.1);
    for (QComboBox *box : {m_origin, m_ending, m_cache})
        box->addItems({QString(), QString()});
    card().addRow(Origin, m_origin);
    card().addRow(File, m_fileRow);
    card().addRow(Input, m_input.row);
    card().addRow(Output, m_output.row);
    card().addRow(Ending, m_ending);
    card().addRow(System, m_system);
    card().addRow(Cache, m_cache);
    card().addRow(Temperature, m_temperature);
    connectFields();
}

void WorkloadForm::connectFields()
{
    connect(m_origin, &QComboBox::activated, this, [this](int place) {
        changeWorkload(Origin, [place](plan::Workload &w) {
            w.origin = place == 0 ? plan::PromptOrigin::Synthetic : plan::PromptOrigin::File;
            if (place == 0)
                w.file.clear();
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
    connect(m_cache, &QComboBox::activated, this,
            [this](int place) { changeWorkload(Cache, [place](plan::Workload &w) { w.uniquePrompts = place == 0; }); });
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        changeWorkload(Temperature, [value](plan::Workload &w) { w.temperature = value; });
    });
}

WorkloadForm::LengthFields WorkloadForm::makeLength(const QString &key, plan::LengthSpec plan::Workload::*length)
{
    LengthFields fields{new QWidget(this), new QComboBox, new QSpinBox, new QSpinBox};
    fields.shape->addItems({QString(), QString(), QString()});
    fields.mean->setRange(1, MostTokens);
    fields.spread->setRange(0, MostTokens);
    fields.spread->setPrefix(QStringLiteral("± "));
    auto *row = new QHBoxLayout(fields.row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::Small);
    row->addWidget(fields.shape, 3);
    row->addWidget(fields.mean, 2);
    row->addWidget(fields.spread, 2);
    fields.row->setFocusProxy(fields.shape);
    connect(fields.shape, &QComboBox::activated, this, [this, key, length](int shape) {
        changeWorkload(key, [shape, length](plan::Workload &w) {
            (w.*length).shape = static_cast<plan::LengthSpec::Shape>(shape);
            if (shape != 0 && (w.*length).spread == 0)
                (w.*length).spread = (w.*length).mean / 2;
            widen(w.*length);
        });
    });
    const auto number = [this, key, length](QSpinBox *box, std::uint32_t plan::LengthSpec::*part) {
        connect(box, &QSpinBox::valueChanged, this, [this, key, length, part](int value) {
            changeWorkload(key, [value, length, part](plan::Workload &w) {
                w.*length.*part = static_cast<std::uint32_t>(value);
                widen(w.*length);
            });
        });
    };
    number(fields.mean, &plan::LengthSpec::mean);
    number(fields.spread, &plan::LengthSpec::spread);
    return fields;
}

void WorkloadForm::showLength(const LengthFields &fields, const plan::LengthSpec &length)
{
    const QSignalBlocker shape(fields.shape);
    const QSignalBlocker mean(fields.mean);
    const QSignalBlocker spread(fields.spread);
    fields.shape->setCurrentIndex(static_cast<int>(length.shape));
    fields.mean->setValue(static_cast<int>(length.mean));
    fields.spread->setValue(static_cast<int>(length.spread));
    fields.spread->setVisible(length.shape != plan::LengthSpec::Shape::Fixed);
}

void WorkloadForm::setPlan(const plan::Plan &plan)
{
    remember(plan);
    setEnabled(!plan.workloads.empty());
    if (plan.workloads.empty())
        return;
    const plan::Workload &workload = plan.workloads.front();
    const bool fromFile = workload.origin == plan::PromptOrigin::File;
    m_origin->setCurrentIndex(fromFile ? 1 : 0);
    setText(m_file, QString::fromStdString(workload.file));
    card().setRowVisible(File, fromFile);
    card().setRowVisible(Input, !fromFile);
    showLength(m_input, workload.inputTokens);
    showLength(m_output, workload.outputTokens);
    m_ending->setCurrentIndex(workload.ignoreEos ? 0 : 1);
    setText(m_system, QString::fromStdString(workload.systemPrompt));
    m_cache->setCurrentIndex(workload.uniquePrompts ? 0 : 1);
    const QSignalBlocker temperature(m_temperature);
    m_temperature->setValue(workload.temperature);
}

void WorkloadForm::changeWorkload(const QString &key, const std::function<void(plan::Workload &)> &edit)
{
    change(key, [&edit](plan::Plan &p) {
        if (!p.workloads.empty())
            edit(p.workloads.front());
    });
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
    card().setTitle(plan().workloads.size() > 1
                        ? tr("Workload “%1”").arg(QString::fromStdString(plan().workloads.front().name))
                        : tr("Workload"));
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
    for (const LengthFields *fields : {&m_input, &m_output}) {
        fields->shape->setItemText(0, tr("fixed"));
        fields->shape->setItemText(1, tr("uniform"));
        fields->shape->setItemText(2, tr("normal"));
        fields->mean->setAccessibleName(tr("Tokens"));
        fields->spread->setAccessibleName(tr("Spread"));
    }
    m_ending->setItemText(0, tr("exact: end of text is ignored"));
    m_ending->setItemText(1, tr("at most: the model may end earlier"));
    m_system->setPlaceholderText(tr("none"));
    m_cache->setItemText(0, tr("fresh prompts at every level"));
    m_cache->setItemText(1, tr("prompts may repeat"));
}

} // namespace tokamark::ui
