#include "widgets/wheelguard.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QWidget>

namespace tokamark::ui {

void WheelGuard::watch(QWidget &field)
{
    QWidgetList fields = field.findChildren<QWidget *>();
    fields.append(&field);
    for (QWidget *each : fields) {
        if (qobject_cast<QComboBox *>(each) == nullptr && qobject_cast<QAbstractSpinBox *>(each) == nullptr)
            continue;
        // Else the wheel would give them the focus first.
        each->setFocusPolicy(Qt::StrongFocus);
        each->installEventFilter(this);
    }
}

bool WheelGuard::eventFilter(QObject *watched, QEvent *event)
{
    const auto *field = qobject_cast<QWidget *>(watched);
    if (event->type() != QEvent::Wheel || field == nullptr || field->hasFocus())
        return QObject::eventFilter(watched, event);
    event->ignore();
    return true;
}

} // namespace tokamark::ui
