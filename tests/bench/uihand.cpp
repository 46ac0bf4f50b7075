#include "bench/uihand.h"

#include "bench/cputime.h"
#include "mainwindow.h"
#include "pages/page.h"
#include "widgets/navbutton.h"

#include <QAbstractEventDispatcher>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QTableView>
#include <QTest>

#include <chrono>
#include <stdexcept>

namespace tokamark::bench {
namespace {

using namespace std::chrono_literals;

constexpr Duration Pause = 200ms;

/// The window's own words in English, for the bench installs no translation.
constexpr QLatin1String PercentileChoice("Percentile shown");

void clickOn(QWidget *widget, const QPoint &place)
{
    QTest::mouseClick(widget, Qt::LeftButton, {}, place);
}

QComboBox *percentileChoice(const ui::MainWindow &window)
{
    for (QComboBox *combo : window.page(ui::PageId::Results)->findChildren<QComboBox *>()) {
        if (combo->accessibleName() == PercentileChoice)
            return combo;
    }
    throw std::runtime_error("the page Results offers no percentile");
}

} // namespace

UiHand::UiHand(ui::MainWindow &window)
    : m_window(window)
{
    // A list that has just opened takes no click for this long, and this hand is quick.
    QApplication::setDoubleClickInterval(static_cast<int>(toMilliseconds(Pause) / 2));
    // The cells are those of the demo plan: five targets, three levels, the last one running.
    addCell(0, 0);
    addCell(1, 1);
    addCell(4, 2);
    addCell(3, 2);
    addPage("page Results", ui::PageId::Results);
    addChoice(1); // p50
    addChoice(2); // p90
    addPage("page Report", ui::PageId::Report);
    addPage("page Plan", ui::PageId::Plan);
    addPage("page Backends", ui::PageId::Backends);
    addPage("page Run", ui::PageId::Run);
}

UiHand::~UiHand() = default;

void UiHand::addPage(const char *what, ui::PageId page)
{
    auto *button = m_window.findChildren<ui::NavButton *>().at(static_cast<qsizetype>(page));
    m_steps.push_back({what, [button] { clickOn(button, button->rect().center()); },
                       [this, page] { return m_window.currentPage() == page; }});
}

void UiHand::addCell(int row, int column)
{
    auto *grid = m_window.page(ui::PageId::Run)->findChild<QTableView *>();
    m_steps.push_back({"cell",
                       [grid, row, column] {
                           const QModelIndex place = grid->model()->index(row, column);
                           clickOn(grid->viewport(), grid->visualRect(place).center());
                       },
                       [grid, row, column] { return grid->currentIndex() == grid->model()->index(row, column); }});
}

void UiHand::addChoice(int item)
{
    QComboBox *combo = percentileChoice(m_window);
    m_steps.push_back({"list of percentiles", [combo] { clickOn(combo, combo->rect().center()); },
                       [combo] { return combo->view()->isVisible(); }});
    m_steps.push_back({"percentile",
                       [combo, item] {
                           const QAbstractItemView *view = combo->view();
                           const QModelIndex index = combo->model()->index(item, 0);
                           const QPoint place = view->visualRect(index).center();
                           clickOn(view->viewport(), place);
                       },
                       [combo, item] { return combo->currentIndex() == item; }});
}

void UiHand::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) {
        for (Instant due = SteadyClock().now() + Pause; !stop.stop_requested(); due += Pause) {
            std::this_thread::sleep_until(due);
            const Instant clicked = SteadyClock().now();
            QMetaObject::invokeMethod(
                this, [this, clicked] { answer(clicked); }, Qt::QueuedConnection);
        }
    });
}

void UiHand::stop()
{
    m_thread.request_stop();
    m_thread.join();
}

void UiHand::answer(Instant clicked)
{
    m_waiting.push_back(clicked);
    if (m_busy)
        return;
    m_busy = true;
    while (!m_waiting.empty()) {
        const Step &step = m_steps.at(m_next++ % m_steps.size());
        const Duration cpuBefore = threadCpuTime();
        step.click();
        // Idle is when a turn of the loop finds nothing to do: layouts, queued replots and painting are done then.
        while (QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents)) { }
        const Duration answered = SteadyClock().now() - m_waiting.front();
        const Duration cpu = threadCpuTime() - cpuBefore;
        m_clicks.push_back({step.what, toMilliseconds(answered), toMilliseconds(cpu), step.landed()});
        m_waiting.pop_front();
    }
    m_busy = false;
}

} // namespace tokamark::bench
