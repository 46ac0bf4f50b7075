#pragma once

#include "base/error.h"

#include <QWidget>

namespace tokamark::ui {

class Database;
class NoticeCard;

/// Says above whatever page is shown that another database could not be opened, and which one stays open. It goes when
/// a database is opened, or when told to. GUI thread; owned by the window.
class DatabaseNotice final : public QWidget {
    Q_OBJECT

public:
    explicit DatabaseNotice(const Database &database, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The person wants to choose another file.
    void databaseRequested();

private:
    void showRefusal(const Error &error);

    const Database &m_database;
    NoticeCard *m_card;
};

} // namespace tokamark::ui
