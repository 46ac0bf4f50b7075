#pragma once

#include <QString>

class QWidget;

namespace tokamark::ui {

/// Every modal question the window asks: a seam, so that tests answer for the person. GUI thread.
class DialogService {
public:
    virtual ~DialogService() = default;
    /// Empty: the person changed their mind. `filter` as in QFileDialog.
    [[nodiscard]] virtual QString openFile(QWidget *parent, const QString &title, const QString &folder,
                                           const QString &filter)
        = 0;
    [[nodiscard]] virtual QString saveFile(QWidget *parent, const QString &title, const QString &suggestion,
                                           const QString &filter)
        = 0;
    [[nodiscard]] virtual QString chooseFolder(QWidget *parent, const QString &title) = 0;
    /// A question with one way to do it, named by `accept`, and Cancel. Only what loses or risks something is asked, so
    /// Enter cancels.
    [[nodiscard]] virtual bool confirm(QWidget *parent, const QString &title, const QString &text,
                                       const QString &accept)
        = 0;
};

/// The dialogs of Qt. Owned by the program.
class QtDialogService final : public DialogService {
public:
    [[nodiscard]] QString openFile(QWidget *parent, const QString &title, const QString &folder,
                                   const QString &filter) override;
    [[nodiscard]] QString saveFile(QWidget *parent, const QString &title, const QString &suggestion,
                                   const QString &filter) override;
    [[nodiscard]] QString chooseFolder(QWidget *parent, const QString &title) override;
    [[nodiscard]] bool confirm(QWidget *parent, const QString &title, const QString &text,
                               const QString &accept) override;
};

} // namespace tokamark::ui
