#include "ui/uifixture.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

namespace tokamark::ui {

namespace {

class FakeRunHandle final : public RunHandle {
public:
    explicit FakeRunHandle(FakeRunStarter &starter)
        : m_starter(starter)
    {
    }

    void pause() override { note("pause"); }
    void resumeAfterPause() override { note("resumeAfterPause"); }
    void stop() override { note("stop"); }
    void continueOn(const QString &databasePath) override { note("continueOn " + databasePath.toStdString()); }
    RunId runId() const override { return RunId{1}; }

private:
    void note(std::string command)
    {
        const std::scoped_lock lock(m_starter.mutex);
        m_starter.commands.push_back(std::move(command));
    }

    FakeRunStarter &m_starter;
};

} // namespace

Expected<std::unique_ptr<RunHandle>> FakeRunStarter::start(plan::Plan plan, session::RunOptions runOptions,
                                                           session::RunObserver &runObserver)
{
    const std::scoped_lock lock(mutex);
    options = std::move(runOptions);
    if (failure)
        return tl::unexpected(*failure);
    started.push_back(std::move(plan));
    observer = &runObserver;
    return std::make_unique<FakeRunHandle>(*this);
}

Expected<std::unique_ptr<RunHandle>> FakeRunStarter::resume(RunId run, session::RunOptions runOptions,
                                                            session::RunObserver &runObserver)
{
    const std::scoped_lock lock(mutex);
    options = std::move(runOptions);
    if (failure)
        return tl::unexpected(*failure);
    resumed.push_back(run);
    observer = &runObserver;
    return std::make_unique<FakeRunHandle>(*this);
}

UiFixture::UiFixture()
    : database(folder.filePath(QStringLiteral("runs.sqlite")))
    , backends(database)
    , runs(starter)
{
}

AppContext UiFixture::context()
{
    return {theme, database, backends, plan, runs, dialogs, consent, secretStore};
}

bool waitFor(const std::function<bool()> &condition)
{
    const QDeadlineTimer deadline(5000);
    while (!condition() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
    return condition();
}

} // namespace tokamark::ui
