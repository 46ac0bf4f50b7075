#include "bridge/ceilingprobe.h"

#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

namespace tokamark::ui {

TEST(CeilingProbe, AStopEndsNoLaterMeasurement)
{
    const QTemporaryDir folder;
    const QString begun = folder.filePath(QStringLiteral("begun"));
    QFile program(folder.filePath(QStringLiteral("client.sh")));
    ASSERT_TRUE(program.open(QIODevice::WriteOnly));
    // The first one runs until it is stopped, the second longer than anybody who stops one waits.
    program.write("#!/bin/sh\nif [ -e " + begun.toUtf8()
                  + " ]; then sleep 0.5; echo "
                    "'{\"streams\":1,\"tokens_per_s\":1,\"ttft_error_ms\":0,\"ended_by\":\"client\"}'; exit; fi\n"
                    ": > "
                  + begun.toUtf8() + "\nexec sleep 600\n");
    program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    program.close();
    CeilingProbe probe(program.fileName());
    probe.setPatience(std::chrono::milliseconds(100));
    int stopped = 0;
    int finished = 0;
    int failed = 0;
    QObject::connect(&probe, &CeilingProbe::stopped, &probe, [&] { ++stopped; });
    QObject::connect(&probe, &CeilingProbe::finished, &probe, [&] { ++finished; });
    QObject::connect(&probe, &CeilingProbe::failed, &probe, [&] { ++failed; });
    probe.start();
    ASSERT_TRUE(waitFor([&] { return QFile::exists(begun); }));
    probe.stop();
    ASSERT_TRUE(waitFor([&] { return stopped == 1; }));
    probe.start();
    ASSERT_TRUE(waitFor([&] { return finished + failed > 0; }));
    EXPECT_EQ(finished, 1);
    EXPECT_EQ(failed, 0);
}

} // namespace tokamark::ui
