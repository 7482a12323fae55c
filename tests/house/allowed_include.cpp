// What a core may include: the shared words and its neighbours.
#include "protocol/ids.hpp"
#include "services/calls/call.hpp"
