#include "bridge/background.h"

#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QSemaphore>
#include <QThread>

#include <memory>

namespace tokamark::ui {

namespace {

/// One thread that is kept busy until `free` is released, so that what comes after waits in the pool.
struct BusyPool {
    BusyPool()
    {
        pool.setMaxThreadCount(1);
        pool.start([this] { free.acquire(); });
    }
    ~BusyPool()
    {
        free.release();
        pool.waitForDone();
    }

    QSemaphore free;
    QThreadPool pool;
};

} // namespace

TEST(Background, GivesTheResultToTheThreadThatAsked)
{
    QThreadPool pool;
    QObject context;
    QThread *worker = nullptr;
    QThread *answered = nullptr;
    int result = 0;
    inBackground(
        pool, &context,
        [&worker] {
            worker = QThread::currentThread();
            return 42;
        },
        [&](int value) {
            answered = QThread::currentThread();
            result = value;
        });
    ASSERT_TRUE(waitFor([&] { return answered != nullptr; }));
    EXPECT_EQ(result, 42);
    EXPECT_EQ(answered, QThread::currentThread());
    EXPECT_NE(worker, answered);
}

TEST(Background, LetsGoOfWorkThatItsPoolDropped)
{
    QObject context;
    auto held = std::make_shared<int>(0);
    const std::weak_ptr<int> watched = held;
    bool answered = false;
    BusyPool busy;
    inBackground(
        busy.pool, &context, [] { return 1; }, [&answered, held](int) { answered = true; });
    held.reset();
    EXPECT_FALSE(watched.expired());
    busy.pool.clear();
    EXPECT_TRUE(watched.expired()) << "nothing of the work may outlive it";
    EXPECT_FALSE(answered);
}

TEST(Background, DropsTheAnswerForAContextThatIsGone)
{
    auto context = std::make_unique<QObject>();
    auto held = std::make_shared<int>(0);
    const std::weak_ptr<int> watched = held;
    bool answered = false;
    {
        BusyPool busy;
        inBackground(
            busy.pool, context.get(), [] { return 1; }, [&answered, held](int) { answered = true; });
        held.reset();
        context.reset();
    }
    QCoreApplication::processEvents();
    EXPECT_FALSE(answered);
    EXPECT_TRUE(watched.expired());
}

} // namespace tokamark::ui
