#pragma once

#include "base/clock.h"
#include "pages/navigationpage.h"

#include <QObject>

#include <deque>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace tokamark::ui {
class MainWindow;
}

namespace tokamark::bench {

/// How long one click took.
struct ClickTime {
    std::string what;
    double answeredMs = 0; ///< from the click until all that it brought about is handled and painted
    double windowCpuMs = 0; ///< CPU that the window's thread spent on it
    bool landed = false; ///< the window shows what the click asked for
};

/// A user without rest: clicks through the pages, the cells of the run and the percentiles five times a second, and
/// notes how long the window takes to answer.
///
/// Lives on the GUI thread, owned by the bench, and must go before the window. The clicks come from a thread of its
/// own, as they do from a display, so that a click that finds the window busy waits and the wait is counted.
class UiHand final : public QObject {
    Q_OBJECT

public:
    explicit UiHand(ui::MainWindow &window);
    ~UiHand() override;

    void start();
    void stop();
    [[nodiscard]] const std::vector<ClickTime> &clicks() const noexcept { return m_clicks; }

private:
    struct Step {
        std::string what;
        std::function<void()> click;
        std::function<bool()> landed;
    };

    void addPage(const char *what, ui::PageId page);
    void addCell(int row, int column);
    void addChoice(int item);
    void answer(Instant clicked);

    ui::MainWindow &m_window;
    std::vector<Step> m_steps;
    std::size_t m_next = 0;
    std::deque<Instant> m_waiting; ///< clicks that came while one was being answered
    bool m_busy = false;
    std::vector<ClickTime> m_clicks;
    std::jthread m_thread;
};

} // namespace tokamark::bench
