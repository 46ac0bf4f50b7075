#include "http/socketwatch.h"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <functional>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

namespace tokamark::http {
namespace {

/// Two sockets that are connected with each other.
class Pair final {
public:
    Pair() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, m_ends.data()), 0); }
    ~Pair()
    {
        for (const int end : m_ends)
            ::close(end);
    }
    Pair(const Pair &) = delete;
    Pair &operator=(const Pair &) = delete;

    [[nodiscard]] int near() const { return m_ends[0]; }
    void sendFromFar() const { EXPECT_EQ(::send(m_ends[1], "x", 1, MSG_NOSIGNAL), 1); }
    void endFromFar() const { EXPECT_EQ(::shutdown(m_ends[1], SHUT_WR), 0); }

private:
    std::array<int, 2> m_ends{-1, -1};
};

class Listener final : public SocketOwner {
public:
    void socketReady(const Readiness &ready) override
    {
        told.push_back(ready);
        if (onReady)
            onReady();
    }

    std::vector<Readiness> told;
    std::function<void()> onReady;
};

TEST(SocketWatch, TellsOfBytesOnceForEachArrival)
{
    boost::asio::io_context loop;
    SocketWatch watch(loop);
    const Pair pair;
    Listener listener;
    ASSERT_EQ(watch.add(pair.near(), listener), 0);
    loop.poll();
    listener.told.clear(); // that it can be written to

    pair.sendFromFar();
    loop.poll();
    ASSERT_EQ(listener.told.size(), 1U);
    EXPECT_TRUE(listener.told[0].read);
    EXPECT_FALSE(listener.told[0].ended);
    loop.poll();
    EXPECT_EQ(listener.told.size(), 1U);
    pair.sendFromFar();
    loop.poll();
    EXPECT_EQ(listener.told.size(), 2U);
    watch.remove(pair.near(), listener);
}

TEST(SocketWatch, TellsThatTheOtherSideHasEnded)
{
    boost::asio::io_context loop;
    SocketWatch watch(loop);
    const Pair pair;
    Listener listener;
    ASSERT_EQ(watch.add(pair.near(), listener), 0);
    pair.endFromFar();
    loop.poll();
    ASSERT_FALSE(listener.told.empty());
    EXPECT_TRUE(listener.told.back().ended);
    EXPECT_TRUE(listener.told.back().read);
    watch.remove(pair.near(), listener);
}

TEST(SocketWatch, DoesNotTellWhoWasRemovedByAnotherOwnerOfTheSameBatch)
{
    boost::asio::io_context loop;
    SocketWatch watch(loop);
    const Pair one;
    const Pair two;
    Listener first;
    Listener second;
    bool removed = false;
    const auto removeOther = [&](Listener &other, const Pair &pair) {
        if (!removed)
            watch.remove(pair.near(), other);
        removed = true;
    };
    first.onReady = [&] { removeOther(second, two); };
    second.onReady = [&] { removeOther(first, one); };
    ASSERT_EQ(watch.add(one.near(), first), 0);
    ASSERT_EQ(watch.add(two.near(), second), 0);
    loop.poll();
    EXPECT_EQ(first.told.size() + second.told.size(), 1U);
    watch.remove(first.told.empty() ? two.near() : one.near(), first.told.empty() ? second : first);
}

TEST(SocketWatch, KeepsTheLoopBusyWhileItWatches)
{
    boost::asio::io_context loop;
    SocketWatch watch(loop);
    const Pair pair;
    Listener listener;
    ASSERT_EQ(watch.add(pair.near(), listener), 0);
    loop.poll();
    EXPECT_FALSE(loop.stopped());
    watch.remove(pair.near(), listener);
    loop.poll();
    EXPECT_TRUE(loop.stopped());

    // And it can be used again.
    loop.restart();
    ASSERT_EQ(watch.add(pair.near(), listener), 0);
    listener.told.clear();
    pair.sendFromFar();
    loop.poll();
    EXPECT_FALSE(listener.told.empty());
    watch.remove(pair.near(), listener);
}

TEST(SocketWatch, SaysWhySomethingCannotBeWatched)
{
    boost::asio::io_context loop;
    SocketWatch watch(loop);
    Listener listener;
    EXPECT_EQ(watch.add(-1, listener), EBADF);
}

} // namespace
} // namespace tokamark::http
