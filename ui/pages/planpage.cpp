#include "pages/planpage.h"

#include "widgets/emptystate.h"

#include <QVBoxLayout>

namespace tokamark::ui {

PlanPage::PlanPage(const AppContext &, QWidget *parent)
    : Page(PageId::Plan, parent)
    , m_empty(new EmptyState(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_empty);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { Q_EMIT pageRequested(PageId::Plan); });
    retranslate();
}

QString PlanPage::title() const
{
    return tr("Plan");
}

void PlanPage::showFileError(const std::optional<Error> &) { }

void PlanPage::retranslate()
{
    m_empty->setText(tr("No runs yet"), tr("Finished runs appear here."));
    m_empty->setAction(tr("Go to the plan"));
}

} // namespace tokamark::ui
