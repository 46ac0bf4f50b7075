#include "pages/planbackendscard.h"

#include "dialogs/backenddialog.h"
#include "models/backendfields.h"
#include "models/planbackendsmodel.h"
#include "models/plandocument.h"
#include "models/seriesstyle.h"
#include "widgets/card.h"
#include "widgets/planbackenddelegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QVBoxLayout>
#include <QVariant>

#include <algorithm>

namespace tokamark::ui {

namespace {
constexpr int RowHeight = 28;
constexpr int ShownRows = 12;
} // namespace

PlanBackendsCard::PlanBackendsCard(const AppContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new PlanBackendsModel(context.backends, context.plan, this))
    , m_card(new Card(this))
    , m_table(new QTableView(m_card))
    , m_faults(makeLabel("error", m_card))
    , m_edit(new QPushButton(m_card))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    m_edit->setProperty("role", QStringLiteral("link"));
    m_card->titleRow()->addWidget(m_edit);
    buildTable();
    m_card->body()->addWidget(m_table);
    m_faults->setWordWrap(true);
    m_faults->hide();
    m_card->body()->addWidget(m_faults);
    connect(m_edit, &QPushButton::clicked, this, &PlanBackendsCard::editSelected);
    connect(&m_context.plan, &PlanDocument::planChanged, this, &PlanBackendsCard::updateEdit);
    updateEdit();
}

void PlanBackendsCard::buildTable()
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new PlanBackendDelegate(m_context.theme, m_table));
    m_table->horizontalHeader()->hide();
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(PlanBackendsModel::NameColumn, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(PlanBackendsModel::DetailColumn, QHeaderView::Stretch);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    const auto fit = [this] {
        m_table->setFixedHeight(std::clamp(m_model->rowCount(), 1, ShownRows) * RowHeight + 2);
        updateEdit();
    };
    connect(m_model, &QAbstractItemModel::modelReset, m_table, fit);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PlanBackendsCard::updateEdit);
    connect(m_table, &QTableView::doubleClicked, this, &PlanBackendsCard::editSelected);
    fit();
}

void PlanBackendsCard::updateEdit()
{
    m_edit->setEnabled(m_model->placeInPlan(m_table->currentIndex()).has_value());
}

void PlanBackendsCard::editSelected()
{
    const auto place = m_model->placeInPlan(m_table->currentIndex());
    if (!place)
        return;
    const plan::Plan &plan = m_context.plan.plan();
    auto *dialog
        = new BackendDialog(plan.targets.at(*place), markerOf(plan, *place) % SeriesCount, m_context.secretStore, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, before = plan.targets.at(*place)] {
        // Undo goes on behind the dialog, so the backend is looked for again.
        plan::Plan next = m_context.plan.plan();
        const auto target = std::ranges::find(next.targets, before);
        if (target == next.targets.end())
            return;
        *target = dialog->target();
        m_context.plan.edit(tr("edit backend"), std::move(next));
    });
    dialog->open();
}

void PlanBackendsCard::clearFaults()
{
    m_faults->clear();
    m_faults->hide();
}

bool PlanBackendsCard::showFault(const QString &key, const QString &text)
{
    static const QRegularExpression placed(QStringLiteral("^targets\\[(\\d+)\\]"));
    const QRegularExpressionMatch match = placed.match(key);
    if (!match.hasMatch())
        return false;
    const auto &targets = m_context.plan.plan().targets;
    const std::size_t place = match.captured(1).toULongLong();
    const QString name = place < targets.size() ? QString::fromStdString(targets[place].name) : QString();
    const QString field = backendFieldName(key);
    const QString line = field.isEmpty()
        ? tr("“%1”: %2", "name of a backend, what is wrong").arg(name, text)
        : tr("“%1”, %2: %3", "name of a backend, a field, what is wrong").arg(name, field, text);
    m_faults->setText(m_faults->text().isEmpty() ? line : m_faults->text() + QLatin1Char('\n') + line);
    m_faults->show();
    return true;
}

void PlanBackendsCard::retranslate()
{
    m_card->setTitle(tr("Backends"));
    m_table->setAccessibleName(tr("Backends of the plan"));
    m_edit->setText(tr("Edit for this plan…"));
    m_edit->setToolTip(tr("Headers, extra fields, model and whatever else the plan says about the chosen backend. The "
                          "saved backend stays as it is."));
}

} // namespace tokamark::ui
