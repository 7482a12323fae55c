#include "services/queues/queue.hpp"
