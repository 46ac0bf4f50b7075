#include "pages/celltimelinecard.h"

#include "bridge/database.h"
#include "plot/timelinechart.h"
#include "widgets/card.h"
#include "widgets/fittingcombo.h"
#include "widgets/numberbox.h"
#include "widgets/theme.h"
#include "widgets/windowfigures.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tokamark::ui {

namespace {

constexpr int PaceMs = 80;
constexpr int FieldDecimals = 2;
constexpr double SameSeconds = 0.005; ///< half of the last digit of the fields

bool isSame(const TimelineWindow &a, const TimelineWindow &b)
{
    return std::abs(a.from - b.from) < SameSeconds && std::abs(a.to - b.to) < SameSeconds;
}

/// The same measurement, in whichever set of results. The number alone may be another cell's in another database.
bool isSame(const storage::StoredCell &a, const storage::StoredCell &b)
{
    return a.id == b.id && a.startedUnixNs == b.startedUnixNs && a.startedNs == b.startedNs && a.endedNs == b.endedNs;
}

} // namespace

CellTimelineCard::CellTimelineCard(const Database &database, QWidget *parent)
    : QFrame(parent)
    , m_loader(new TimelineLoader(database, this))
    , m_chart(new TimelineChart(this))
    , m_figures(new WindowFigures(this))
    , m_repetitionLabel(makeLabel("caption", this))
    , m_repetition(makeFittingCombo(this))
    , m_fromLabel(makeLabel("caption", this))
    , m_from(new NumberBox(this))
    , m_toLabel(makeLabel("caption", this))
    , m_to(new NumberBox(this))
    , m_undo(new QPushButton(this))
    , m_reset(new QPushButton(this))
    , m_status(makeLabel("dim", this))
    , m_pace(new QTimer(this))
{
    setProperty("role", QStringLiteral("card"));
    buildControls();
    connectAll();
    // What was moved is known by the numbers of cells, which are others there.
    connect(&database, &Database::pathChanged, this, [this] {
        m_kept.clear();
        m_undoable.clear();
        clear();
    });
    retranslate();
}

void CellTimelineCard::buildControls()
{
    m_chart->setFramed(false);
    m_pace->setSingleShot(true);
    m_pace->setInterval(PaceMs);
    for (NumberBox *field : {m_from, m_to}) {
        field->setDecimals(FieldDecimals);
        field->setKeyboardTracking(false);
        field->setEnabled(false);
    }
    m_fromLabel->setBuddy(m_from);
    m_toLabel->setBuddy(m_to);
    m_status->setWordWrap(true);
    auto *controls = new QHBoxLayout;
    controls->setSpacing(spacing::Small);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_repetitionLabel, m_repetition, m_fromLabel, m_from, m_toLabel, m_to})
        controls->addWidget(widget);
    controls->addStretch(1);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(spacing::Small);
    actions->addWidget(m_status, 1);
    actions->addWidget(m_undo, 0, Qt::AlignTop);
    actions->addWidget(m_reset, 0, Qt::AlignTop);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(spacing::Large, 0, spacing::Large, spacing::Medium);
    below->setSpacing(spacing::Small);
    below->addLayout(controls);
    below->addWidget(m_figures);
    below->addLayout(actions);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::Small);
    column->addWidget(m_chart, 1);
    column->addLayout(below);
}

void CellTimelineCard::connectAll()
{
    connect(m_loader, &TimelineLoader::loaded, this, &CellTimelineCard::showHistory);
    connect(m_loader, &TimelineLoader::figuresReady, this, &CellTimelineCard::takeFigures);
    connect(m_loader, &TimelineLoader::failed, this, &CellTimelineCard::failed);
    connect(m_chart, &TimelineChart::windowMoved, this, &CellTimelineCard::moveWindow);
    connect(m_repetition, &QComboBox::activated, this, &CellTimelineCard::showRepetition);
    connect(m_undo, &QPushButton::clicked, this, &CellTimelineCard::undo);
    connect(m_reset, &QPushButton::clicked, this, &CellTimelineCard::reset);
    connect(m_pace, &QTimer::timeout, this, [this] {
        if (m_history)
            m_loader->compute(m_place, m_history, m_window);
    });
    // A field holds two decimals; the end that was not typed keeps all of its own.
    connect(m_from, &QDoubleSpinBox::valueChanged, this, [this](double second) {
        moveWindow({second, m_window.to}, true);
    });
    connect(m_to, &QDoubleSpinBox::valueChanged, this, [this](double second) {
        moveWindow({m_window.from, second}, true);
    });
}

