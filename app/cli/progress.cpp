#include "cli/progress.h"

#include "words/durationwords.h"
#include "words/errorwords.h"
#include "words/limitwords.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace tokamark::cli {
namespace {

using session::CellState;
using session::CellView;
using session::RunSnapshot;
using session::RunState;

constexpr auto LineEvery = std::chrono::seconds(10);
constexpr std::size_t BarWidth = 24;

template <class... Values> std::string format(const char *pattern, Values... values)
{
    const int length = std::snprintf(nullptr, 0, pattern, values...);
    std::string text(static_cast<std::size_t>(length), '\0');
    std::snprintf(text.data(), text.size() + 1, pattern, values...);
    return text;
}

bool hasEnded(const CellView &cell)
{
    return cell.state == CellState::Done || cell.state == CellState::Failed || cell.state == CellState::Cancelled;
}

/// A cell that was cut short has its line, but is still to be measured.
bool isSettled(const CellView &cell)
{
    return cell.state == CellState::Done || cell.state == CellState::Failed;
}

std::size_t terminalColumns()
{
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return 80;
    return size.ws_col;
}

/// The first `columns` characters of UTF-8 text.
std::string_view cut(std::string_view text, std::size_t columns)
{
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool starts = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
        if (starts && seen++ == columns)
            return text.substr(0, i);
    }
    return text;
}

/// How far the run is, from 0 to 1: by time where that is known, else by cells.
double fraction(const RunSnapshot &snapshot)
{
    if (snapshot.remainingSeconds >= 0 && snapshot.elapsedSeconds + snapshot.remainingSeconds > 0)
        return snapshot.elapsedSeconds / (snapshot.elapsedSeconds + snapshot.remainingSeconds);
    const auto ended = std::ranges::count_if(snapshot.cells, isSettled);
    return snapshot.cells.empty() ? 0 : static_cast<double>(ended) / static_cast<double>(snapshot.cells.size());
}

/// How many cells have ended: "3/15", and of a search, which does not know how many there will be, "3".
std::string countText(std::size_t ended, const RunSnapshot &snapshot)
{
    const std::string text = std::to_string(ended);
    return snapshot.plan->search ? text : text + '/' + std::to_string(snapshot.cells.size());
}

/// Where the search of the current cell is.
std::string searchText(const RunSnapshot &snapshot)
{
    if (!snapshot.current || *snapshot.current >= snapshot.cells.size())
        return {};
    const plan::CellKey &key = snapshot.cells[*snapshot.current].key;
    const auto series = std::ranges::find_if(snapshot.limits, [&key](const metrics::LimitSeries &candidate) {
        return candidate.target == key.target && candidate.workload == key.workload;
    });
    if (series == snapshot.limits.end())
        return {};
    return words::progress(series->state, snapshot.plan->load.kind).toStdString();
}

std::string stateText(const RunSnapshot &snapshot)
{
    switch (snapshot.state) {
    case RunState::Preparing: return "preparing";
    case RunState::Stopping: return "stopping";
    case RunState::Pausing:
    case RunState::Paused:
    case RunState::Running:
    case RunState::Finished:
    case RunState::Stopped:
    case RunState::Failed: break;
    }
    if (!snapshot.current || *snapshot.current >= snapshot.cells.size())
        return "between points";
    return cellTitle(*snapshot.plan, snapshot.cells[*snapshot.current].key);
}

} // namespace

std::string cellTitle(const plan::Plan &plan, const plan::CellKey &key)
{
    std::string title = plan.targets.at(key.target).name;
    if (plan.workloads.size() > 1)
        title += ", " + plan.workloads.at(key.workload).name;
    title += ", " + plan::text(plan.load.level(key.level));
    if (plan.repetitions > 1)
        title += format(", repetition %u of %u", key.repetition + 1, plan.repetitions);
    return title;
}

std::string statusLine(const RunSnapshot &snapshot)
{
    const auto ended = std::ranges::count_if(snapshot.cells, isSettled);
    std::string line = countText(static_cast<std::size_t>(ended), snapshot) + "  " + stateText(snapshot);
    if (const std::string search = searchText(snapshot); !search.empty())
        line += " (" + search + ")";
    if (snapshot.live && snapshot.current) {
        const load::CellSnapshot &live = *snapshot.live;
        line += format("  %.0f tok/s", live.tokensPerSecond);
        if (live.ttftP50Ms > 0)
            line += format("  TTFT p50 %.0f ms", live.ttftP50Ms);
        if (live.failed > 0)
            line += format("  %llu failed", static_cast<unsigned long long>(live.failed));
    }
    if (snapshot.remainingSeconds >= 0)
        line += "  " + words::remaining(snapshot.remainingSeconds).toStdString();
    return line;
}

