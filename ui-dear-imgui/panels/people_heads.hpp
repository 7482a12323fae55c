#pragma once

#include "ui-dear-imgui/panels/overview_filter.hpp"

namespace omstilling {

/// Where the columns of a list of people stand.
struct people_columns {
  float lamp, name, number, department, status, end;
  bool with_title;
};

/// The title gives way first, then the department; the name is never hidden.
people_columns columns_in(const ui& u, const rect& box);

/// The heads of the columns: a press sorts by one, another turns it round.
class people_heads {
public:
  void draw(ui& u, const rect& box, overview_filter& filter);

private:
  int at_ = 0; // the one that the keys mean
};

} // namespace omstilling
