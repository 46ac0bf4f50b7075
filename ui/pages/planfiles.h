#pragma once

#include "base/error.h"
#include "pages/appcontext.h"

#include <QObject>
#include <QString>

#include <optional>

class QWidget;

namespace tokamark::ui {

/// Takes the plan from files and writes it to them, and asks before changes of it are lost. GUI thread; owned by the
/// window.
class PlanFiles final : public QObject {
    Q_OBJECT

public:
    PlanFiles(const AppContext &context, QWidget *window);

    /// Whether nothing would be lost without the plan as it stands, or the person does not mind.
    [[nodiscard]] bool mayDrop();
    void startNew();
    void choose();
    void open(const QString &path);
    /// Under its name; a plan without one, or with `askForName`, under one that is asked for.
    void save(bool askForName);

Q_SIGNALS:
    /// Another plan is to be seen.
    void planChosen();
    /// Empty: all is well.
    void ended(const std::optional<tokamark::Error> &error);

private:
    AppContext m_context;
    QWidget *m_window;
};

} // namespace tokamark::ui
