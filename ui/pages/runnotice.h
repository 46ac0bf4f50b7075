#pragma once

#include "base/error.h"
#include "bridge/runbridge.h"
#include "pages/appcontext.h"

#include <QWidget>

#include <optional>

namespace tokamark::ui {

class NoticeCard;

/// What stands above a run when something is wrong with it: why it could not start, why it waits for its database and
/// how it can go on, why it ended early, or that its results went to another file. Hidden while all is well.
/// GUI thread; owned by the page Run.
class RunNotice final : public QWidget {
    Q_OBJECT

public:
    explicit RunNotice(const AppContext &context, QWidget *parent = nullptr);

    void showStartError(const Error &error);
    void showSnapshot(const SnapshotPointer &snapshot);
    void retranslate();

Q_SIGNALS:
    void runRequested();
    void planRequested();
    void stopRequested();

private:
    void fill();
    void fillStartError(const Error &error);
    void fillStorageQuestion(const Error &error);
    void chooseFile();
    /// For a new run, which can begin anywhere.
    void chooseDatabase();
    [[nodiscard]] QString askForFile(const QString &title, const QString &now);
    void answer(const QString &databasePath);

    AppContext m_context;
    NoticeCard *m_card;
    SnapshotPointer m_snapshot;
    std::optional<Error> m_startError;
};

} // namespace tokamark::ui
