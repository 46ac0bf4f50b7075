#include "pages/runpage.h"

#include "widgets/emptystate.h"

#include <QVBoxLayout>

namespace tokamark::ui {

RunPage::RunPage(const AppContext &, QWidget *parent)
    : Page(PageId::Run, parent)
    , m_empty(new EmptyState(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_empty);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { Q_EMIT pageRequested(PageId::Plan); });
    retranslate();
}

QString RunPage::title() const
{
    return tr("Run");
}

void RunPage::retranslate()
{
    m_empty->setText(tr("No runs yet"), tr("Finished runs appear here."));
    m_empty->setAction(tr("Go to the plan"));
}

} // namespace tokamark::ui
