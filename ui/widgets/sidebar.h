#pragma once

#include <QFrame>
#include <QStringList>

#include <vector>

class QLabel;

namespace tokamark::ui {

class NavButton;

/// The way to the pages, with a few words on the program below. In a narrow window it leaves its room to the page and
/// keeps the shortcuts for tool tips. GUI thread; owned by the window.
class Sidebar final : public QFrame {
    Q_OBJECT

public:
    explicit Sidebar(int pages, QWidget *parent = nullptr);

    void setTitles(const QStringList &titles);
    void setCurrent(int page);
    void setFoot(const QString &text, const QString &toolTip);
    void setNarrow(bool narrow);

Q_SIGNALS:
    void chosen(int page);

private:
    std::vector<NavButton *> m_buttons;
    QLabel *m_foot;
};

} // namespace tokamark::ui
