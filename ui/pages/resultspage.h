#pragma once

#include "pages/appcontext.h"
#include "pages/page.h"

namespace tokamark::ui {

class EmptyState;

/// The page Results. GUI thread; owned by the window.
class ResultsPage final : public Page {
    Q_OBJECT

public:
    explicit ResultsPage(const AppContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    /// Puts a stored run on the page.
    void showRun(RunId run);

protected:
    void retranslate() override;

private:
    EmptyState *m_empty;
};

} // namespace tokamark::ui
