#include "services/watches/watchlist.hpp"
