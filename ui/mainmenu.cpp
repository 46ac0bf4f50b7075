#include "mainmenu.h"

#include "pages/page.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace tokamark::ui {

MainMenu::MainMenu(QMenuBar *bar, QObject *parent)
    : QObject(parent)
    , m_file(bar->addMenu(QString()))
    , m_edit(bar->addMenu(QString()))
    , m_run(bar->addMenu(QString()))
    , m_view(bar->addMenu(QString()))
    , m_tools(bar->addMenu(QString()))
    , m_help(bar->addMenu(QString()))
{
    newPlan = m_file->addAction(QString());
    newPlan->setShortcut(QKeySequence::New);
    openPlan = m_file->addAction(QString());
    openPlan->setShortcut(QKeySequence::Open);
    savePlan = m_file->addAction(QString());
    savePlan->setShortcut(QKeySequence::Save);
    savePlanAs = m_file->addAction(QString());
    savePlanAs->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    m_file->addSeparator();
    openDatabase = m_file->addAction(QString());
    m_file->addSeparator();
    quit = m_file->addAction(QString());
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));

    makeEditActions();
    run = m_run->addAction(QString());
    run->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_R));
    goOn = m_run->addAction(QString());
    pause = m_run->addAction(QString());
    stop = m_run->addAction(QString());
    stop->setShortcut(QKeySequence(Qt::Key_Escape));

    makePageActions();
    m_view->addSeparator();
    makeAppearanceActions();
    makeLanguageActions();

    ceiling = m_tools->addAction(QString());
    help = m_help->addAction(QString());
    help->setShortcut(QKeySequence::HelpContents);
    about = m_help->addAction(QString());
    setRunState(false, false);
    retranslate();
}

void MainMenu::makeEditActions()
{
    m_undo = m_edit->addAction(QString());
    m_undo->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z));
    m_redo = m_edit->addAction(QString());
    m_redo->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    connect(m_undo, &QAction::triggered, this, [this] { m_page->undo(); });
    connect(m_redo, &QAction::triggered, this, [this] { m_page->redo(); });
}

void MainMenu::followPage(Page *page)
{
    if (m_page != nullptr)
        disconnect(m_page, &Page::undoChanged, this, nullptr);
    m_page = page;
    connect(page, &Page::undoChanged, this, &MainMenu::updateUndo);
    updateUndo();
}

void MainMenu::updateUndo()
{
    m_undo->setEnabled(m_page != nullptr && m_page->canUndo());
    m_redo->setEnabled(m_page != nullptr && m_page->canRedo());
    const bool ofPlan = m_page != nullptr && m_page->id() == PageId::Plan;
    m_undo->setText(ofPlan ? tr("&Undo Change of the Plan") : tr("&Undo"));
    m_redo->setText(ofPlan ? tr("&Redo Change of the Plan") : tr("&Redo"));
}

void MainMenu::makePageActions()
{
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        const auto page = static_cast<PageId>(i);
        m_pages[i] = m_view->addAction(QString());
        m_pages[i]->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))));
        connect(m_pages[i], &QAction::triggered, this, [this, page] { Q_EMIT pageChosen(page); });
    }
}

void MainMenu::makeAppearanceActions()
{
    m_appearance = m_view->addMenu(QString());
    auto *group = new QActionGroup(this);
    for (const Appearance value : {Appearance::System, Appearance::Light, Appearance::Dark}) {
        QAction *action = group->addAction(QString());
        action->setCheckable(true);
        m_appearance->addAction(action);
        m_appearances[value] = action;
        connect(action, &QAction::triggered, this, [this, value] { Q_EMIT appearanceChosen(value); });
    }
}

void MainMenu::makeLanguageActions()
{
    m_language = m_view->addMenu(QString());
    auto *group = new QActionGroup(this);
    for (const QString &code : {QString(), QStringLiteral("en"), QStringLiteral("ru")}) {
        QAction *action = group->addAction(QString());
        action->setCheckable(true);
        m_language->addAction(action);
        m_languages[code] = action;
        connect(action, &QAction::triggered, this, [this, code] { Q_EMIT languageChosen(code); });
    }
}

void MainMenu::setAppearance(Appearance appearance)
{
    m_appearances.at(appearance)->setChecked(true);
}

void MainMenu::setLanguage(const QString &language)
{
    const auto found = m_languages.find(language);
    if (found != m_languages.end())
        found->second->setChecked(true);
}

void MainMenu::setRunState(bool active, bool paused)
{
    m_active = active;
    m_paused = paused;
    run->setEnabled(!active);
    goOn->setEnabled(!active && m_canGoOn);
    pause->setEnabled(active);
    stop->setEnabled(active);
    openDatabase->setEnabled(!active);
    // A run and the search for the ceiling would spoil each other.
    ceiling->setEnabled(!active);
    pause->setText(m_paused ? tr("Go On") : tr("Pause After This Cell"));
}

void MainMenu::setCanGoOn(bool can)
{
    m_canGoOn = can;
    goOn->setEnabled(!m_active && can);
}

void MainMenu::retranslate()
{
    m_file->setTitle(tr("&File"));
    newPlan->setText(tr("&New Plan"));
    openPlan->setText(tr("&Open Plan…"));
    savePlan->setText(tr("&Save Plan"));
    savePlanAs->setText(tr("Save Plan &As…"));
    openDatabase->setText(tr("Open &Database…"));
    quit->setText(tr("&Quit"));
    m_edit->setTitle(tr("&Edit"));
    updateUndo();
    m_run->setTitle(tr("&Run"));
    run->setText(tr("&Run the Plan"));
    goOn->setText(tr("&Go On with This Run"));
    pause->setText(m_paused ? tr("Go On") : tr("Pause After This Cell"));
    stop->setText(tr("&Stop…"));
    m_view->setTitle(tr("&View"));
    const std::array<QString, 5> pages = {tr("Backends"), tr("Plan"), tr("Run"), tr("Results"), tr("Report")};
    for (std::size_t i = 0; i < m_pages.size(); ++i)
        m_pages[i]->setText(pages[i]);
    m_appearance->setTitle(tr("&Appearance"));
    m_appearances.at(Appearance::System)->setText(tr("Like the System"));
    m_appearances.at(Appearance::Light)->setText(tr("Light"));
    m_appearances.at(Appearance::Dark)->setText(tr("Dark"));
    m_language->setTitle(tr("&Language"));
    m_languages.at(QString())->setText(tr("Like the System"));
    // Languages are named in themselves, so that a reader lost in another one finds home.
    m_languages.at(QStringLiteral("en"))->setText(QStringLiteral("English"));
    m_languages.at(QStringLiteral("ru"))->setText(QStringLiteral("Русский"));
    m_tools->setTitle(tr("&Tools"));
    ceiling->setText(tr("&What Can This Machine Drive?…"));
    m_help->setTitle(tr("&Help"));
    help->setText(tr("Tokamark &Help"));
    about->setText(tr("&About Tokamark"));
}

} // namespace tokamark::ui
