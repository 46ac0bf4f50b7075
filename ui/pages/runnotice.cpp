#include "pages/runnotice.h"

#include "bridge/database.h"
#include "bridge/runservice.h"
#include "bridge/runstates.h"
#include "dialogs/dialogservice.h"
#include "widgets/noticecard.h"
#include "words/errorwords.h"

#include <QDir>
#include <QFileInfo>
#include <QVBoxLayout>

namespace tokamark::ui {

namespace {

/// The file that new results go to, where it is not the one that the window has open; else empty.
QString otherFile(const session::RunSnapshot &snapshot, const Database &database)
{
    const QString path = QString::fromStdString(snapshot.databasePath);
    return path == database.path() ? QString() : path;
}

} // namespace

RunNotice::RunNotice(const AppContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_card(new NoticeCard(NoticeCard::Look::Card, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    hide();
}

void RunNotice::showStartError(const Error &error)
{
    m_startError = error;
    fill();
}

void RunNotice::showSnapshot(const SnapshotPointer &snapshot)
{
    // Four snapshots come a second, and a notice made anew under the mouse could not be clicked.
    const bool same = snapshot && m_snapshot && !m_startError && snapshot->error == m_snapshot->error
        && snapshot->state == m_snapshot->state && snapshot->databasePath == m_snapshot->databasePath;
    const bool asksAgain = snapshot && snapshot != m_snapshot && waitsForStorage(*snapshot);
    m_snapshot = snapshot;
    m_startError.reset();
    if (!same || asksAgain)
        fill();
}

void RunNotice::retranslate()
{
    fill();
}

void RunNotice::fill()
{
    const session::RunSnapshot *run = m_snapshot.get();
    const QString other = run != nullptr ? otherFile(*run, m_context.database) : QString();
    const bool moved = run != nullptr && !run->databasePath.empty() && !other.isEmpty();
    setVisible(m_startError || moved || (run != nullptr && run->error));
    if (m_startError)
        fillStartError(*m_startError);
    else if (run != nullptr && run->error && waitsForStorage(*run))
        fillStorageQuestion(*run->error);
    else if (run != nullptr && run->error)
        m_card->setNotice(Tone::Bad, words::sentence(*run->error), words::advice(*run->error));
    else if (moved)
        m_card->setNotice(Tone::Neutral, {},
                          tr("The results of this run go to %1, and what it had before was copied there.")
                              .arg(QDir::toNativeSeparators(other)));
}

void RunNotice::fillStartError(const Error &error)
{
    m_card->setNotice(Tone::Bad, words::sentence(error), words::advice(error));
    m_card->addAction(tr("Try again"), [this] {
        // A new run is asked for like the first time, for plan and database may have been changed meanwhile.
        if (!m_context.runs.resumeAgain())
            Q_EMIT runRequested();
    });
    if (concernsDatabase(error.code) && !m_context.runs.isResuming())
        m_card->addAction(tr("Run into another file…"), [this] { chooseDatabase(); });
    m_card->addAction(tr("Go to the plan"), [this] { Q_EMIT planRequested(); });
}

void RunNotice::fillStorageQuestion(const Error &error)
{
    m_card->setNotice(Tone::Bad, words::sentence(error),
                      tr("The run waits, sends nothing, and keeps what was measured in memory.") + QLatin1Char(' ')
                          + words::advice(error));
    m_card->addAction(tr("Try again"), [this] { answer({}); });
    m_card->addAction(tr("Go on in another file…"), [this] { chooseFile(); });
    m_card->addAction(tr("Stop"), [this] { Q_EMIT stopRequested(); });
}

void RunNotice::chooseFile()
{
    const QString now = QString::fromStdString(m_snapshot->databasePath);
    const QString path = askForFile(tr("Go On in Another File"), now.isEmpty() ? m_context.database.path() : now);
    if (!path.isEmpty())
        answer(path);
}

void RunNotice::chooseDatabase()
{
    const QString path = askForFile(tr("Run Into Another File"), m_context.database.path());
    if (path.isEmpty())
        return;
    m_context.database.setPath(path);
    Q_EMIT runRequested();
}

QString RunNotice::askForFile(const QString &title, const QString &now)
{
    const QFileInfo file(now);
    const QString suggestion = file.dir().filePath(file.completeBaseName() + QStringLiteral("-2.sqlite"));
    return m_context.dialogs.saveFile(this, title, suggestion, tr("Databases (*.sqlite *.db)"));
}

void RunNotice::answer(const QString &databasePath)
{
    // The next snapshot says what came of it: the question again, or nothing any more.
    m_card->setNotice(Tone::Neutral, {},
                      databasePath.isEmpty()
                          ? tr("Writing again…")
                          : tr("Copying the run to %1…").arg(QDir::toNativeSeparators(databasePath)));
    m_context.runs.continueOn(databasePath);
}

} // namespace tokamark::ui
