#include "widgets/sloform.h"

#include "widgets/formcard.h"

#include <QDoubleSpinBox>
#include <QSignalBlocker>

#include <algorithm>

namespace tokamark::ui {

namespace {

QString keyOf(std::size_t metric)
{
    return QStringLiteral("slo.%1").arg(metric);
}

} // namespace

SloForm::SloForm(QWidget *parent)
    : PlanForm(parent)
{
    for (std::size_t i = 0; i < m_limits.size(); ++i) {
        auto *limit = new QDoubleSpinBox;
        limit->setRange(0, 1e7);
        limit->setDecimals(0);
        limit->setSingleStep(50);
        connect(limit, &QDoubleSpinBox::valueChanged, this,
                [this, i](double value) { commit(static_cast<plan::Slo::Metric>(i), value); });
        card().addRow(keyOf(i), limit);
        m_limits[i] = limit;
    }
}

void SloForm::setPlan(const plan::Plan &plan)
{
    remember(plan);
    for (std::size_t i = 0; i < m_limits.size(); ++i) {
        const auto slo = std::ranges::find(plan.slos, static_cast<plan::Slo::Metric>(i), &plan::Slo::metric);
        const QSignalBlocker blocker(m_limits[i]);
        m_limits[i]->setValue(slo == plan.slos.end() ? 0 : slo->limitMs);
    }
}

void SloForm::commit(plan::Slo::Metric metric, double limitMs)
{
    change(keyOf(static_cast<std::size_t>(metric)), [metric, limitMs](plan::Plan &p) {
        const auto slo = std::ranges::find(p.slos, metric, &plan::Slo::metric);
        if (limitMs <= 0) {
            if (slo != p.slos.end())
                p.slos.erase(slo);
        } else if (slo != p.slos.end()) {
            slo->limitMs = limitMs;
        } else {
            p.slos.push_back({metric, limitMs});
        }
    });
}

void SloForm::retranslate()
{
    card().setTitle(tr("Limits for goodput"));
    const std::array<QString, 4> names = {tr("TTFT"), tr("TPOT"), tr("End to end"), tr("Longest stall")};
    for (std::size_t i = 0; i < m_limits.size(); ++i) {
        card().setRowText(keyOf(i), names[i], tr("A request counts as good if it meets every limit."));
        m_limits[i]->setSpecialValueText(tr("no limit"));
        m_limits[i]->setPrefix(tr("at most "));
        m_limits[i]->setSuffix(tr(" ms"));
    }
}

} // namespace tokamark::ui
