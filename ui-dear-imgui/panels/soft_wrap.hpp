#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// Text broken into lines that fit. A break is no part of the text: it stands for the blank that
/// was there, or for nothing in a word too long for a line.
struct soft_text {
  struct line_break {
    std::size_t at = 0; // in `shown`
    bool for_blank = true;
    friend bool operator==(const line_break&, const line_break&) = default;
  };
  std::string shown;
  std::vector<line_break> breaks;
};

/// `fitting` says how many bytes of a line have room; a blank may be where it ends.
soft_text soft_wrap(std::string_view plain,
                    const std::function<std::size_t(std::string_view)>& fitting);
std::string plain_text(const soft_text& x);
/// The breaks that are still there after somebody has changed what is shown; what was written anew
/// is text.
soft_text after_edit(const soft_text& before, std::string now);
/// Where a place of what is shown is in the plain text, and the other way.
std::size_t to_plain(const soft_text& x, std::size_t shown);
std::size_t to_shown(const soft_text& x, std::size_t plain);

} // namespace omstilling
