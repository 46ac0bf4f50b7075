#include "pages/databasenotice.h"

#include "bridge/database.h"
#include "widgets/noticecard.h"
#include "widgets/theme.h"
#include "words/errorwords.h"

#include <QDir>
#include <QVBoxLayout>

namespace tokamark::ui {

DatabaseNotice::DatabaseNotice(const Database &database, QWidget *parent)
    : QWidget(parent)
    , m_database(database)
    , m_card(new NoticeCard(NoticeCard::Look::Card, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::Huge, spacing::Medium, spacing::Huge, 0);
    layout->addWidget(m_card);
    hide();
    connect(&database, &Database::refused, this, &DatabaseNotice::showRefusal);
    connect(&database, &Database::pathChanged, this, &QWidget::hide);
}

void DatabaseNotice::showRefusal(const Error &error)
{
    const QString stays
        = tr("The database that was open stays open: %1").arg(QDir::toNativeSeparators(m_database.path()));
    m_card->clearActions();
    m_card->setNotice(Tone::Bad, words::sentence(error), words::advice(error) + QLatin1Char('\n') + stays);
    m_card->addAction(tr("Open another database…"), [this] { Q_EMIT databaseRequested(); });
    m_card->addAction(tr("Dismiss"), [this] { hide(); });
    show();
}

} // namespace tokamark::ui
