#pragma once

#include "base/error.h"

#include <QObject>
#include <QString>

namespace tokamark::ui {

/// Whether another file would help: the database itself is what is wrong.
[[nodiscard]] bool concernsDatabase(ErrorCode code);

/// Which database the window works with. Opening, reading and writing it is done by repositories on background
/// threads; this says where it is and that it changed. GUI thread; owned by the program.
class Database final : public QObject {
    Q_OBJECT

public:
    explicit Database(QString path, QObject *parent = nullptr);

    /// One database per user: $XDG_DATA_HOME/tokamark/tokamark.sqlite.
    [[nodiscard]] static QString defaultPath();

    [[nodiscard]] const QString &path() const noexcept { return m_path; }
    void setPath(const QString &path);
    /// The same for a file of which nobody knows yet whether it is a database: it is opened in the background, and where
    /// that fails `refused` follows and the path stays.
    void open(const QString &path);
    /// To be called by whoever added, removed or renamed a run.
    void announceHistoryChange();

Q_SIGNALS:
    void pathChanged(const QString &path);
    void refused(const tokamark::Error &error);
    /// Runs came, went or were renamed; also after a change of the path.
    void historyChanged();

private:
    QString m_path;
    int m_opened = 0; ///< of several files only the last counts
};

} // namespace tokamark::ui
