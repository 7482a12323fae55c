#include "services/access/login_delay.hpp"
