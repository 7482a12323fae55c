#include "services/directory/numbers.hpp"
