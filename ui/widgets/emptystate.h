#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace tokamark::ui {

/// What stands where nothing is yet: says what will appear and offers the action that fills it. GUI thread; owned by
/// its parent.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    void setText(const QString &title, const QString &text);
    /// An empty label hides the button.
    void setAction(const QString &label);

Q_SIGNALS:
    void actionTriggered();

private:
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_button;
};

} // namespace tokamark::ui
