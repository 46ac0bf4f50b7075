#include "dialogs/selfcheckdialog.h"

#include "dialogs/dialogsize.h"
#include "models/selfcheckmodel.h"
#include "report/runchecks.h"
#include "widgets/card.h"
#include "widgets/fittingtable.h"
#include "widgets/tabledelegate.h"
#include "widgets/theme.h"
#include "words/levelwords.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace tokamark::ui {

namespace {

constexpr QSize DialogSize{1140, 480};
constexpr int RowHeight = 30;

} // namespace

SelfCheckDialog::SelfCheckDialog(Subject subject, const ThemeProvider &theme, QWidget *parent)
    : QDialog(parent)
    , m_subject(std::move(subject))
    , m_repetition(new QComboBox(this))
    , m_summary(makeLabel("dim", this))
    , m_model(new SelfCheckModel(this))
    , m_table(new FittingTable(this))
{
    setWindowTitle(tr("Self-checks of a point"));
    resizeOver(*this, DialogSize);
    const ResultSeries &series = m_subject.results->series().at(m_subject.series);
    auto *title = makeLabel("heading", this);
    title->setText(tr("%1 at %2").arg(series.name, words::levelText(m_subject.level)));
    for (const storage::StoredCell *one : series.at(m_subject.level)->cells)
        m_repetition->addItem(tr("Repetition %1").arg(one->key.repetition + 1));
    m_repetition->setVisible(m_repetition->count() > 1);
    m_repetition->setAccessibleName(tr("Repetition"));
    buildTable(theme);
    auto *hint = makeLabel("caption", this);
    hint->setWordWrap(true);
    hint->setText(tr("Each figure beside somebody who knows it from elsewhere: the server's counters, histograms and "
                     "gauges, the hardware, or arithmetic. They differ from where a verdict would warn."));
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *copyButton = buttons->addButton(tr("Copy as text"), QDialogButtonBox::ActionRole);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    auto *head = new QHBoxLayout;
    head->setSpacing(spacing::Medium);
    head->addWidget(title);
    head->addWidget(m_summary, 1);
    head->addWidget(m_repetition);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::Large, spacing::Large, spacing::Large, spacing::Large);
    column->setSpacing(spacing::Medium);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    column->addWidget(hint);
    column->addWidget(buttons);
    connect(m_repetition, &QComboBox::currentIndexChanged, this, &SelfCheckDialog::showChecks);
    connect(copyButton, &QPushButton::clicked, this, [this, title] {
        QGuiApplication::clipboard()->setText(title->text() + QLatin1Char('\n') + m_model->asText());
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showChecks();
}

void SelfCheckDialog::buildTable(const ThemeProvider &theme)
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new TableDelegate(theme, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    m_table->setTextElideMode(Qt::ElideNone);
    m_table->setAccessibleName(tr("Self-checks"));
}

const storage::StoredCell &SelfCheckDialog::cell() const
{
    const ResultSeries &series = m_subject.results->series().at(m_subject.series);
    return *series.at(m_subject.level)->cells.at(static_cast<std::size_t>(m_repetition->currentIndex()));
}

void SelfCheckDialog::showChecks()
{
    const std::size_t run = m_subject.results->series().at(m_subject.series).run;
    m_model->setChecks(report::selfChecksOf(m_subject.results->runs().at(run), cell()));
    m_summary->setText(m_model->summary());
}

} // namespace tokamark::ui
