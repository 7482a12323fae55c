#include "services/presence/status_types.hpp"
