#include "gateways/ldap/ldap_import.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace omstilling::ldap {

namespace {

constexpr std::size_t most_in_flight = 64;
constexpr auto no_answer = "the service does not answer";
constexpr auto longest_wait = std::chrono::seconds{60}; // for one answer of the service

/// What answers of the service, which come on its threads, and the import share.
struct shared_state {
  std::mutex mutex;
  std::condition_variable changed;
  bool stopping = false;
  bool hurry = false;
  std::size_t in_flight = 0;
};

/// Refusals that are not the entry's fault: the rest of the import would fail as well.
bool is_about_the_service(error_reason x) {
  return x == error_reason::storage_unavailable || x == error_reason::try_later ||
         x == error_reason::forbidden || x == error_reason::not_authenticated ||
         x == error_reason::unknown_site;
}

} // namespace

std::string problem_of(const import_report& x) {
  if (!x.failed.empty())
    return x.failed;
  std::string result;
  if (x.held_back > 0)
    result = std::to_string(x.held_back) + " employees are gone from the directory, more than " +
             std::to_string(x.allowed) +
             ": none is removed; raise ldap.removal_count to allow it once";
  if (!x.refused.empty())
    result += (result.empty() ? "" : "; ") + std::to_string(x.refused.size()) + " refused, first " +
              x.refused.front().dn + ": " + x.refused.front().reason;
  return result;
}

std::string summary_of(const import_report& x) {
  if (!x.failed.empty())
    return x.failed;
  return std::to_string(x.entries) + " entries, " + std::to_string(x.written) + " written, " +
         std::to_string(x.changed) + " changed, " + std::to_string(x.removed) + " removed, " +
         std::to_string(x.refused.size()) + " refused" +
         (x.held_back > 0 ? ", " + std::to_string(x.held_back) + " held back" : "");
}

class importer::worker {
public:
  worker(import_options options, front_door& door, import_listener to)
    : options_{std::move(options)},
      door_{door},
      to_{std::move(to)},
      sync_{options_.fields, options_.site, options_.id, options_.limit} {
    say(true, "not read yet");
    thread_ = std::thread{[this] { run(); }};
  }

  ~worker() {
    tell([](shared_state& x) { x.stopping = true; });
    thread_.join();
  }

  void hurry() {
    tell([](shared_state& x) { x.hurry = true; });
  }

private:
  using result = tl::expected<command_result, problem>;

  template <class Change>
  void tell(Change&& change) {
    {
      const std::lock_guard lock{state_->mutex};
      change(*state_);
    }
    state_->changed.notify_all();
  }

  bool stopping() const {
    const std::lock_guard lock{state_->mutex};
    return state_->stopping;
  }

  void run() {
    while (!stopping()) {
      const auto report = import_once();
      if (stopping())
        return;
      say(report.failed.empty() && report.held_back == 0, problem_of(report));
      to_.done(report);
      std::unique_lock lock{state_->mutex};
      state_->changed.wait_for(lock, options_.interval,
                               [this] { return state_->stopping || state_->hurry; });
      state_->hurry = false;
    }
  }

  void say(bool ok, const std::string& why) {
    if (said_ && said_->ok == ok && said_->problem == why)
      return;
    const bool turned = !said_ || said_->ok != ok;
    said_ = health_view{.id = "ldap:" + options_.id,
                        .name = options_.name,
                        .ok = ok,
                        .problem = why,
                        .since = turned ? options_.now() : said_->since};
    to_.health(*said_);
  }

  import_report import_once() {
    import_report report;
    const auto who = log_in();
    if (!who)
      return report.failed = who.error(), report;
    const auto made = imported(*who);
    if (!made)
      return report.failed = made.error(), report;
    const auto entries =
      search_all(options_.server, attributes_of(options_.fields), [this] { return stopping(); });
    if (!entries)
      return report.failed = entries.error(), report;
    const auto now = options_.now();
    if (now - whole_at_ >= options_.everything_again) {
      sync_.forget();
      whole_at_ = now;
    }
    auto plan = sync_.compare(*entries, *made);
    report.entries = entries->size();
    report.refused = std::move(plan.refused);
    report.held_back = plan.held_back;
    report.allowed = plan.allowed;
    write(*who, plan, report);
    return report;
  }

