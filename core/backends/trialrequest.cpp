#include "backends/trialrequest.h"

#include <QMetaObject>

#include <utility>

namespace tokamark::backends {

TrialRequest::TrialRequest(QObject *parent)
    : QObject(parent)
{
}

TrialRequest::~TrialRequest()
{
    cancel();
}

void TrialRequest::start(TrialSpec spec, Done done)
{
    cancel();
    m_done = std::move(done);
    m_thread = std::jthread([this, serial = m_serial, spec = std::move(spec)](const std::stop_token &stop) {
        // The thread is joined before this object goes, so what is posted here finds it alive or is dropped by Qt.
        QMetaObject::invokeMethod(
            this, [this, serial, result = performTrial(spec, stop)]() mutable { deliver(serial, std::move(result)); },
            Qt::QueuedConnection);
    });
}

void TrialRequest::cancel()
{
    ++m_serial;
    m_done = nullptr;
    m_thread = {};
}

void TrialRequest::deliver(unsigned serial, Expected<TrialResult> result)
{
    if (serial != m_serial)
        return;
    std::exchange(m_done, nullptr)(std::move(result));
}

} // namespace tokamark::backends
