#pragma once

#include "base/ids.h"
#include "pages/navigationpage.h"

#include <QWidget>

namespace tokamark::ui {

/// One of the five pages beside the sidebar: the base that the window navigates by. GUI thread; owned by the window.
/// A page builds its widgets once and puts every translated word in `retranslate`, so that the language can change.
class Page : public QWidget {
    Q_OBJECT

public:
    explicit Page(PageId id, QWidget *parent = nullptr);

    [[nodiscard]] PageId id() const noexcept { return m_id; }
    /// The name in the sidebar.
    [[nodiscard]] virtual QString title() const = 0;
    /// Called each time the page comes to the front.
    virtual void onShown();
    /// Never: a page takes the height that the window gives. Else each change on one page has the texts of all five
    /// laid out anew, to learn how high the stack of them would like to be.
    [[nodiscard]] bool hasHeightForWidth() const override;
    /// Whether Ctrl+Z, or the menu, can take back something of this page.
    [[nodiscard]] virtual bool canUndo() const;
    [[nodiscard]] virtual bool canRedo() const;
    virtual void undo();
    virtual void redo();

Q_SIGNALS:
    void pageRequested(tokamark::ui::PageId page);
    /// What can be taken back, or done again, has changed.
    void undoChanged();
    /// Asks for another database, as one that cannot be read makes necessary.
    void databaseRequested();
    /// Asks for the plan as it stands to be run.
    void runRequested();
    /// Asks for the run to be stopped, after one question.
    void stopRequested();
    /// Asks for the results of a stored run.
    void resultsRequested(tokamark::RunId run);

protected:
    void changeEvent(QEvent *event) override;
    /// Puts every translated text anew. Called on a change of language; a page also calls it once when it is built.
    virtual void retranslate() = 0;

private:
    PageId m_id;
};

} // namespace tokamark::ui
