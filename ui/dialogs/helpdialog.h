#pragma once

#include <QDialog>

namespace tokamark::ui {

/// What F1 shows: how to get from a URL to a result, and the keys. GUI thread; owned by its parent.
class HelpDialog final : public QDialog {
    Q_OBJECT

public:
    explicit HelpDialog(QWidget *parent = nullptr);
};

} // namespace tokamark::ui
