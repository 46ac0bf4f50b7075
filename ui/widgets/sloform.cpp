#include "widgets/sloform.h"

#include "widgets/formcard.h"
#include "widgets/numberbox.h"

#include <QRegularExpression>
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
        auto *limit = new NumberBox;
        limit->setRange(0, 1e7);
        limit->setDecimals(3);
        limit->setSingleStep(50);
        connect(limit, &NumberBox::valueChanged, this,
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

bool SloForm::showFault(const QString &key, const QString &text)
{
    // The plan knows its limits by their places, the form by what they limit.
    static const QRegularExpression placed(QStringLiteral("^slos\\[(\\d+)\\]"));
    const QRegularExpressionMatch match = placed.match(key);
    const std::size_t place = match.captured(1).toULongLong();
    if (!match.hasMatch() || place >= plan().slos.size())
        return false;
    return PlanForm::showFault(keyOf(static_cast<std::size_t>(plan().slos[place].metric)), text);
}

void SloForm::commit(plan::Slo::Metric metric, double limitMs)
{
    change(keyOf(static_cast<std::size_t>(metric)), [metric, limitMs](plan::Plan &p) {
        const auto slo = std::ranges::find(p.slos, metric, &plan::Slo::metric);
        if (limitMs <= 0)
            std::erase_if(p.slos, [metric](const plan::Slo &known) { return known.metric == metric; });
        else if (slo != p.slos.end())
            slo->limitMs = limitMs;
        else
            p.slos.push_back({metric, limitMs});
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
