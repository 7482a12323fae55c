#pragma once

#include <cstddef>
#include <string_view>

namespace omstilling {

struct sms_size {
  std::size_t characters = 0;
  std::size_t parts = 0;
};
/// How many short messages it takes (GSM 03.38: 160 of its own letters or 70 others in one, 153 or
/// 67 in each of several).
sms_size size_as_sms(std::string_view text);

} // namespace omstilling
