#pragma once

#include "pages/navigationpage.h"
#include "settings/appsettings.h"

#include <QObject>

#include <array>
#include <map>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;

namespace tokamark::ui {

class Page;

/// The menus of the window and every action in them; the window connects them. GUI thread; owned by the window.
class MainMenu final : public QObject {
    Q_OBJECT

public:
    MainMenu(QMenuBar *bar, QObject *parent);

    QAction *openDatabase;
    QAction *newPlan;
    QAction *openPlan;
    QAction *savePlan;
    QAction *savePlanAs;
    QAction *quit;
    QAction *run;
    QAction *goOn; ///< with the run on the page Results
    QAction *pause;
    QAction *stop;
    QAction *ceiling;
    QAction *help;
    QAction *about;

    /// Undo and redo are those of this page from now on: what is not seen must not change.
    void followPage(Page *page);
    void setAppearance(Appearance appearance);
    void setLanguage(const QString &language);
    /// What can be done now: a run goes on or not, it is paused or not.
    void setRunState(bool active, bool paused);
    /// Whether the run on the page Results has something left to measure.
    void setCanGoOn(bool can);
    void retranslate();

Q_SIGNALS:
    void pageChosen(tokamark::ui::PageId page);
    void appearanceChosen(tokamark::ui::Appearance appearance);
    void languageChosen(const QString &language);

private:
    void makeEditActions();
    void updateUndo();
    void makePageActions();
    void makeAppearanceActions();
    void makeLanguageActions();

    QMenu *m_file;
    QMenu *m_edit;
    QMenu *m_run;
    QMenu *m_view;
    QMenu *m_appearance;
    QMenu *m_language;
    QMenu *m_tools;
    QMenu *m_help;
    QAction *m_undo;
    QAction *m_redo;
    std::array<QAction *, 5> m_pages{};
    std::map<Appearance, QAction *> m_appearances;
    std::map<QString, QAction *> m_languages; ///< by code; empty: the system's
    Page *m_page = nullptr; ///< whose changes are undone
    bool m_active = false;
    bool m_paused = false;
    bool m_canGoOn = false;
};

} // namespace tokamark::ui
