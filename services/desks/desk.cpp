#include "services/desks/desk.hpp"
