#include "monitor/observations.h"

#include <iterator>
#include <utility>

namespace tokamark::monitor {

void Observations::append(Observations later)
{
    server.insert(server.end(), std::make_move_iterator(later.server.begin()),
                  std::make_move_iterator(later.server.end()));
    replicas.insert(replicas.end(), std::make_move_iterator(later.replicas.begin()),
                    std::make_move_iterator(later.replicas.end()));
    gpus.insert(gpus.end(), std::make_move_iterator(later.gpus.begin()), std::make_move_iterator(later.gpus.end()));
    if (later.answered + later.failed > 0)
        fault = std::move(later.fault);
    answered += later.answered;
    failed += later.failed;
    asking += later.asking;
}

} // namespace tokamark::monitor
