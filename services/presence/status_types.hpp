#pragma once

#include "protocol/vocabulary.hpp"

#include <boost/describe/class.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// One kind of person status, as data: what it is called, what it means to others' programs, what
/// strangers see of it.
struct status_type {
  std::string id; // `meeting`
  std::string label_da;
  std::string label_en;
  rpid_activity activity = rpid_activity::unknown;
  basic_status basic = basic_status::open;
  std::string
    public_alias; // the type shown to the audience `public`; itself when nothing is hidden
};
BOOST_DESCRIBE_STRUCT(status_type, (), (id, label_da, label_en, activity, basic, public_alias))

/// The Danish defaults: available, busy, meeting, lunch, do_not_disturb, gone_home, vacation, sick,
/// works_from_home, course, away.
const std::vector<status_type>& default_status_types();

/// The type with this id, or nullptr.
const status_type* find_status_type(const std::vector<status_type>& types, std::string_view id);

} // namespace omstilling
