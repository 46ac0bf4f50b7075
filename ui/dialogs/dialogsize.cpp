#include "dialogs/dialogsize.h"

#include <QWidget>

namespace tokamark::ui {

void resizeOver(QWidget &dialog, QSize wanted)
{
    const QWidget *below = dialog.parentWidget();
    dialog.resize(below == nullptr ? wanted : wanted.boundedTo(below->window()->size()));
}

} // namespace tokamark::ui
