#pragma once

#include "base/error.h"
#include "pages/appcontext.h"
#include "pages/page.h"

#include <optional>

namespace tokamark::ui {

class EmptyState;

/// The page Plan. GUI thread; owned by the window.
class PlanPage final : public Page {
    Q_OBJECT

public:
    explicit PlanPage(const AppContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    /// What went wrong with the file of the plan; empty: nothing.
    void showFileError(const std::optional<Error> &error);

Q_SIGNALS:
    void openRequested();
    void saveRequested();

protected:
    void retranslate() override;

private:
    EmptyState *m_empty;
};

} // namespace tokamark::ui
