#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

struct chip {
  std::string id;
  std::string text;
  std::optional<std::size_t> count{}; // none: not known now
  std::size_t most = 0;               // what it may grow to: the chip is as wide already
  bool on = false;
  bool counts = true; // else it is something to do, without a number
};

/// A row of chips of which several may be on, and a list that drops down for the rest. It is one
/// stop of the Tab key: arrows move inside, the space bar presses.
class chip_row {
public:
  explicit chip_row(std::string name) : name_(std::move(name)) {}

  /// Those from `listed` on, and those without room, stand in the list, which is called `more`; a
  /// `late` list has its button always, and its chips once it is open. Returns the place of the
  /// chip that was pressed.
  std::optional<std::size_t> draw(ui& u, const rect& box, const std::vector<chip>& all,
                                  std::size_t listed, const char* more, bool late = false);
  bool is_open() const { return open_; }

private:
  bool has_keys(const ui& u) const { return u.chosen.focused == name_; }
  void open(ui& u, bool on);
  std::size_t fitting(const ui& u, const rect& box, const std::vector<chip>& all,
                      std::size_t listed, float more_width, bool late) const;
  std::optional<std::size_t> keys(ui& u, const std::vector<chip>& all, std::size_t inline_chips,
                                  bool has_list);
  std::optional<std::size_t> draw_list(ui& u, const rect& anchor, const std::vector<chip>& all,
                                       std::size_t from);

  std::string name_;
  std::size_t at_ = 0;  // the chip that the keys mean; one behind them is the list's button
  std::size_t row_ = 0; // in the list
  bool open_ = false;
  bool scroll_ = false;
};

} // namespace omstilling
