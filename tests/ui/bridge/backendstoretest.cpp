#include "bridge/backendstore.h"

#include "models/seriesstyle.h"
#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QFile>

namespace tokamark::ui {

namespace {

plan::Target target(const char *name)
{
    plan::Target result;
    result.name = name;
    result.url = std::string("http://") + name + ":8000";
    return result;
}

} // namespace

TEST(BackendStore, GivesEachBackendAMarkerItsColourAndANameOfItsOwn)
{
    UiFixture fixture;
    fixture.backends.add({target("vLLM"), target("vLLM"), target("TGI")});
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 3; }));
    const auto &backends = fixture.backends.backends();
    EXPECT_EQ(backends[1].target.name, "vLLM 2");
    for (int i = 0; i < 3; ++i) {
        const auto &backend = backends[static_cast<std::size_t>(i)];
        EXPECT_EQ(backend.marker, i);
        EXPECT_EQ(QString::fromStdString(backend.target.color), storedColor(i));
    }
}

TEST(BackendStore, RemovesAndTakesThatBack)
{
    UiFixture fixture;
    fixture.backends.add({target("a"), target("b")});
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 2; }));
    const BackendId id = fixture.backends.backends()[0].id;
    fixture.backends.remove(id);
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 1; }));
    EXPECT_EQ(fixture.backends.find(id), nullptr);
    fixture.backends.restore(id);
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 2; }));
    EXPECT_NE(fixture.backends.find(id), nullptr);
}

TEST(BackendStore, IsTheSameAfterTheNextStart)
{
    UiFixture fixture;
    fixture.backends.add({target("a")}, QStringLiteral("{}"));
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 1; }));
    BackendStore next(fixture.database);
    next.reload();
    ASSERT_TRUE(waitFor([&] { return next.isLoaded(); }));
    EXPECT_EQ(next.backends(), fixture.backends.backends());
}

TEST(BackendStore, SaysWhyADatabaseCannotBeUsed)
{
    UiFixture fixture;
    QFile file(fixture.folder.filePath(QStringLiteral("text.sqlite")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(4096, 'x'));
    file.close();
    std::optional<Error> error;
    QObject::connect(&fixture.backends, &BackendStore::failed, &fixture.backends, [&](const Error &e) { error = e; });
    fixture.database.setPath(file.fileName());
    ASSERT_TRUE(waitFor([&] { return error.has_value(); }));
    EXPECT_EQ(error->code, ErrorCode::DatabaseCorrupt);
}

} // namespace tokamark::ui
