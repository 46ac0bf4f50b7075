#include "dialogs/simulatedfield.h"

#include "plan/plan.h"
#include "simulator/dialects/registry.h"
#include "simulator/preset.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace tokamark::ui {

namespace {

QString text(std::string_view name)
{
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

SimulatedField::SimulatedField(QWidget *parent)
    : QWidget(parent)
    , m_preset(new QComboBox(this))
    , m_dialect(new QComboBox(this))
{
    for (const simulator::Preset &preset : simulator::presets())
        m_preset->addItem(text(preset.name), text(preset.name));
    m_dialect->addItem(QString(), QString());
    for (const simulator::Dialect *dialect : simulator::dialects())
        m_dialect->addItem(text(dialect->name), text(dialect->name));
    // One below the other: names of presets are long, and a form is narrow.
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(spacing::Small);
    for (QComboBox *combo : {m_preset, m_dialect}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        rows->addWidget(combo);
        connect(combo, &QComboBox::activated, this, [this] { Q_EMIT chosen(QString::fromStdString(url())); });
    }
    setFocusProxy(m_preset);
    retranslate();
}

void SimulatedField::setUrl(const std::string &url)
{
    const std::string_view whole = url;
    if (!whole.starts_with(plan::SimulatedScheme))
        return;
    const std::string_view spec = whole.substr(plan::SimulatedScheme.size());
    const std::size_t at = spec.find('@');
    const std::string_view dialect = at == std::string_view::npos ? std::string_view() : spec.substr(at + 1);
    m_preset->setCurrentIndex(m_preset->findData(text(spec.substr(0, at))));
    m_dialect->setCurrentIndex(m_dialect->findData(text(dialect)));
}

std::string SimulatedField::url() const
{
    const std::string dialect = m_dialect->currentData().toString().toStdString();
    return std::string(plan::SimulatedScheme) + m_preset->currentData().toString().toStdString()
        + (dialect.empty() ? dialect : '@' + dialect);
}

void SimulatedField::retranslate()
{
    m_dialect->setItemText(0, tr("in its own dialect"));
    m_preset->setAccessibleName(tr("Simulated backend"));
    m_dialect->setAccessibleName(tr("Dialect that it speaks"));
}

} // namespace tokamark::ui
