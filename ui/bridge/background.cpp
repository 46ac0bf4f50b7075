#include "bridge/background.h"

// The relay's meta object needs a translation unit; its signal is all it has.
