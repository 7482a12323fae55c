#include "apps/omstilling-console/client.hpp"
#include "apps/omstilling-console/desktop.hpp"
#include "apps/omstilling-console/last_login.hpp"
#include "apps/omstilling-console/options.hpp"
#include "apps/words/words.hpp"
#include "protocol/codec.hpp"
#include "ui-dear-imgui/panels/console_window.hpp"
#include "ui-dear-imgui/platform/secret_store.hpp"
#include "ui-dear-imgui/platform/window.hpp"

#include <atomic>
#include <cmath>
#include <csignal>
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

std::atomic<bool> picture_wanted = false;

/// From now on SIGUSR1 asks for a picture; it interrupts the window's wait too.
void listen_for_picture_requests() {
  struct sigaction on_signal {};
  on_signal.sa_handler = [](int) { picture_wanted = true; };
  sigaction(SIGUSR1, &on_signal, nullptr);
}

theme_name theme_called(const std::string& x) {
  return x == "dark"       ? theme_name::dark
         : x == "contrast" ? theme_name::contrast
                           : theme_name::light;
}

volatile std::sig_atomic_t asked_to_end = 0; // seen at the next frame, within a second

/// In milliseconds: making the picture, and with lighting it; how many were lit, and how many were
/// as the one before.
struct frame_times {
  std::vector<double> drawing;
  std::vector<double> whole;
  std::int64_t shown = 0;
  std::int64_t spared = 0;
};
BOOST_DESCRIBE_STRUCT(frame_times, (), (drawing, whole, shown, spared))

/// Notes how long its block takes, for the first hundred thousand times.
class stopwatch {
public:
  explicit stopwatch(std::vector<double>& into) : into_(into) {}
  ~stopwatch() {
    constexpr std::size_t most = 100'000;
    const std::chrono::duration<double, std::milli> took = clock::now() - began_;
    if (into_.size() < most)
      into_.push_back(took.count());
  }
  stopwatch(const stopwatch&) = delete;
  stopwatch& operator=(const stopwatch&) = delete;

private:
  using clock = std::chrono::steady_clock;
  std::vector<double>& into_;
  clock::time_point began_ = clock::now();
};

/// The window, the service behind it and the desktop around it.
class program {
public:
  program(const console_options& options, const window_options& shape)
    : options_(options),
      memory_file_(last_login_file()),
      memory_(read_last_login(memory_file_)),
      frame_(shape),
      console_(server(), user(), first_theme()),
      desktop_(server(), &window::wake, [this] { frame_.raise(); }) {
    console_.chosen.can_remember = true;
    log_in_at_once();
  }

  int run();

private:
  std::string server() const {
    return options_.server_given || memory_.server.empty() ? options_.server : memory_.server;
  }
  std::string user() const { return options_.user.empty() ? memory_.user : options_.user; }
  theme_name first_theme() const {
    return options_.theme.empty() ? theme_for(memory_.theme) : theme_called(options_.theme);
  }

  void log_in_at_once();
  void log_in(log_in_wish x);
  void fulfil(std::vector<wish> wishes);
  void keep_login(const console_view& view);
  double scale(const console_view& view) const;
  void describe();
  void keep_times();
  void keep_picture();

  const console_options& options_;
  std::filesystem::path memory_file_;
  last_login memory_;
  window frame_;
  console_client client_{&window::wake};
  console_window console_;
  desktop desktop_;
  secret_store secrets_{&window::wake};
  std::optional<log_in_wish> trying_;    // until it is known to be right
  std::optional<employee_id> looked_at_; // as the client was told
  inquiry wanted_;                       // as the client was told
  screen described_;
  frame_times times_;
};

void program::log_in_at_once() {
  log_in_wish wanted{.server = server(), .user = user_id{user()}, .password = {}};
  if (!options_.password_file.empty()) {
    std::ifstream in{options_.password_file};
    std::getline(in, wanted.password);
    return log_in(std::move(wanted));
  }
  if (!memory_.remember || wanted.user.empty())
    return;
  wanted.remember = true;
  secrets_.lookup({wanted.server, wanted.user.value},
                  [this, wanted](tl::expected<std::optional<std::string>, std::string> x) mutable {
                    console_.chosen.can_remember = x.has_value();
                    if (!x)
                      console_.chosen.no_secrets_reason = x.error();
                    if (!x || !*x || trying_)
                      return;
                    wanted.password = **x;
                    log_in(std::move(wanted));
                  });
}

void program::log_in(log_in_wish x) {
  const auto to = read_addresses(x.server);
  console_.chosen.wrong_server = to ? std::string{} : to.error();
  if (!to)
    return;
  client_.log_in(*to, x.user, x.password);
  trying_ = std::move(x);
}

