#include "services/calls/call.hpp"
