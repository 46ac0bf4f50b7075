#pragma once

namespace tokamark::ui {

/// The five pages, in the order of the sidebar and of Ctrl+1 to Ctrl+5.
enum class PageId : int { Backends, Plan, Run, Results, Report };

} // namespace tokamark::ui
