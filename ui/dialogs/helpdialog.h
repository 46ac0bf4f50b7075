#pragma once

#include "dialogs/helppages.h"
#include "widgets/theme.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTextBrowser;
class QUrl;

namespace tokamark::ui {

/// The documents beside the window: a list, a search through all of them, and links between them. Not modal, so that it
/// can be read while working. GUI thread; owned by the window.
class HelpDialog final : public QDialog {
    Q_OBJECT

public:
    explicit HelpDialog(const Theme &theme, QWidget *parent = nullptr);

    void openAt(const HelpPlace &place);
    void setTheme(const Theme &theme);
    /// The page that is shown.
    [[nodiscard]] QString key() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void showPage(const QString &key);
    void scrollTo(int heading);
    void follow(const QUrl &link);
    void find(bool backward);
    void styleHeadings();
    void styleTables();
    void retranslate();

    Theme m_theme;
    QListWidget *m_pages;
    QLineEdit *m_search;
    QPushButton *m_back;
    QPushButton *m_next;
    QLabel *m_found;
    QTextBrowser *m_text;
};

} // namespace tokamark::ui
