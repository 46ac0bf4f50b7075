#include "bench/uihand.h"

#include "bench/cputime.h"
#include "mainwindow.h"
#include "pages/page.h"
#include "widgets/navbutton.h"

#include <QAbstractEventDispatcher>
#include <QAbstractItemView>
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
    // The cells are those of the demo plan: five targets, three levels, the last one running.
    addCell(0, 0);
    addCell(1, 1);
    addCell(4, 2);
    addCell(3, 2);
    addPage("page Results", 3);
    addChoice(0);
    addChoice(2);
    addPage("page Report", 4);
    addPage("page Plan", 1);
    addPage("page Backends", 0);
    addPage("page Run", 2);
}

UiHand::~UiHand() = default;

void UiHand::addPage(const char *what, std::size_t place)
{
    auto *button = m_window.findChildren<ui::NavButton *>().at(static_cast<qsizetype>(place));
    m_steps.push_back({what, [button] { clickOn(button, button->rect().center()); }});
}

void UiHand::addCell(int row, int column)
{
    auto *grid = m_window.page(ui::PageId::Run)->findChild<QTableView *>();
    m_steps.push_back({"cell", [grid, row, column] {
                           const QModelIndex place = grid->model()->index(row, column);
                           clickOn(grid->viewport(), grid->visualRect(place).center());
                       }});
}

void UiHand::addChoice(int item)
{
    QComboBox *combo = percentileChoice(m_window);
    m_steps.push_back({"list of percentiles", [combo] { clickOn(combo, combo->rect().center()); }});
    m_steps.push_back({"percentile", [combo, item] {
                           const QAbstractItemView *view = combo->view();
                           const QModelIndex index = combo->model()->index(item, 0);
                           clickOn(view->viewport(), view->visualRect(index).center());
                       }});
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
        m_clicks.push_back({step.what, toMilliseconds(SteadyClock().now() - m_waiting.front()),
                            toMilliseconds(threadCpuTime() - cpuBefore)});
        m_waiting.pop_front();
    }
    m_busy = false;
}

} // namespace tokamark::bench
