#pragma once

#include <QObject>

class QWidget;

namespace tokamark::ui {

/// Keeps lists and number fields as they are while a form is scrolled: the wheel turns them only once they have the
/// focus, and else goes on to what scrolls. GUI thread; owned by the form.
class WheelGuard final : public QObject {
public:
    using QObject::QObject;

    /// The field and all fields inside of it.
    void watch(QWidget &field);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace tokamark::ui
