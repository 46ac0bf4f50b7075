#include "widgets/searchform.h"

#include "plan/plannames.h"
#include "plan/requirementtext.h"
#include "widgets/formcard.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace tokamark::ui {

namespace {

const QString Require = QStringLiteral("search.require");

QString requirementsOf(const plan::Plan &plan)
{
    QStringList texts;
    if (plan.search) {
        for (const plan::Requirement &requirement : plan.search->requirements)
            texts << QString::fromStdString(plan::requirementText(requirement));
    }
    return texts.join(QStringLiteral(", "));
}

/// Begins with the ends of the levels that stood there, and leaves such ends behind as levels.
void setSearch(plan::Plan &plan, const std::vector<plan::Requirement> &requirements)
{
    if (requirements.empty() && plan.search) {
        plan.load.levels = {plan.search->lowest, plan.search->highest};
        plan.search.reset();
        return;
    }
    if (requirements.empty())
        return;
    if (!plan.search) {
        plan::Search &search = plan.search.emplace();
        if (plan.load.levels.size() > 1) {
            search.lowest = std::ranges::min(plan.load.levels);
            search.highest = std::ranges::max(plan.load.levels);
        }
        plan.load.levels.clear();
        plan.repetitions = std::max(plan.repetitions, plan::SearchRepetitions);
    }
    plan.search->requirements = requirements;
}

} // namespace

SearchForm::SearchForm(QWidget *parent)
    : PlanForm(parent)
    , m_require(new QLineEdit)
{
    card().addRow(Require, m_require);
    connect(m_require, &QLineEdit::editingFinished, this, &SearchForm::commitRequirements);
}

void SearchForm::setPlan(const plan::Plan &plan)
{
    remember(plan);
    setText(m_require, requirementsOf(plan));
    setVisible(plan.load.kind != plan::LoadKind::Trace);
}

void SearchForm::commitRequirements()
{
    static const QRegularExpression separators(QStringLiteral("[,;]"));
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
    // A search may rest on the limits of requests alone, and leaving the empty field does not end it.
    if (plan().search && plan().search->requirements == requirements)
        return;
    change(Require, [&](plan::Plan &p) { setSearch(p, requirements); });
}

void SearchForm::retranslate()
{
    card().setTitle(tr("Search"));
    card().setRowText(Require, tr("Find the limit"),
                      tr("Searches for the largest load that keeps this: ttft_p95 <= 500, tpot_p95 <= 50."));
    m_require->setPlaceholderText(tr("no search"));
}

} // namespace tokamark::ui
