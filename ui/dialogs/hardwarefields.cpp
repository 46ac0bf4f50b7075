#include "dialogs/hardwarefields.h"

#include "models/backendfields.h"
#include "roofline/hardware.h"
#include "widgets/formcard.h"
#include "widgets/numberbox.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QStringList>

#include <array>
#include <utility>

namespace tokamark::ui {

namespace {

constexpr double MostTokensPerStep = 100;
constexpr std::array WeightFormats{"fp16", "bf16", "fp8", "int8", "int4", "awq", "gptq"};
constexpr std::array KvFormats{"fp16", "bf16", "fp8", "int8"};

template <class Table> QStringList namesOf(const Table &table)
{
    QStringList names;
    for (const auto &entry : table)
        names.append(QString::fromUtf8(entry.name.data(), static_cast<qsizetype>(entry.name.size())));
    return names;
}

void offer(QLineEdit *field, const QStringList &names)
{
    auto *completer = new QCompleter(names, field);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    field->setCompleter(completer);
}

/// A plan may name what is no format; the check says so, and the field must not lose it before.
void choose(QComboBox *box, const std::string &format)
{
    const QString name = QString::fromStdString(format);
    if (box->findData(name) < 0)
        box->addItem(name, name);
    box->setCurrentIndex(box->findData(name));
}

std::string chosen(const QComboBox *box)
{
    return box->currentData().toString().toStdString();
}

} // namespace

HardwareFields::HardwareFields(FormCard &form, QObject *parent)
    : QObject(parent)
    , m_form(form)
    , m_gpu(new QLineEdit)
    , m_shape(new QLineEdit)
    , m_weights(new QComboBox)
    , m_kv(new QComboBox)
    , m_tokensPerStep(new NumberBox)
{
    offer(m_gpu, namesOf(roofline::gpus()));
    offer(m_shape, namesOf(roofline::models()));
    for (QComboBox *box : {m_weights, m_kv})
        box->addItem(QString(), QString());
    for (const char *format : WeightFormats)
        m_weights->addItem(QString::fromLatin1(format), QString::fromLatin1(format));
    for (const char *format : KvFormats)
        m_kv->addItem(QString::fromLatin1(format), QString::fromLatin1(format));
    m_tokensPerStep->setRange(1, MostTokensPerStep);
    m_tokensPerStep->setDecimals(2);
    m_tokensPerStep->setSingleStep(0.1);
    form.addRow(QStringLiteral("gpu"), m_gpu);
    form.addRow(QStringLiteral("model_shape"), m_shape);
    form.addRow(QStringLiteral("weights"), m_weights);
    form.addRow(QStringLiteral("kv_cache"), m_kv);
    form.addRow(QStringLiteral("tokens_per_step"), m_tokensPerStep);
    for (QLineEdit *field : {m_gpu, m_shape})
        connect(field, &QLineEdit::textChanged, this, &HardwareFields::changed);
    for (QComboBox *box : {m_weights, m_kv})
        connect(box, &QComboBox::currentIndexChanged, this, &HardwareFields::changed);
    connect(m_tokensPerStep, &NumberBox::valueChanged, this, &HardwareFields::changed);
}

void HardwareFields::setHardware(const plan::Hardware &hardware)
{
    m_gpu->setText(QString::fromStdString(hardware.gpu));
    m_shape->setText(QString::fromStdString(hardware.model));
    choose(m_weights, hardware.weights);
    choose(m_kv, hardware.kv);
    m_tokensPerStep->setValue(hardware.tokensPerStep);
}

plan::Hardware HardwareFields::hardware() const
{
    plan::Hardware hardware;
    hardware.gpu = m_gpu->text().trimmed().toStdString();
    hardware.model = m_shape->text().trimmed().toStdString();
    hardware.weights = chosen(m_weights);
    hardware.kv = chosen(m_kv);
    hardware.tokensPerStep = m_tokensPerStep->value();
    return hardware;
}

void HardwareFields::retranslate()
{
    const std::array helps{
        std::pair{"gpu", tr("For the roofline: what this GPU can do at most. Empty: as its driver or exporter says.")},
        std::pair{"model_shape", tr("A model of the list, or the path of its config.json.")},
        std::pair{"weights", tr("What the weights are stored as.")},
        std::pair{"kv_cache", tr("What the KV cache is stored as.")},
        std::pair{"tokens_per_step",
                  tr("Tokens that a step yields for a request: above 1 with speculative decoding.")}};
    for (const auto &[key, help] : helps)
        m_form.setRowText(QString::fromLatin1(key), backendFieldName(QString::fromLatin1(key)), help);
    m_gpu->setPlaceholderText(tr("as detected"));
    m_shape->setPlaceholderText(tr("by the name of the model"));
    m_weights->setItemText(0, tr("by the name of the model"));
    m_kv->setItemText(0, tr("16 bits"));
}

} // namespace tokamark::ui
