#include "services/access/receipts.hpp"
