#include "tests/gateways/websocket/fake_front_door.hpp"

#include "protocol/wire.hpp"

namespace omstilling {

namespace {

constexpr std::size_t ring_size = 100;
constexpr std::size_t chunk_size = 10;

std::string item(const std::string& id, const std::string& value) {
  return write_item("employee", boost::json::object{{"id", id}, {"value", value}});
}

problem forbidden(std::string what) {
  return {.reason = error_reason::forbidden, .detail = std::move(what)};
}

} // namespace

void fake_front_door::attach(observers* watchers) {
  const std::scoped_lock lock{board_};
  watchers_ = watchers;
}

void fake_front_door::publish(const std::string& topic, topic_state& state, std::int64_t after,
                              std::string text) {
  auto shared = std::make_shared<const std::string>(std::move(text));
  state.revision = numbered_;
  state.ring.push_back({after, shared});
  if (state.ring.size() > ring_size)
    state.ring.pop_front();
  if (!watchers_)
    return;
  std::vector<topic_frame> frames;
  for (const auto sees : {audience::reception, audience::public_})
    frames.push_back({{topic, sees}, after, state.revision, shared});
  watchers_->publish(std::move(frames));
}

void fake_front_door::change(const std::string& topic, const picture& values) {
  const std::scoped_lock lock{board_};
  auto& state = topics_[topic];
  std::vector<std::string> texts;
  for (const auto& [id, value] : values) {
    state.values[id] = value;
    texts.push_back(item(id, value));
  }
  const auto after = state.revision;
  ++numbered_;
  publish(topic, state, after,
          write_delta(topic, after, numbered_, {texts.begin(), texts.end()}, {}));
}

void fake_front_door::begin_again(const std::string& topic, const picture& values) {
  const std::scoped_lock lock{board_};
  auto& state = topics_[topic];
  state = {.epoch = state.epoch + "+", .values = values, .revision = ++numbered_, .ring = {}};
  if (watchers_)
    watchers_->begin_again({topic});
}

void fake_front_door::change(const std::string& topic, const std::string& id,
                             const std::string& value) {
  change(topic, picture{{id, value}});
}

void fake_front_door::remove(const std::string& topic, const std::string& id) {
  const std::scoped_lock lock{board_};
  auto& state = topics_[topic];
  state.values.erase(id);
  const auto after = state.revision;
  ++numbered_;
  publish(topic, state, after, write_delta(topic, after, numbered_, {}, {id}));
}

void fake_front_door::pop_up(const std::string& topic, const std::string& id) {
  const std::scoped_lock lock{board_};
  auto& state = topics_[topic];
  const auto after = state.revision;
  ++numbered_;
  publish(topic, state, after, write_popup(topic, after, numbered_, item(id, "")));
}

fake_front_door::picture fake_front_door::values_of(const std::string& topic) {
  const std::scoped_lock lock{board_};
  return topics_[topic].values;
}

std::int64_t fake_front_door::revision_of(const std::string& topic) {
  const std::scoped_lock lock{board_};
  return topics_[topic].revision;
}

void fake_front_door::hold_commands() {
  const std::scoped_lock lock{board_};
  commands_held_ = true;
}

std::vector<std::pair<command, fake_front_door::command_answer>>
fake_front_door::take_commands(std::size_t at_least) {
  std::unique_lock lock{board_};
  if (!commands_came_.wait_for(lock, std::chrono::seconds{20},
                               [&] { return commands_.size() >= at_least; }))
    throw std::runtime_error("the commands did not come");
  return std::exchange(commands_, {});
}

void fake_front_door::hold_openings(bool held) {
  const std::scoped_lock lock{board_};
  openings_held_ = held;
  if (!held)
    for (const auto& open_now : std::exchange(openings_, {}))
      open_now();
}

void fake_front_door::set_ready(bool ready) {
  const std::scoped_lock lock{board_};
  ready_ = ready;
}

void fake_front_door::stop_answering() {
  const std::scoped_lock lock{board_};
  silent_ = true;
}

void fake_front_door::admit(authenticate asked, std::string address,
                            std::function<void(tl::expected<admission, problem>)> then) {
  admission x;
  if (asked.token == "wall") {
    x.who.name = "a wallboard";
  } else if (asked.password == "again") {
    problem slowed{.reason = error_reason::try_later};
    slowed.retry_after_seconds = 7;
    return then(tl::unexpected(slowed));
  } else if (asked.user && asked.password == "right") {
    x.who.user = asked.user;
    x.who.name = asked.user->value;
    x.who.sees = audience::reception;
    x.who.rights = {right::read_people};
  } else {
    return then(tl::unexpected(
      problem{.reason = error_reason::bad_credentials, .detail = "from " + address}));
  }
  x.greeting.name = x.who.name;
  x.greeting.sees = x.who.sees;
  then(std::move(x));
}

void fake_front_door::carry_out(principal who, command asked, std::optional<idempotency_key>,
                                command_answer then) {
  const std::scoped_lock lock{board_};
  if (commands_held_) {
    commands_.emplace_back(std::move(asked), std::move(then));
    return commands_came_.notify_all();
  }
  if (!who.user)
    return then(tl::unexpected(forbidden("right: own_status")));
  then(command_result{.revision = numbered_});
}

void fake_front_door::open_topic(principal who, topic_request asked,
                                 std::function<void(tl::expected<subscription, problem>)> then) {
  const std::scoped_lock lock{board_};
  auto open_now = [this, who, asked, then] {
    if (asked.topic.starts_with("desk/") && (!who.user || asked.topic != "desk/" + who.user->value))
      return then(tl::unexpected(forbidden("another's desk")));
    if (!topics_.contains(asked.topic))
      return then(tl::unexpected(problem{.reason = error_reason::unknown_topic}));
    then(open(who, asked));
  };
  openings_held_ ? openings_.push_back(open_now) : open_now();
}

subscription fake_front_door::open(const principal& who, const topic_request& asked) {
  const auto& state = topics_[asked.topic];
  subscription x{.key = {asked.topic, who.sees},
                 .outcome = resume_outcome::snapshot,
                 .epoch = state.epoch,
                 .revision = state.revision,
                 .frames = {}};
  if (asked.from && asked.from->epoch == state.epoch) {
    if (asked.from->revision == state.revision)
      x.outcome = resume_outcome::current;
    for (const auto& frame : state.ring) {
      if (frame.after == asked.from->revision)
        x.outcome = resume_outcome::replayed;
      if (x.outcome == resume_outcome::replayed)
        x.frames.push_back(frame.text);
    }
  }
  if (x.outcome == resume_outcome::snapshot)
    x.frames = chunks(asked.topic, state);
  return x;
}

std::vector<shared_text> fake_front_door::chunks(const std::string& topic,
                                                 const topic_state& state) const {
  std::vector<shared_text> result;
  std::vector<std::string> items;
  auto left = state.values.size();
  const auto end_chunk = [&] {
    result.push_back(std::make_shared<const std::string>(
      write_snapshot(topic, {state.epoch, state.revision}, result.empty(), left == 0,
                     {items.begin(), items.end()})));
    items.clear();
  };
  for (const auto& [id, value] : state.values) {
    items.push_back(item(id, value));
    if (--left; items.size() == chunk_size || left == 0)
      end_chunk();
  }
  if (result.empty())
    end_chunk();
  return result;
}

void fake_front_door::put_person(presence_reading x) {
  const std::scoped_lock lock{board_};
  people_[x.who.id.value] = std::move(x);
}

void fake_front_door::answer_query(principal, query asked,
                                   std::function<void(tl::expected<query_result, problem>)> then) {
  if (const auto* x = std::get_if<search>(&asked))
    return then(search_result{.text = x->text, .hits = {}});
  then(tl::unexpected(problem{.reason = error_reason::not_supported}));
}

void fake_front_door::read_presence(
  principal who, presence_request asked,
  std::function<void(tl::expected<presence_reading, problem>)> then) {
  const std::scoped_lock lock{board_};
  if (silent_)
    return unanswered_.push_back(std::move(then));
  if (auto refusal = missing(who, right::read_people))
    return then(tl::unexpected(*refusal));
  const auto found = people_.find(asked.who.value);
  if (found == people_.end())
    return then(tl::unexpected(problem{.reason = error_reason::unknown_employee}));
  auto result = found->second;
  const auto window = window_asked(asked.from, asked.to, result.at);
  if (!window)
    return then(tl::unexpected(window.error()));
  result.window = *window;
  then(result);
}

void fake_front_door::health(std::function<void(std::vector<health_view>)> then) {
  const std::scoped_lock lock{board_};
  if (!silent_)
    then({{.id = "store", .name = "store", .ok = ready_, .problem = ready_ ? "" : "disk full"}});
}

void fake_front_door::metrics(std::function<void(std::string)> then) {
  const std::scoped_lock lock{board_};
  if (!silent_)
    then("omstilling_employees 3\n");
}

} // namespace omstilling
