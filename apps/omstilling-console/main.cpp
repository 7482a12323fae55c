#include "apps/omstilling-console/client.hpp"
#include "apps/omstilling-console/options.hpp"
#include "apps/words/words.hpp"
#include "ui-dear-imgui/panels/console_window.hpp"
#include "ui-dear-imgui/platform/window.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace omstilling {

namespace {

time_point now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// Until the next whole second, when all timers on the screen step together.
double until_next_second() {
  const auto at = now().time_since_epoch();
  const auto rest = std::chrono::ceil<std::chrono::seconds>(at) - at;
  return std::max(0.005, std::chrono::duration<double>{rest}.count());
}

theme_name theme_called(const std::string& x) {
  return x == "dark"       ? theme_name::dark
         : x == "contrast" ? theme_name::contrast
                           : theme_name::light;
}

void fulfil(console_client& client, std::vector<wish> wishes) {
  for (auto& one : wishes) {
    if (auto* x = std::get_if<command>(&one))
      client.ask(std::move(*x));
    else if (auto* login = std::get_if<log_in_wish>(&one))
      client.log_in(login->user, login->password);
    else if (auto* refusal = std::get_if<dismiss_wish>(&one))
      client.dismiss_refusal(refusal->refusal);
    else if (std::holds_alternative<retry_wish>(one))
      client.retry_now();
  }
}

int run(const console_options& options, const server_address& server) {
  window_options shape{.title = "Omstilling", .scale = static_cast<float>(options.scale)};
  if (std::sscanf(options.size.c_str(), "%dx%d", &shape.width, &shape.height) != 2) {
    std::cerr << "omstilling-console: " << _("--size: WIDTHxHEIGHT expected") << '\n';
    return 2;
  }
  window frame{shape};
  console_client client{server, &window::wake};
  console_window console{options.server, options.user, theme_called(options.theme)};
  if (std::string password; !options.password_file.empty()) {
    std::ifstream in{options.password_file};
    std::getline(in, password);
    client.log_in(user_id{options.user}, password);
  }
  const auto began = now();
  const auto draw = [&](const font_set& fonts, float scale) {
    fulfil(client, console.draw(*client.view(), fonts, scale, now()));
  };
  while (frame.wait(until_next_second())) {
    // What a click changes is seen by what is drawn after it, so one frame is not enough.
    frame.frame(draw);
    frame.frame(draw);
    if (!options.screenshot.empty() &&
        now() - began > std::chrono::milliseconds{std::lround(options.after * 1'000)})
      return frame.save(options.screenshot) ? 0 : 1;
  }
  return 0;
}

} // namespace

} // namespace omstilling

int main(int argc, char** argv) {
  using namespace omstilling;
  init_words();
  // The language may change while other threads read the environment: it then replaces a value,
  // and moves nothing.
  setenv("LANGUAGE", "", 0);
  console_options options;
  if (const auto status = read_options(argc, argv, options))
    return *status;
  const auto server = read_address(options.server);
  if (!server) {
    std::cerr << "omstilling-console: " << server.error() << '\n';
    return 2;
  }
  try {
    return run(options, *server);
  } catch (const std::exception& x) {
    std::cerr << "omstilling-console: " << x.what() << '\n';
    return 1;
  }
}