Chart *CellTimelineCard::chart() const
{
    return m_chart;
}

bool CellTimelineCard::isBusy() const
{
    return m_loader->isBusy() || m_pace->isActive();
}

void CellTimelineCard::showPoint(const std::shared_ptr<const ResultSet> &results, std::size_t series,
                                 const plan::Level &level)
{
    const ResultPoint *point = series < results->series().size() ? results->series()[series].at(level) : nullptr;
    if (point == nullptr)
        return clear();
    if (results != m_place.results && !m_loader->isBusy())
        m_kept.clear(); // the new results have it
    const auto known = std::ranges::find_if(
        point->cells, [this](const storage::StoredCell *cell) { return isShowing() && isSame(*cell, *m_place.cell); });
    const int repetition = m_repetition->currentIndex();
    const CellPlace place{results, series, known == point->cells.end() ? nullptr : *known};
    m_cells = point->cells;
    fillRepetitions();
    if (place.cell == nullptr) {
        m_place = place;
        return showRepetition(std::clamp(repetition, 0, static_cast<int>(m_cells.size()) - 1));
    }
    m_repetition->setCurrentIndex(static_cast<int>(known - point->cells.begin()));
    if (results != m_place.results)
        renew(place);
}

/// The same cell out of results that were read anew, as after a change of the note: what is shown stays, and so does an
/// end that somebody holds.
void CellTimelineCard::renew(const CellPlace &place)
{
    m_place = place;
    if (!m_history)
        m_loader->load(m_place);
    updateChart();
    updateFigures();
}

void CellTimelineCard::clear()
{
    m_pace->stop();
    m_loader->forget();
    m_cells.clear();
    m_place = {};
    m_history.reset();
    m_window = {};
    m_stored.reset();
    m_shown.reset();
    m_settled = true;
    fillRepetitions();
    updateChart();
    updateFields();
    updateFigures();
}

void CellTimelineCard::fillRepetitions()
{
    m_repetition->clear();
    for (const storage::StoredCell *cell : m_cells)
        m_repetition->addItem(QString::number(cell->key.repetition + 1));
    m_repetition->setVisible(m_cells.size() > 1);
    m_repetitionLabel->setVisible(m_cells.size() > 1);
}

void CellTimelineCard::showRepetition(int place)
{
    const storage::StoredCell *cell = m_cells.at(static_cast<std::size_t>(place));
    if (cell == m_place.cell)
        return;
    m_repetition->setCurrentIndex(place);
    m_place.cell = cell;
    m_pace->stop();
    m_history.reset();
    m_loader->load(m_place);
    showStored(storedOf(*cell));
}

void CellTimelineCard::showHistory(const TimelineLoader::HistoryPointer &history)
{
    if (!isShowing() || history->cell != m_place.cell->id)
        return;
    m_history = history;
    showStored(std::move(m_stored));
}

/// The window that is kept, else the measured one, with its figures.
void CellTimelineCard::showStored(Stored stored)
{
    m_stored = std::move(stored);
    m_shown = m_stored;
    m_window = storedWindow();
    m_settled = true;
    updateChart();
    m_chart->setWindow(m_window);
    updateFields();
    updateFigures();
}

/// What the database holds of a cell, or is about to.
CellTimelineCard::Stored CellTimelineCard::storedOf(const storage::StoredCell &cell) const
{
    const auto kept = m_kept.find(cell.id);
    return kept != m_kept.end() ? kept->second : cell.moved;
}

TimelineWindow CellTimelineCard::measured() const
{
    return celltimeline::secondsOf(m_place.cell->figures->window, *m_place.cell);
}

TimelineWindow CellTimelineCard::storedWindow() const
{
    return m_stored ? celltimeline::secondsOf(m_stored->figures.window, *m_place.cell) : measured();
}

