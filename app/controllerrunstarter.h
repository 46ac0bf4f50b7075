#pragma once

#include "bridge/runstarter.h"

namespace tokamark {

/// Starts real runs, with `session::RunController`. Stateless, any thread.
class ControllerRunStarter final : public ui::RunStarter {
public:
    [[nodiscard]] Expected<std::unique_ptr<ui::RunHandle>> start(plan::Plan plan, session::RunOptions options,
                                                                 session::RunObserver &observer) override;
    [[nodiscard]] Expected<std::unique_ptr<ui::RunHandle>> resume(RunId run, session::RunOptions options,
                                                                  session::RunObserver &observer) override;
};

} // namespace tokamark
