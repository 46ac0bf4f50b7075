#pragma once

#include <QAbstractButton>

namespace tokamark::ui {

/// One line of the sidebar: the page's name, and its shortcut dim at the right. GUI thread; owned by its parent.
class NavButton final : public QAbstractButton {
    Q_OBJECT

public:
    explicit NavButton(const QString &shortcutText, QWidget *parent = nullptr);

    /// Where there is no room for the shortcut, the tool tip has it.
    void setShortcutShown(bool shown);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_shortcutText;
    bool m_shortcutShown = true;
};

} // namespace tokamark::ui