std::string cellLine(const plan::Plan &plan, const CellView &cell)
{
    std::string line = cellTitle(plan, cell.key) + ": ";
    if (cell.state == CellState::Cancelled)
        return line + "cancelled";
    if (cell.error)
        line += words::sentenceWithAdvice(*cell.error).toStdString();
    else if (cell.figures && cell.figures->completed > 0)
        line += format("%.1f tok/s, TTFT p50 %.1f ms, %llu requests", cell.figures->outputTokensPerSecond,
                       cell.figures->ttft.p50, static_cast<unsigned long long>(cell.figures->completed));
    else
        line += "no request completed";
    if (cell.figures && cell.figures->failed > 0)
        line += format(", %llu failed", static_cast<unsigned long long>(cell.figures->failed));
    return line;
}

Progress::Progress(const Console &console, ProgressKind kind)
    : m_console(console)
    , m_bar(kind == ProgressKind::Auto && console.style().errIsTerminal)
    , m_lines(kind != ProgressKind::None && !m_bar)
{
}

void Progress::snapshotAvailable(std::shared_ptr<const RunSnapshot> snapshot)
{
    const std::scoped_lock lock(m_mutex);
    m_last = snapshot;
    announceStorage(*snapshot);
    announceCells(*snapshot);
    const Time now = std::chrono::steady_clock::now();
    if (m_bar)
        drawBar(*snapshot);
    else if (m_lines && snapshot->current && (m_lastLine == Time::min() || now - m_lastLine >= LineEvery))
        writeLine(statusLine(*snapshot));
}

void Progress::runEnded(std::shared_ptr<const RunSnapshot> snapshot)
{
    const std::scoped_lock lock(m_mutex);
    announceCells(*snapshot);
    clearBar();
    m_last = std::move(snapshot);
}

void Progress::interrupting(int count)
{
    const std::scoped_lock lock(m_mutex);
    clearBar();
    m_console.complain(count == 1 ? "stopping: requests in flight may end; Ctrl-C again ends them at once"
                                  : "ending the requests in flight");
}

std::shared_ptr<const RunSnapshot> Progress::last() const
{
    const std::scoped_lock lock(m_mutex);
    return m_last;
}

void Progress::announceCells(const RunSnapshot &snapshot)
{
    for (std::size_t i = 0; i < snapshot.cells.size(); ++i) {
        const CellView &cell = snapshot.cells[i];
        if (!hasEnded(cell) || !m_announced.insert(i).second)
            continue;
        m_settled += isSettled(cell) ? 1 : 0;
        // The bar stands for what goes well; what does not stays to be read.
        if (m_lines || (m_bar && cell.state == CellState::Failed)) {
            clearBar();
            writeLine(countText(m_settled, snapshot) + "  " + cellLine(*snapshot.plan, cell));
        }
    }
}

/// No part of the progress, so it is said also where that is not shown. What comes of it in the end is said then.
void Progress::announceStorage(const RunSnapshot &snapshot)
{
    if (m_firstPath.empty())
        m_firstPath = snapshot.databasePath;
    if (!snapshot.storageError || std::exchange(m_storageAnnounced, true))
        return;
    clearBar();
    m_console.complain(words::sentence(*snapshot.storageError).toStdString());
    if (snapshot.databasePath != m_firstPath)
        m_console.complain("the run goes on in " + snapshot.databasePath);
}

void Progress::writeLine(const std::string &line)
{
    m_lastLine = std::chrono::steady_clock::now();
    m_console.err() << line << '\n' << std::flush;
}

void Progress::drawBar(const RunSnapshot &snapshot)
{
    const auto filled = static_cast<std::size_t>(std::lround(fraction(snapshot) * static_cast<double>(BarWidth)));
    const std::string line = "[" + std::string(filled, '#') + std::string(BarWidth - std::min(filled, BarWidth), '.')
        + "] " + statusLine(snapshot);
    m_console.err() << '\r' << cut(line, terminalColumns() - 1) << "\x1b[K" << std::flush;
    m_barShown = true;
}

void Progress::clearBar()
{
    if (m_barShown)
        m_console.err() << "\r\x1b[K" << std::flush;
    m_barShown = false;
}

} // namespace tokamark::cli
