#include "storage/secretcleaning.h"

#include "storage/database.h"
#include "storagefixture.h"

#include <nlohmann/json.hpp>

namespace tokamark::storage {
namespace {

using nlohmann::json;

/// Files in which headers with secrets still stand as older programs stored them.
class SecretCleaningTest : public StorageTest {
protected:
    void SetUp() override { m_database = Database::open(path()).value(); }

    void run(const QString &sql, const QVariantList &values)
    {
        const auto done = m_database->run(sql, values);
        ASSERT_TRUE(done) << done.error().cause << sql.toStdString();
    }

    void storeTarget(const std::string &authorization, const char *kind, const QString &detection)
    {
        plan::Plan plan = twoTargets();
        plan.targets.front().headers = {{"Authorization", authorization}};
        run(QStringLiteral("INSERT INTO plan (id, sha256, name, toml) VALUES (1, '1', 'p', ?)"),
            {QString::fromStdString(plan::toToml(plan))});
        run(QStringLiteral("INSERT INTO run (id, plan, name, state, simulated, planned_cells, started_unix_ns, "
                           "program_version, writer) VALUES (1, 1, 'r', 1, 0, 1, 0, '', '')"),
            {});
        run(QStringLiteral("INSERT INTO target (run, position, name, url, kind, detected_kind, version, model, device, "
                           "note, color, marker, simulated, detection) "
                           "VALUES (1, 0, 'a', 'u', '', ?, '', 'm', '', '', '', 0, 0, ?)"),
            {QLatin1String(kind), detection});
    }

    json cleaned()
    {
        const auto done = m_database->transaction([this] { return removeStoredSecrets(*m_database); });
        EXPECT_TRUE(done) << done.error().cause;
        const auto text = m_database->value(QStringLiteral("SELECT detection FROM target"));
        return json::parse(text->toString().toStdString());
    }

    std::unique_ptr<Database> m_database;
};

TEST_F(SecretCleaningTest, LeavesAKindThatWasGivenAsAKey)
{
    const QString detection
        = QStringLiteral(R"({"kind":"ollama","version":"0.5 of ollama","models":[{"id":"ollama/tiny"}]})");
    storeTarget("Bearer ollama", "ollama", detection);
    EXPECT_EQ(cleaned(), json::parse(detection.toStdString()));
}

TEST_F(SecretCleaningTest, LeavesNumbers)
{
    const QString detection
        = QStringLiteral(R"({"kind":"vllm","limits":{"max_model_len":131072},"evidence":["len: 131072"]})");
    storeTarget("131072", "vllm", detection);
    EXPECT_EQ(cleaned(), json::parse(detection.toStdString()));
}

TEST_F(SecretCleaningTest, TakesAKeyOutOfWhatAServerSaidAlone)
{
    storeTarget("Bearer detail", "vllm",
                QStringLiteral(R"({"detail":1,"kind":"detail","version":"1 detail","arguments":{"detail":"a detail"},)"
                               R"("evidence":["GET: \"detail\""],"models":[{"id":"detail"}]})"));
    run(QStringLiteral("UPDATE run SET error = ?"),
        {QStringLiteral(R"({"code":3,"name":"bad-header","detail":"of detail","cause":""})")});
    EXPECT_EQ(cleaned(),
              json::parse(R"({"detail":1,"kind":"detail","version":"1 ***","arguments":{"detail":"a ***"},)"
                          R"("evidence":["GET: \"***\""],"models":[{"id":"detail"}]})"));
    const auto error = m_database->value(QStringLiteral("SELECT error FROM run"));
    EXPECT_EQ(json::parse(error->toString().toStdString()).at("detail"), "of ***");
}

} // namespace
} // namespace tokamark::storage
