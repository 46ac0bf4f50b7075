#include "widgets/searchform.h"

#include "plan/plannames.h"
#include "plan/requirementtext.h"
#include "widgets/formcard.h"
#include "widgets/numberbox.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace tokamark::ui {

namespace {

const QString Search = QStringLiteral("search");
const QString Require = QStringLiteral("search.require");
const QString Share = QStringLiteral("search.share_pct");
const QString Precision = QStringLiteral("search.precision_pct");
const QString Repetitions = QStringLiteral("repetitions");

constexpr plan::Requirement FirstRequirement{plan::Slo::Metric::Ttft, 95, 500};

QString requirementsOf(const plan::Search &search)
{
    QStringList texts;
    for (const plan::Requirement &requirement : search.requirements)
        texts << QString::fromStdString(plan::requirementText(requirement));
    return texts.join(QStringLiteral(", "));
}

/// Begins with the ends of the levels that stood there, and with what the plan asks of requests already.
void beginSearch(plan::Plan &plan)
{
    plan::Search &search = plan.search.emplace();
    if (plan.load.levels.size() > 1) {
        search.lowest = std::ranges::min(plan.load.levels);
        search.highest = std::ranges::max(plan.load.levels);
    }
    if (plan.slos.empty())
        search.requirements = {FirstRequirement};
    plan.load.levels.clear();
    plan.repetitions = std::max(plan.repetitions, plan::SearchRepetitions);
}

/// Leaves its ends behind as levels.
void endSearch(plan::Plan &plan)
{
    plan.load.levels = {plan.search->lowest, plan.search->highest};
    plan.search.reset();
}

} // namespace

SearchForm::SearchForm(QWidget *parent)
    : PlanForm(parent)
    , m_search(new QCheckBox)
    , m_require(new QLineEdit)
    , m_share(new NumberBox)
    , m_precision(new NumberBox)
    , m_repetitions(new QSpinBox)
{
    card().addRow(Search, m_search);
    card().addRow(Require, m_require);
    addPercent(Share, m_share, &plan::Search::sharePct);
    addPercent(Precision, m_precision, &plan::Search::precisionPct);
    m_repetitions->setRange(1, 1000);
    card().addRow(Repetitions, m_repetitions);
    connect(m_search, &QCheckBox::toggled, this,
            [this](bool searches) { change(Search, searches ? beginSearch : endSearch); });
    connect(m_require, &QLineEdit::editingFinished, this, &SearchForm::commitRequirements);
    connect(m_repetitions, &QSpinBox::valueChanged, this, [this](int value) {
        change(Repetitions, [value](plan::Plan &p) { p.repetitions = static_cast<std::uint32_t>(value); });
    });
}

void SearchForm::addPercent(const QString &key, NumberBox *box, double plan::Search::*percent)
{
    box->setRange(0, 100);
    box->setDecimals(3);
    card().addRow(key, box);
    connect(box, &NumberBox::valueChanged, this,
            [this, key, percent](double value) { change(key, [&](plan::Plan &p) { *p.search.*percent = value; }); });
}

void SearchForm::setPlan(const plan::Plan &plan)
{
    remember(plan);
    const bool searches = plan.search.has_value();
    // A trace brings its own load; a plan that searches all the same has to be told so somewhere.
    setVisible(plan.load.kind != plan::LoadKind::Trace || searches);
    const QSignalBlocker search(m_search);
    m_search->setChecked(searches);
    for (const QString &key : {Require, Precision, Repetitions})
        card().setRowVisible(key, searches);
    card().setRowVisible(Share, searches && !plan.slos.empty());
    if (!searches)
        return;
    setText(m_require, requirementsOf(*plan.search));
    const QSignalBlocker share(m_share);
    m_share->setValue(plan.search->sharePct);
    const QSignalBlocker precision(m_precision);
    m_precision->setValue(plan.search->precisionPct);
    const QSignalBlocker repetitions(m_repetitions);
    m_repetitions->setValue(static_cast<int>(plan.repetitions));
}

bool SearchForm::showFault(const QString &key, const QString &text)
{
    // Without a search the repetitions are those of all cells, and stand where these are measured.
    if (key == Repetitions && !plan().search)
        return false;
    if (key == Share)
        card().setRowVisible(Share, true);
    return PlanForm::showFault(key, text);
}

void SearchForm::commitRequirements()
{
    static const QRegularExpression separators(QStringLiteral("[,;]"));
    if (!plan().search)
        return;
    std::vector<plan::Requirement> requirements;
    for (const QString &part : m_require->text().split(separators, Qt::SkipEmptyParts)) {
        const auto requirement = plan::parseRequirement(part.toStdString());
        if (!requirement && !part.trimmed().isEmpty())
            return refuse(
                Require,
                tr("“%1” is no limit. Write for example ttft_p95 <= 500, in milliseconds.").arg(part.trimmed()));
        if (requirement)
            requirements.push_back(*requirement);
    }
    change(Require, [&](plan::Plan &p) { p.search->requirements = requirements; });
}

void SearchForm::retranslate()
{
    card().setTitle(tr("Search"));
    card().setRowText(Search, tr("Find the limit"),
                      tr("The largest load that is good enough, in place of a list of loads."));
    m_search->setText(tr("search for the largest load"));
    card().setRowText(
        Require, tr("It must keep"),
        tr("Statistics of a point, in milliseconds: ttft_p95 <= 500, tpot_p95 <= 50. Empty: the limits of "
           "requests alone."));
    m_require->setPlaceholderText(tr("the limits of requests"));
    card().setRowText(Share, tr("Good requests, %"), tr("So many requests of a point must keep all their limits."));
    card().setRowText(Precision, tr("Precision, %"),
                      tr("Halves the bracket until its ends are as close as this; users: one apart at least."));
    card().setRowText(Repetitions, tr("Repetitions at the edge"),
                      tr("Both ends of the bracket are measured as often as this before the search ends."));
}

} // namespace tokamark::ui
