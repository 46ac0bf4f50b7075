#include "pages/resulttools.h"

#include "models/referenceoverlay.h"
#include "models/rooflineoverlay.h"
#include "widgets/fittingcombo.h"
#include "widgets/flowlayout.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QVariant>

#include <algorithm>

namespace tokamark::ui {

ResultTools::ResultTools(QWidget *parent)
    : QWidget(parent)
    , m_kind(makeFittingCombo(this))
    , m_statistic(makeFittingCombo(this))
    , m_reference(makeFittingCombo(this))
    , m_bars(new QPushButton(this))
    , m_bounds(new QPushButton(this))
    , m_export(new QPushButton(this))
    , m_exportMenu(new QMenu(m_export))
{
    auto *row = new FlowLayout(this);
    row->setSpacing(spacing::Small);
    m_bars->setCheckable(true);
    m_bounds->setCheckable(true);
    m_bounds->setChecked(true);
    m_export->setProperty("primary", true);
    m_export->setProperty("menu", true);
    m_export->setMenu(m_exportMenu);
    for (QComboBox *combo : {m_kind, m_statistic, m_reference}) {
        row->addWidget(combo);
        connect(combo, &QComboBox::activated, this, &ResultTools::choiceChanged);
    }
    row->addWidget(m_bars);
    row->addWidget(m_bounds);
    row->addTrailing(m_export);
    connect(m_bars, &QPushButton::toggled, this, &ResultTools::barsToggled);
    connect(m_bounds, &QPushButton::toggled, this, &ResultTools::choiceChanged);
}

ResultChoice ResultTools::choice() const
{
    ResultChoice choice;
    choice.kind = static_cast<LatencyKind>(m_kind->currentIndex());
    choice.statistic = Statistic{m_statistic->currentData().toDouble()};
    choice.reference = static_cast<ReferenceStudy>(m_reference->currentIndex());
    choice.bounds = m_bounds->isChecked();
    return choice;
}

void ResultTools::setResults(const ResultSet &results, Statistic chosen)
{
    m_statistic->clear();
    for (const Statistic one : results.statistics())
        m_statistic->addItem(resultcharts::name(one), one.percentile);
    m_statistic->setCurrentIndex(std::max(0, m_statistic->findData(chosen.percentile)));
    m_bounds->setEnabled(hasBounds(results));
    m_bounds->setToolTip(hasRoofline(results)
                             ? tr("The most that the hardware can do, and where requests begin to queue")
                             : tr("Nothing is known of the hardware: say GPU and model in the form of the backend, "
                                  "and the next run has a roofline."));
}

void ResultTools::setBars(bool bars)
{
    m_bars->setChecked(bars);
}

bool ResultTools::showsBars() const
{
    return m_bars->isChecked();
}

void ResultTools::retranslate()
{
    const int kind = std::max(m_kind->currentIndex(), 0);
    m_kind->clear();
    for (const LatencyKind one : AllLatencyKinds)
        m_kind->addItem(resultcharts::name(one));
    m_kind->setCurrentIndex(kind);
    m_kind->setAccessibleName(tr("Latency shown"));
    m_statistic->setAccessibleName(tr("Percentile shown"));
    const int study = std::max(m_reference->currentIndex(), 0);
    m_reference->clear();
    for (const ReferenceStudy one : AllReferenceStudies)
        m_reference->addItem(name(one));
    m_reference->setCurrentIndex(study);
    m_reference->setAccessibleName(tr("Published figures beside your own"));
    m_reference->setToolTip(tr("Published figures of the same model, dashed: not measured here"));
    m_bars->setText(tr("Bars"));
    m_bars->setToolTip(tr("Grouped bars, as published comparisons show them"));
    m_bounds->setText(tr("Roofline"));
    m_export->setText(tr("Export…"));
}

} // namespace tokamark::ui
