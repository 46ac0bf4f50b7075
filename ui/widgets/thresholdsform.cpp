#include "widgets/thresholdsform.h"

#include "widgets/card.h"
#include "widgets/formcard.h"
#include "widgets/numberbox.h"
#include "widgets/theme.h"
#include "words/thresholdwords.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <string>

namespace tokamark::ui {

namespace {

constexpr double Highest = 1e6;
const QString Fold = QStringLiteral("verdicts");
const QString Head = QStringLiteral("verdicts.head");

QString keyOf(std::size_t place)
{
    return QStringLiteral("verdicts.") + QString::fromStdString(std::string(plan::ThresholdKeys.at(place).key));
}

plan::Threshold usual(std::size_t place)
{
    return plan::VerdictThresholds().*plan::ThresholdKeys.at(place).field;
}

QHBoxLayout *rowIn(QWidget *field)
{
    auto *row = new QHBoxLayout(field);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::Small);
    return row;
}

QPushButton *makeLink(QWidget *parent)
{
    auto *link = new QPushButton(parent);
    link->setProperty("role", QStringLiteral("link"));
    return link;
}

/// What stands there while it is hidden keeps its room, so that columns stay where they are.
void keepRoom(QWidget *widget)
{
    QSizePolicy policy = widget->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    widget->setSizePolicy(policy);
}

} // namespace

ThresholdsForm::ThresholdsForm(QWidget *parent)
    : PlanForm(parent)
    , m_fold(makeLink(this))
    , m_resetAll(makeLink(this))
    , m_warningHead(makeLabel("caption", this))
    , m_badHead(makeLabel("caption", this))
    , m_headRoom(makeLink(this))
{
    buildHead();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        buildRow(i);
    unfold(false);
}

void ThresholdsForm::buildHead()
{
    auto *fold = new QWidget(this);
    auto *row = rowIn(fold);
    row->addWidget(m_fold);
    row->addStretch(1);
    row->addWidget(m_resetAll);
    fold->setFocusProxy(m_fold);
    m_fold->setCheckable(true);
    card().addRow(Fold, fold);
    auto *head = new QWidget(this);
    auto *columns = rowIn(head);
    columns->addWidget(m_warningHead, 1);
    columns->addWidget(m_badHead, 1);
    columns->addWidget(m_headRoom);
    keepRoom(m_headRoom);
    m_headRoom->hide();
    card().addRow(Head, head);
    connect(m_fold, &QPushButton::toggled, this, &ThresholdsForm::unfold);
    connect(m_resetAll, &QPushButton::clicked, this, &ThresholdsForm::resetAll);
}

void ThresholdsForm::buildRow(std::size_t place)
{
    auto *field = new QWidget(this);
    auto *row = rowIn(field);
    Row &fields = m_rows.at(place);
    fields = {new NumberBox(field), new NumberBox(field), makeLink(field)};
    for (NumberBox *box : {fields.warning, fields.bad}) {
        box->setRange(0, Highest);
        box->setDecimals(3);
        row->addWidget(box, 1);
        connect(box, &NumberBox::valueChanged, this, [this, place] {
            const Row &edited = m_rows.at(place);
            commit(place, {edited.warning->value(), edited.bad->value()});
        });
    }
    row->addWidget(fields.reset);
    keepRoom(fields.reset);
    field->setFocusProxy(fields.warning);
    card().addRow(keyOf(place), field);
    connect(fields.reset, &QPushButton::clicked, this, [this, place] { commit(place, usual(place)); });
}

void ThresholdsForm::setPlan(const plan::Plan &plan)
{
    remember(plan);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const plan::Threshold &threshold = plan.verdicts.*plan::ThresholdKeys.at(i).field;
        const QSignalBlocker warning(m_rows[i].warning);
        const QSignalBlocker bad(m_rows[i].bad);
        m_rows[i].warning->setValue(threshold.warning);
        m_rows[i].bad->setValue(threshold.bad);
        m_rows[i].reset->setVisible(m_fold->isChecked() && threshold != usual(i));
    }
    showHead();
}

bool ThresholdsForm::showFault(const QString &key, const QString &text)
{
    if (!PlanForm::showFault(key, text))
        return false;
    unfold(true);
    return true;
}

void ThresholdsForm::unfold(bool unfolded)
{
    {
        const QSignalBlocker blocker(m_fold);
        m_fold->setChecked(unfolded);
    }
    card().setRowVisible(Head, unfolded);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        card().setRowVisible(keyOf(i), unfolded);
        m_rows[i].reset->setVisible(unfolded && plan().verdicts.*plan::ThresholdKeys.at(i).field != usual(i));
    }
    showHead();
}

int ThresholdsForm::changedCount() const
{
    int changed = 0;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        changed += plan().verdicts.*plan::ThresholdKeys.at(i).field == usual(i) ? 0 : 1;
    return changed;
}

void ThresholdsForm::commit(std::size_t place, const plan::Threshold &threshold)
{
    change(keyOf(place), [&](plan::Plan &p) { p.verdicts.*plan::ThresholdKeys.at(place).field = threshold; });
}

void ThresholdsForm::resetAll()
{
    change(Fold, [](plan::Plan &p) { p.verdicts = {}; });
}

void ThresholdsForm::showHead()
{
    const int changed = changedCount();
    const QString what = changed == 0 ? tr("as usual") : tr("%n changed", nullptr, changed);
    m_fold->setText(m_fold->isChecked() ? tr("Hide (%1)").arg(what) : tr("Show (%1)").arg(what));
    m_resetAll->setVisible(changed > 0);
}

void ThresholdsForm::retranslate()
{
    card().setTitle(tr("Limits of the verdicts"));
    card().setRowText(Fold, tr("Limits"), tr("What every point is held against, and what decides its verdict."));
    m_resetAll->setText(tr("Reset all"));
    m_headRoom->setText(tr("Reset"));
    m_warningHead->setText(tr("warning from"));
    m_badHead->setText(tr("bad from"));
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const plan::ThresholdKey &entry = plan::ThresholdKeys.at(i);
        const QString label = words::thresholdLabel(entry.key);
        card().setRowText(keyOf(i), label, words::thresholdMeaning(entry.key));
        m_rows[i].warning->setAccessibleName(tr("%1: warning").arg(label));
        m_rows[i].bad->setAccessibleName(tr("%1: bad").arg(label));
        m_rows[i].reset->setText(tr("Reset"));
        m_rows[i].reset->setAccessibleName(tr("%1: reset").arg(label));
    }
    showHead();
}

} // namespace tokamark::ui
