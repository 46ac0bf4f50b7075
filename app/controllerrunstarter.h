#pragma once

#include "bridge/runstarter.h"
#include "secrets/secretstore.h"

#include <memory>

namespace tokamark {

/// Starts real runs, with `session::RunController`, whose keys come from `secrets`. Any thread.
class ControllerRunStarter final : public ui::RunStarter {
public:
    explicit ControllerRunStarter(std::shared_ptr<secrets::SecretStore> secrets);

    [[nodiscard]] Expected<std::unique_ptr<ui::RunHandle>> start(plan::Plan plan, session::RunOptions options,
                                                                 session::RunObserver &observer) override;
    [[nodiscard]] Expected<std::unique_ptr<ui::RunHandle>> resume(RunId run, session::RunOptions options,
                                                                  session::RunObserver &observer) override;

private:
    std::shared_ptr<secrets::SecretStore> m_secrets;
};

} // namespace tokamark
