#pragma once

#include "bridge/runbridge.h"

#include <QFrame>

class QLabel;

namespace tokamark::ui {

/// The line on top of the window: program, plan, and how the client itself is doing. GUI thread; owned by the window.
class HeaderBar final : public QFrame {
    Q_OBJECT

public:
    explicit HeaderBar(QWidget *parent = nullptr);

    void setPlanName(const QString &name, bool modified);
    /// Health of the client from the run that goes on; null: none does.
    void setSnapshot(const SnapshotPointer &snapshot);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    SnapshotPointer m_snapshot;
    QLabel *m_product;
    QLabel *m_plan;
    QLabel *m_client;
    QLabel *m_stamps;
};

} // namespace tokamark::ui
