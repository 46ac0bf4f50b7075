#pragma once

#include <QAbstractButton>

namespace tokamark::ui {

/// One line of the sidebar: the page's name, and its shortcut dim at the right. GUI thread; owned by its parent.
class NavButton final : public QAbstractButton {
    Q_OBJECT

public:
    explicit NavButton(const QString &shortcutText, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_shortcutText;
};

} // namespace tokamark::ui
