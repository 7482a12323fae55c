#include "ui-dear-imgui/panels/view_form.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t most_views = 20;

std::vector<saved_view>::iterator named(std::vector<saved_view>& all, const std::string& name) {
  return std::find_if(all.begin(), all.end(), [&](const auto& x) { return x.name == name; });
}

} // namespace

void view_form::open(const ui& u) {
  *this = {};
  made_ = u.chosen.filter;
}

std::string view_form::why_not(const ui& u) const {
  if (!u.live() || !u.view.settings)
    return _("no connection to the service");
  if (made_.name.find_first_not_of(' ') == std::string::npos)
    return _("The view needs a name.");
  auto views = u.view.settings->views;
  return named(views, made_.name) == views.end() && views.size() >= most_views
           ? _("There are 20 views already: delete one first.")
           : "";
}

void view_form::draw(ui& u, const rect& window) {
  form page{u, window, state_, 460, _("Save the view"), ""};
  page.text("##view name", icon::eye, _("Such as: Off sick in the harbour"), made_.name);
  auto views = u.view.settings ? u.view.settings->views : std::vector<saved_view>{};
  const auto same = named(views, made_.name);
  if (same != views.end())
    page.line(_("It takes the place of the one of that name."));
  const auto why = why_not(u);
  switch (page.end(_("Save"), why.empty(), why)) {
    case form_end::approved:
      if (same != views.end())
        *same = made_;
      else
        views.push_back(made_);
      u.ask(set_settings{.views = std::move(views)});
      [[fallthrough]];
    case form_end::cancelled: u.chosen.overlay = {}; break;
    default: break;
  }
}

} // namespace omstilling
