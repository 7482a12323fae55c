#include "services/presence/employee.hpp"
