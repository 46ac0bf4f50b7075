#include "controllerrunstarter.h"

#include <utility>

namespace tokamark {

namespace {

class ControllerRunHandle final : public ui::RunHandle {
public:
    explicit ControllerRunHandle(std::unique_ptr<session::RunController> controller)
        : m_controller(std::move(controller))
    {
    }

    void pause() override { m_controller->pause(); }
    void resumeAfterPause() override { m_controller->resumeAfterPause(); }
    void stop() override { m_controller->stop(); }
    void continueOn(const QString &databasePath) override { m_controller->continueOn(databasePath); }
    [[nodiscard]] RunId runId() const override { return m_controller->runId(); }

private:
    std::unique_ptr<session::RunController> m_controller;
};

Expected<std::unique_ptr<ui::RunHandle>> handleOf(Expected<std::unique_ptr<session::RunController>> controller)
{
    if (!controller)
        return tl::unexpected(std::move(controller.error()));
    return std::make_unique<ControllerRunHandle>(std::move(*controller));
}

} // namespace

ControllerRunStarter::ControllerRunStarter(std::shared_ptr<secrets::SecretStore> secrets)
    : m_secrets(std::move(secrets))
{
}

Expected<std::unique_ptr<ui::RunHandle>> ControllerRunStarter::start(plan::Plan plan, session::RunOptions options,
                                                                     session::RunObserver &observer)
{
    options.ceiling = session::loadCeiling();
    options.secretStore = m_secrets;
    return handleOf(session::RunController::start(std::move(plan), std::move(options), observer));
}

Expected<std::unique_ptr<ui::RunHandle>> ControllerRunStarter::resume(RunId run, session::RunOptions options,
                                                                      session::RunObserver &observer)
{
    options.ceiling = session::loadCeiling();
    options.secretStore = m_secrets;
    return handleOf(session::RunController::resume(run, std::move(options), observer));
}

} // namespace tokamark
