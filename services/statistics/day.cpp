#include "services/statistics/day.hpp"
