#include "services/access/principal.hpp"