void CellTimelineCard::moveWindow(const TimelineWindow &window, bool settled)
{
    if (!m_history || !(window.to > window.from)) {
        updateFields();
        return;
    }
    m_window = window;
    m_settled = settled;
    m_chart->setWindow(window);
    updateFields();
    if (settled && isSame(m_window, storedWindow())) {
        // Back where it was: there is nothing to compute or to keep.
        m_pace->stop();
        m_loader->forget();
        m_shown = m_stored;
        updateFigures();
        return;
    }
    if (!m_pace->isActive())
        m_pace->start();
}

void CellTimelineCard::takeFigures(CellId cell, const storage::MovedWindow &moved)
{
    if (!isShowing() || cell != m_place.cell->id)
        return;
    m_shown = moved;
    const bool isLast = isSame(celltimeline::secondsOf(moved.figures.window, *m_place.cell), m_window);
    if (m_settled && isLast)
        keep(isSame(m_window, measured()) ? Stored() : Stored(moved));
    updateFigures();
}

void CellTimelineCard::keep(Stored moved)
{
    m_undoable[m_place.cell->id].push_back(std::exchange(m_stored, moved));
    m_shown = moved;
    m_kept[m_place.cell->id] = m_stored;
    m_loader->store(m_place.cell->id, std::move(moved));
    updateChart();
    updateFields();
}

void CellTimelineCard::reset()
{
    m_pace->stop();
    m_loader->forget();
    keep({});
    showStored({});
}

void CellTimelineCard::undo()
{
    std::vector<Stored> &earlier = m_undoable[m_place.cell->id];
    if (earlier.empty())
        return;
    m_pace->stop();
    m_loader->forget();
    Stored before = std::move(earlier.back());
    earlier.pop_back();
    m_kept[m_place.cell->id] = before;
    m_loader->store(m_place.cell->id, before);
    showStored(std::move(before));
}

void CellTimelineCard::updateChart()
{
    if (m_history) {
        m_chart->setData(
            celltimeline::timeline(m_place, *m_history, m_shown ? m_shown->figures : *m_place.cell->figures));
        return;
    }
    TimelineData nothing;
    nothing.heading.title = tr("Cell over time");
    nothing.heading.emptyText = isShowing() ? tr("The requests of the cell are being read.")
                                            : tr("A chosen point is shown here from second to second.");
    m_chart->setData(std::move(nothing));
}

void CellTimelineCard::updateFields()
{
    const TimelineWindow range = m_chart->data().range;
    const bool movable = m_history && range.to > range.from;
    for (const auto &[field, value] : {std::pair(m_from, m_window.from), std::pair(m_to, m_window.to)}) {
        const QSignalBlocker quiet(field);
        field->setEnabled(movable);
        field->setRange(range.from, std::max(range.from, range.to));
        field->setValue(value);
    }
    const auto earlier = isShowing() ? m_undoable.find(m_place.cell->id) : m_undoable.end();
    m_undo->setEnabled(movable && earlier != m_undoable.end() && !earlier->second.empty());
    m_reset->setEnabled(movable && m_stored.has_value());
}

void CellTimelineCard::updateFigures()
{
    if (!isShowing()) {
        m_figures->hide();
        m_status->clear();
        return;
    }
    const plan::Plan &plan = m_place.run().plan;
    m_figures->show();
    m_figures->setFigures(*m_place.cell, m_shown, toSeconds(plan.limits.requestTimeout));
    m_status->setText(m_shown
                          ? tr("The window of this cell was moved by hand. Curves, table, report and files keep the "
                               "measured one.")
                          : QString());
}

void CellTimelineCard::retranslate()
{
    m_repetitionLabel->setText(tr("Repetition"));
    m_repetition->setAccessibleName(tr("Repetition shown over time"));
    m_fromLabel->setText(tr("Window from"));
    m_toLabel->setText(tr("to"));
    m_from->setAccessibleName(tr("Begin of the window, in seconds"));
    m_to->setAccessibleName(tr("End of the window, in seconds"));
    for (NumberBox *field : {m_from, m_to}) {
        field->setSuffix(tr(" s", "seconds"));
        field->setToolTip(tr("Seconds since the cell began. The ends can also be pulled on the chart."));
    }
    m_undo->setText(tr("Undo move"));
    m_undo->setAccessibleName(tr("Undo the last move of the window"));
    m_reset->setText(tr("Measured window"));
    m_reset->setToolTip(tr("Takes the window back to where it was measured"));
    m_figures->retranslate();
    updateChart();
    updateFields();
    updateFigures();
}

} // namespace tokamark::ui