  void write(const principal& who, employee_sync::plan& plan, import_report& report) {
    // The service's answers come on its own threads; all are waited for before `answers` is read.
    const auto answers = std::make_shared<std::vector<std::pair<employee_id, result>>>();
    for (auto& x : plan.put) {
      const auto id = x.id;
      ++report.written;
      if (!ask(who, std::move(x), id, answers))
        return void(report.failed = no_answer);
    }
    if (!all_answered())
      return void(report.failed = no_answer);
    for (const auto& [id, answer] : *answers)
      take(id, answer, report);
    answers->clear();
    if (!report.failed.empty())
      return;
    for (const auto& id : plan.remove)
      if (!ask(who, remove_employee{id}, id, answers))
        return void(report.failed = no_answer);
    if (!all_answered())
      return void(report.failed = no_answer);
    for (const auto& [id, answer] : *answers)
      if (answer || answer.error().reason == error_reason::unknown_employee)
        ++report.removed;
      else
        report.refused.push_back({id.value, message(answer.error())});
  }

  void take(const employee_id& id, const result& answer, import_report& report) {
    if (answer) {
      sync_.taken(id);
      report.changed += answer->revision > 0 ? 1 : 0;
    } else if (is_about_the_service(answer.error().reason)) {
      report.failed = message(answer.error());
    } else {
      report.refused.push_back({sync_.dn_of(id), message(answer.error())});
    }
  }

  bool ask(const principal& who, command what, const employee_id& id,
           const std::shared_ptr<std::vector<std::pair<employee_id, result>>>& answers) {
    if (!wait_until([](const shared_state& x) { return x.in_flight < most_in_flight; }))
      return false;
    tell([](shared_state& x) { ++x.in_flight; });
    door_.carry_out(who, std::move(what), std::nullopt,
                    [state = state_, answers, id](result answer) {
                      {
                        const std::lock_guard lock{state->mutex};
                        answers->emplace_back(id, std::move(answer));
                        --state->in_flight;
                      }
                      state->changed.notify_all();
                    });
    return true;
  }

  bool all_answered() {
    return wait_until([](const shared_state& x) { return x.in_flight == 0; });
  }

  template <class Condition>
  bool wait_until(Condition&& holds) {
    std::unique_lock lock{state_->mutex};
    state_->changed.wait_for(lock, longest_wait,
                             [&] { return state_->stopping || holds(*state_); });
    return !state_->stopping && holds(*state_);
  }

  /// Asks for one value and waits for it.
  template <class Value, class Ask>
  tl::expected<Value, std::string> wait_for(Ask&& ask_for) {
    using answer = tl::expected<Value, problem>;
    const auto place = std::make_shared<std::optional<answer>>();
    ask_for([state = state_, place](answer x) {
      {
        const std::lock_guard lock{state->mutex};
        place->emplace(std::move(x));
      }
      state->changed.notify_all();
    });
    if (!wait_until([&](const shared_state&) { return place->has_value(); }))
      return tl::unexpected{std::string{no_answer}};
    if (!**place)
      return tl::unexpected{message((*place)->error())};
    return std::move(***place);
  }

  tl::expected<principal, std::string> log_in() {
    return wait_for<admission>(
             [this](auto then) { door_.admit({.token = options_.token}, "local", then); })
      .map([](admission x) { return std::move(x.who); });
  }

  tl::expected<std::vector<employee_id>, std::string> imported(const principal& who) {
    auto answer = wait_for<query_result>(
      [&](auto then) { door_.answer_query(who, read_imported{options_.id}, then); });
    if (!answer)
      return tl::unexpected{answer.error()};
    auto* found = std::get_if<imported_result>(&*answer);
    return found ? std::move(found->employees) : std::vector<employee_id>{};
  }

  import_options options_;
  front_door& door_;
  import_listener to_;
  employee_sync sync_;
  std::optional<health_view> said_;
  time_point whole_at_{};
  std::shared_ptr<shared_state> state_ = std::make_shared<shared_state>();
  std::thread thread_; // last: it uses all the others
};

importer::importer(import_options options, front_door& door, import_listener to)
  : worker_{std::make_unique<worker>(std::move(options), door, std::move(to))} {}
importer::~importer() = default;
void importer::hurry() { worker_->hurry(); }

} // namespace omstilling::ldap
