#include "words/statewords.h"

#include <QCoreApplication>

namespace tokamark::words {
namespace {

struct RunStateWords {
    Q_DECLARE_TR_FUNCTIONS(RunStateWords)

public:
    static QString label(session::RunState state)
    {
        using session::RunState;
        switch (state) {
        case RunState::Preparing: return tr("preparing");
        case RunState::Running: return tr("running");
        case RunState::Pausing: return tr("pausing after this cell");
        case RunState::Paused: return tr("paused");
        case RunState::Stopping: return tr("stopping");
        case RunState::Finished: return tr("finished");
        case RunState::Stopped: return tr("stopped");
        case RunState::Failed: return tr("failed");
        }
        return {};
    }
    static QString label(storage::StoredState state)
    {
        using storage::StoredState;
        switch (state) {
        case StoredState::Running: return tr("running");
        case StoredState::Finished: return tr("finished");
        case StoredState::Stopped: return tr("stopped");
        case StoredState::Failed: return tr("failed");
        }
        return {};
    }
};

struct CellStateWords {
    Q_DECLARE_TR_FUNCTIONS(CellStateWords)

public:
    static QString label(session::CellState state)
    {
        using session::CellState;
        switch (state) {
        case CellState::Waiting: return tr("waiting");
        case CellState::Running: return tr("running");
        case CellState::Done: return tr("done");
        case CellState::Failed: return tr("failed");
        case CellState::Cancelled: return tr("cancelled");
        }
        return {};
    }
    static QString label(storage::StoredCellState state)
    {
        using storage::StoredCellState;
        switch (state) {
        case StoredCellState::Running: return tr("running");
        case StoredCellState::Done: return tr("done");
        case StoredCellState::Failed: return tr("failed");
        case StoredCellState::Cancelled: return tr("cancelled");
        case StoredCellState::Broken: return tr("broken off");
        }
        return {};
    }
};

} // namespace

QString label(session::RunState state)
{
    return RunStateWords::label(state);
}

QString label(session::CellState state)
{
    return CellStateWords::label(state);
}

QString label(storage::StoredState state)
{
    return RunStateWords::label(state);
}

QString label(storage::StoredCellState state)
{
    return CellStateWords::label(state);
}

} // namespace tokamark::words
