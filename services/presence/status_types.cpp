#include "services/presence/status_types.hpp"

#include <algorithm>

namespace omstilling {

const std::vector<status_type>& default_status_types() {
  using activity = rpid_activity;
  using basic = basic_status;
  // The last column is what a stranger sees: never the illness, the meeting or the holiday.
  static const std::vector<status_type> types{
    {"available", "Ledig", "Available", activity::working, basic::open, "available"},
    {"busy", "Optaget", "Busy", activity::busy, basic::open, "busy"},
    {"on_the_phone", "I telefon", "On the phone", activity::on_the_phone, basic::open, "busy"},
    {"meeting", "Møde", "Meeting", activity::meeting, basic::closed, "busy"},
    {"lunch", "Frokost", "Lunch", activity::lunch, basic::closed, "away"},
    {"do_not_disturb", "Forstyr ikke", "Do not disturb", activity::busy, basic::closed, "busy"},
    {"gone_home", "Gået hjem", "Gone home", activity::away, basic::closed, "away"},
    {"vacation", "Ferie", "Vacation", activity::vacation, basic::closed, "away"},
    {"sick", "Syg", "Sick", activity::other, basic::closed, "away"},
    {"works_from_home", "Arbejder hjemme", "Works from home", activity::working, basic::open,
     "works_from_home"},
    {"course", "Kursus", "Course", activity::appointment, basic::closed, "away"},
    {"away", "Ikke til stede", "Away", activity::away, basic::closed, "away"},
  };
  return types;
}

std::shared_ptr<const std::vector<status_type>> shared_default_status_types() {
  static const auto shared =
    std::make_shared<const std::vector<status_type>>(default_status_types());
  return shared;
}

const status_type* find_status_type(const std::vector<status_type>& types, std::string_view id) {
  const auto found =
    std::find_if(types.begin(), types.end(), [&](const auto& x) { return x.id == id; });
  return found == types.end() ? nullptr : &*found;
}

} // namespace omstilling
