#pragma once

#include "pages/appcontext.h"
#include "pages/page.h"

namespace tokamark::ui {

class EmptyState;

/// The page Run. GUI thread; owned by the window.
class RunPage final : public Page {
    Q_OBJECT

public:
    explicit RunPage(const AppContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;

protected:
    void retranslate() override;

private:
    EmptyState *m_empty;
};

} // namespace tokamark::ui
