#include "storage/backendrepository.h"
#include "storagefixture.h"

namespace tokamark::storage {
namespace {

class BackendRepositoryTest : public StorageTest {
protected:
    std::unique_ptr<BackendRepository> backends() const { return BackendRepository::open(path()).value(); }

    static SavedBackend backend(const std::string &name)
    {
        SavedBackend backend;
        backend.target.name = name;
        backend.target.url = "https://" + name + ".example:8443/base";
        backend.target.kind = "vllm";
        backend.target.model = "llama";
        backend.target.endpoint = plan::Endpoint::Native;
        backend.target.native = "generate";
        backend.target.headers = {{"X-Team", "größe"}, {"X-Team", "again"}};
        backend.target.extraBody = "{\"min_p\":0.1}";
        backend.target.apiKeyEnv = "KEY";
        backend.target.apiKeyKeychain = "production";
        backend.target.tls = {"/etc/ca.pem", true};
        backend.target.device = "gpu0";
        backend.target.color = "#0072B2";
        backend.target.note = "fp8";
        backend.target.metricsUrls = {"http://one:1/metrics", "http://two:2/metrics"};
        backend.target.gpus = 8;
        backend.target.gpuMetricsUrl = "http://host:9400/metrics";
        backend.target.hardware = {"H100 SXM", "/models/llama/config.json", "fp8", "int8", 2.5};
        backend.marker = 5;
        backend.detection = QStringLiteral("{\"kind\":\"vllm\"}");
        return backend;
    }

    static std::vector<std::string> names(BackendRepository &repository)
    {
        std::vector<std::string> names;
        const std::vector<SavedBackend> backends = repository.list().value();
        for (const SavedBackend &each : backends)
            names.push_back(each.target.name);
        return names;
    }
};

TEST_F(BackendRepositoryTest, KeepsEveryField)
{
    SavedBackend saved = backend("one");
    saved.id = backends()->add(saved).value();
    EXPECT_EQ(backends()->list().value(), std::vector{saved});

    saved.target.name = "renamed";
    saved.target.headers.clear();
    saved.marker = 1;
    ASSERT_TRUE(backends()->update(saved));
    EXPECT_EQ(backends()->list().value(), std::vector{saved});
}

TEST_F(BackendRepositoryTest, KeepsTheUsersOrder)
{
    auto repository = backends();
    const BackendId a = repository->add(backend("a")).value();
    const BackendId b = repository->add(backend("b")).value();
    const BackendId c = repository->add(backend("c")).value();
    ASSERT_TRUE(repository->reorder({c, a}));
    EXPECT_EQ(names(*repository), (std::vector<std::string>{"c", "a", "b"}));
    ASSERT_TRUE(repository->reorder({b, a, c}));
    EXPECT_EQ(names(*backends()), (std::vector<std::string>{"b", "a", "c"}));
}

TEST_F(BackendRepositoryTest, RemovesWithUndo)
{
    auto repository = backends();
    const BackendId a = repository->add(backend("a")).value();
    ASSERT_TRUE(repository->add(backend("b")));
    ASSERT_TRUE(repository->remove(a));
    EXPECT_EQ(names(*repository), std::vector<std::string>{"b"});
    ASSERT_TRUE(repository->restore(a));
    EXPECT_EQ(names(*repository), (std::vector<std::string>{"a", "b"})) << "where it was";
}

TEST_F(BackendRepositoryTest, SaysNotFound)
{
    auto repository = backends();
    SavedBackend missing = backend("x");
    missing.id = BackendId{77};
    EXPECT_EQ(repository->update(missing).error().code, ErrorCode::NotFound);
    EXPECT_EQ(repository->remove(missing.id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(repository->reorder({missing.id}).error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace tokamark::storage
