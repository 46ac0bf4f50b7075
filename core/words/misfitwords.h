#pragma once

#include "session/misfits.h"

#include <QString>
#include <QStringList>

namespace tokamark::words {

/// What does not fit between a plan and a server, each as the part of a sentence that stands behind the server's name.
[[nodiscard]] QStringList misfitTexts(const session::Misfits &misfits);
/// "m1, m2 and 40 more": the models that a server lists.
[[nodiscard]] QString listedModels(const session::UnlistedModel &model);

} // namespace tokamark::words
