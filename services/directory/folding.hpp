#pragma once

#include <boost/container/small_vector.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// How letters that others lack are written: `danish` å as aa, æ as ae, ø as oe; `bare` å as a, æ
/// as ae, ø as o, as people write who have no such keys.
enum class letters : std::uint8_t { danish, bare };

/// A word as searches compare it: lower case, without accents.
struct folded_word {
  std::string text;
  using places = boost::container::small_vector<std::uint32_t, 16>;
  places from; // of each byte of `text`: where its character begins
  places to;   // and ends, in the original
};

/// The words of a text, in order: what stands between anything but letters and digits. Apostrophes
/// part no word.
std::vector<folded_word> words_of(std::string_view text, letters how = letters::danish);

/// Whether `danish` and `bare` differ nowhere in the text.
bool is_ascii(std::string_view text);

/// The same without places, and quicker.
std::vector<std::string> plain_words_of(std::string_view text, letters how = letters::danish);

/// Text that orders as people order names here: æ, ø and å last, aa as å.
class name_order {
public:
  name_order();
  ~name_order();
  name_order(name_order&&) noexcept;
  name_order& operator=(name_order&&) noexcept;
  std::string key(std::string_view name) const;

private:
  struct collator;
  std::unique_ptr<collator> with_;
};

} // namespace omstilling
