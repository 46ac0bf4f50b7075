#include "words/cloudwords.h"

#include <QCoreApplication>

#include <map>

namespace tokamark::words {
namespace {

struct CloudWords {
    Q_DECLARE_TR_FUNCTIONS(CloudWords)
};

} // namespace

QString deploymentStatus(const std::string &status)
{
    const std::map<std::string, QString> names{
        {"running", CloudWords::tr("running")},
        {"scaled-to-zero", CloudWords::tr("scaled to zero")},
        {"deploying", CloudWords::tr("being deployed")},
        {"image-building", CloudWords::tr("image being built")},
        {"image-build-failed", CloudWords::tr("image not built")},
        {"image-build-succeeded", CloudWords::tr("image built")},
        {"unhealthy", CloudWords::tr("unhealthy")},
        {"failed", CloudWords::tr("failed")},
        {"terminating", CloudWords::tr("being terminated")},
        {"terminated", CloudWords::tr("terminated")},
        {"non-deployed", CloudWords::tr("not deployed")},
        {"unknown", CloudWords::tr("not known")},
    };
    const auto found = names.find(status);
    return found == names.end() ? QString::fromStdString(status) : found->second;
}

QString scaling(const cloud::CloudService &service)
{
    if (!service.minReplicas || !service.maxReplicas)
        return {};
    if (*service.minReplicas == *service.maxReplicas)
        return CloudWords::tr("replicas: %1").arg(*service.minReplicas);
    const QString range = CloudWords::tr("replicas: %1 to %2").arg(*service.minReplicas).arg(*service.maxReplicas);
    return service.concurrency ? CloudWords::tr("%1, more from %2 requests at once", "range of replicas, number")
                                     .arg(range)
                                     .arg(*service.concurrency)
                               : range;
}

QString sentence(cloud::CloudWarning warning)
{
    switch (warning) {
    case cloud::CloudWarning::ScalesToZero:
        return CloudWords::tr("This deployment scales to zero: the first request waits for a cold start. Send one "
                              "request before a run, or set its least number of replicas to 1.");
    case cloud::CloudWarning::Autoscales:
        return CloudWords::tr("The number of replicas may change during a run, and points then compare different "
                              "hardware. Set the least and the greatest number of replicas to the same value.");
    case cloud::CloudWarning::NotRunning:
        return CloudWords::tr("This deployment is not running. Start it before it is measured.");
    case cloud::CloudWarning::NoUrl:
        return CloudWords::tr("This deployment has no URL, so nothing can be sent to it. Look at its state in the "
                              "cloud's console.");
    }
    return {};
}

} // namespace tokamark::words