/// A login that was right is what the next one begins with.
void program::keep_login(const console_view& view) {
  if (!trying_ || view.phase != link_phase::live || view.user != trying_->user)
    return;
  const auto done = *std::exchange(trying_, {});
  const secret_owner whose{done.server, done.user.value};
  const auto answered = [this](const tl::expected<void, std::string>& x) {
    if (!x) {
      console_.chosen.can_remember = false;
      console_.chosen.no_secrets_reason = x.error();
    }
  };
  if (done.remember)
    secrets_.remember(whose, "Omstilling: " + whose.user, done.password, answered);
  else if (memory_.remember)
    secrets_.forget(whose, answered);
  memory_.server = done.server;
  memory_.user = done.user.value;
  memory_.remember = done.remember;
  if (view.settings) {
    memory_.words = view.settings->words;
    memory_.theme = view.settings->theme;
  }
  write_last_login(memory_file_, memory_);
}

void program::fulfil(std::vector<wish> wishes) {
  for (auto& one : wishes) {
    if (auto* x = std::get_if<command>(&one))
      client_.ask(std::move(*x));
    else if (auto* order = std::get_if<order_wish>(&one))
      client_.order(std::move(order->what), order->ticket, std::move(order->key));
    else if (auto* login = std::get_if<log_in_wish>(&one))
      log_in(std::move(*login));
    else if (auto* refusal = std::get_if<dismiss_wish>(&one))
      client_.dismiss_refusal(refusal->refusal);
    else if (std::holds_alternative<log_out_wish>(one))
      client_.log_out();
    else
      client_.retry_now();
  }
}

double program::scale(const console_view& view) const {
  if (options_.scale > 0)
    return options_.scale;
  return console_window::wanted_scale(view);
}

void program::keep_times() {
  if (options_.frames.empty())
    return;
  times_.shown = static_cast<std::int64_t>(frame_.shown());
  times_.spared = static_cast<std::int64_t>(frame_.spared());
  std::ofstream{options_.frames} << encode_text(times_) << '\n';
}

void program::describe() {
  if (!options_.describe || described_ == console_.seen())
    return;
  described_ = console_.seen();
  std::cout << encode_text(described_) << std::endl;
}

/// Whoever waits for the file finds it whole.
void program::keep_picture() {
  const auto unfinished = options_.picture + ".part";
  if (frame_.save(unfinished))
    std::filesystem::rename(unfinished, options_.picture);
}

int program::run() {
  std::signal(SIGTERM, [](int) { asked_to_end = 1; });
  std::signal(SIGINT, [](int) { asked_to_end = 1; });
  const auto began = now();
  const auto draw = [&](const font_set& fonts, float scale) {
    const stopwatch watch{times_.drawing};
    fulfil(console_.draw(*client_.view(), fonts, scale, now()));
    if (looked_at_ != console_.looked_at()) {
      looked_at_ = console_.looked_at();
      client_.look_at(looked_at_);
    }
    if (wanted_ != console_.wanted()) {
      wanted_ = console_.wanted();
      client_.inquire(wanted_);
    }
  };
  constexpr double soon = 0.01;
  while (true) {
    // Asked for before the wait, a picture shows what came in until then.
    const bool wanted = picture_wanted.exchange(false);
    const bool unfinished = console_.chosen.unfinished || console_.chosen.redraw;
    const double rest = unfinished ? soon : until_next_second();
    if (!frame_.wait(wanted ? 0 : rest) || asked_to_end)
      break;
    const auto view = client_.view();
    secrets_.poll();
    keep_login(*view);
    fulfil(desktop_.step(*view, console_, frame_.in_front(), now()));
    {
      const stopwatch watch{times_.whole};
      frame_.frame(scale(*view), draw);
    }
    describe();
    if (wanted)
      keep_picture();
    if (!options_.screenshot.empty() &&
        now() - began > std::chrono::milliseconds{std::lround(options_.after * 1'000)})
      return frame_.save(options_.screenshot) ? 0 : 1;
  }
  keep_times();
  return 0;
}

int run(const console_options& options) {
  window_options shape{.title = "Omstilling"};
  if (std::sscanf(options.size.c_str(), "%dx%d", &shape.width, &shape.height) != 2) {
    std::cerr << "omstilling-console: " << _("--size: WIDTHxHEIGHT expected") << '\n';
    return 2;
  }
  return program{options, shape}.run();
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
  const auto server = read_addresses(options.server);
  if (!server) {
    std::cerr << "omstilling-console: " << server.error() << '\n';
    return 2;
  }
  if (!options.picture.empty())
    listen_for_picture_requests();
  try {
    return run(options);
  } catch (const std::exception& x) {
    std::cerr << "omstilling-console: " << x.what() << '\n';
    return 1;
  }
}
