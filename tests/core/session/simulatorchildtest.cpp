#include "session/simulatorchild.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <functional>
#include <thread>

namespace tokamark::session {
namespace {

/// Shell scripts stand in for the simulator.
class SimulatorChildTest : public testing::Test {
protected:
    QString script(const QByteArray &text)
    {
        const QString path = m_folder.filePath(QStringLiteral("sim"));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + text);
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    QString file(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

bool becomesTrue(const std::function<bool()> &condition)
{
    for (int i = 0; i < 2000 && !condition(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return condition();
}

TEST_F(SimulatorChildTest, IsReadyWhenItSaysSoAndServesPresetsByPath)
{
    const QString arguments = file(QStringLiteral("arguments"));
    const auto child = SimulatorChild::start(
        script("echo \"$*\" > " + arguments.toUtf8() + "\necho READY http://127.0.0.1:4711\nexec cat\n"),
        {"one", "two"});
    ASSERT_TRUE(child) << child.error().cause;
    EXPECT_EQ((*child)->urlOf("two"), "http://127.0.0.1:4711/two");
    EXPECT_TRUE((*child)->isRunning());
    QFile said(arguments);
    ASSERT_TRUE(said.open(QIODevice::ReadOnly));
    EXPECT_EQ(said.readAll().trimmed(), "--port 0 --die-with-parent --preset one --preset two");
}

TEST_F(SimulatorChildTest, HandsOnTheLastWordsOfAChildThatDoesNotStart)
{
    const auto child = SimulatorChild::start(script("echo 'no such preset' >&2\nexit 2\n"), {"x"});
    ASSERT_FALSE(child);
    EXPECT_EQ(child.error().code, ErrorCode::ChildFailed);
    EXPECT_EQ(child.error().cause, "no such preset");
}

TEST_F(SimulatorChildTest, NoticesThatItDied)
{
    const auto child = SimulatorChild::start(script("echo READY http://127.0.0.1:1\nread line\nkill -9 $$\n"), {});
    ASSERT_TRUE(child);
    EXPECT_TRUE((*child)->isRunning());
    const auto dying = SimulatorChild::start(script("echo READY http://127.0.0.1:1\nkill -9 $$\n"), {});
    ASSERT_TRUE(dying);
    EXPECT_TRUE(becomesTrue([&] { return !(*dying)->isRunning(); }));
    EXPECT_EQ((*dying)->failure().cause, "Killed");
}

TEST_F(SimulatorChildTest, EndsAChildThatDoesNotListen)
{
    const QString ended = file(QStringLiteral("ended"));
    auto child = SimulatorChild::start(
        script("trap 'echo yes > " + ended.toUtf8()
               + "; exit 0' TERM\necho READY http://127.0.0.1:1\nwhile :; do sleep 0.01; done\n"),
        {});
    ASSERT_TRUE(child);
    child->reset();
    EXPECT_TRUE(QFile::exists(ended));
}

TEST_F(SimulatorChildTest, SaysWhichProgramIsMissing)
{
    const auto found = findSimulator(QStringLiteral("/no/such/tokamark-sim"));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error(), (Error{ErrorCode::ChildFailed, "/no/such/tokamark-sim", "no such program"}));
}

} // namespace
} // namespace tokamark::session
