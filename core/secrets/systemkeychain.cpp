#include "secrets/systemkeychain.h"

#include "plan/plan.h"

#include <qt6keychain/keychain.h>

#include <chrono>
#include <future>

namespace tokamark::secrets {
namespace {

const QString Service = QStringLiteral("Tokamark");
/// A person may have to find the password of the keychain first.
constexpr auto Patience = std::chrono::minutes(2);
/// How soon a call that waits sees that the program ends.
constexpr auto Look = std::chrono::milliseconds(50);

Expected<std::string> resultOf(const QKeychain::Job &job, const std::string &place)
{
    const std::string said = job.errorString().toStdString();
    switch (job.error()) {
    case QKeychain::NoError: {
        const auto *read = qobject_cast<const QKeychain::ReadPasswordJob *>(&job);
        return read == nullptr ? std::string() : read->textData().toStdString();
    }
    case QKeychain::EntryNotFound: return fail(ErrorCode::KeyMissing, place);
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
    case QKeychain::CouldNotDeleteEntry: return fail(ErrorCode::KeychainRefused, place, said);
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: return fail(ErrorCode::KeychainUnavailable, place, said);
    }
    return fail(ErrorCode::Internal, place);
}

Expected<void> withoutText(Expected<std::string> result)
{
    return result ? Expected<void>() : tl::unexpected(std::move(result.error()));
}

} // namespace

SystemKeychain::SystemKeychain() = default;

SystemKeychain::~SystemKeychain()
{
    m_thread.quit();
    m_thread.wait();
}

Expected<std::string> SystemKeychain::read(const std::string &name)
{
    return perform(name, [](QObject *parent) { return new QKeychain::ReadPasswordJob(Service, parent); });
}

Expected<void> SystemKeychain::write(const std::string &name, const std::string &secret)
{
    return withoutText(perform(name, [secret](QObject *parent) {
        auto *job = new QKeychain::WritePasswordJob(Service, parent);
        job->setTextData(QString::fromStdString(secret));
        return job;
    }));
}

Expected<void> SystemKeychain::remove(const std::string &name)
{
    return withoutText(
        perform(name, [](QObject *parent) { return new QKeychain::DeletePasswordJob(Service, parent); }));
}

void SystemKeychain::giveUp()
{
    m_givenUp = true;
}

Expected<std::string> SystemKeychain::perform(const std::string &name, MakeJob make)
{
    std::call_once(m_started, [this] {
        m_thread.setObjectName(QStringLiteral("keychain"));
        m_worker = std::make_unique<QObject>();
        m_worker->moveToThread(&m_thread);
        m_thread.start();
    });
    const std::string place = std::string(plan::KeychainPrefix) + name;
    const auto answer = std::make_shared<std::promise<Expected<std::string>>>();
    std::future<Expected<std::string>> result = answer->get_future();
    const auto ask = [worker = m_worker.get(), make = std::move(make), answer, name, place] {
        QKeychain::Job *job = make(worker);
        job->setKey(QString::fromStdString(name));
        QObject::connect(job, &QKeychain::Job::finished, worker,
                         [answer, place](QKeychain::Job *done) { answer->set_value(resultOf(*done, place)); });
        job->start();
    };
    QMetaObject::invokeMethod(m_worker.get(), ask, Qt::QueuedConnection);
    const auto deadline = std::chrono::steady_clock::now() + Patience;
    while (result.wait_for(Look) != std::future_status::ready) {
        if (m_givenUp || std::chrono::steady_clock::now() > deadline)
            return fail(ErrorCode::KeychainRefused, place, "no answer");
    }
    return result.get();
}

} // namespace tokamark::secrets
