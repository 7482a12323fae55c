#pragma once

#include "actors/ports/front_door.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace omstilling {

/// A service in a box: pictures of named values, with a ring of recent frames for resuming, and
/// commands that are answered when the test says so. One lock stands for the board's thread.
class fake_front_door final : public front_door {
public:
  using command_answer = std::function<void(tl::expected<command_result, problem>)>;
  using picture = std::map<std::string, std::string>;

  void attach(observers* watchers);

  /// Sets values and publishes one delta.
  void change(const std::string& topic, const picture& values);
  void change(const std::string& topic, const std::string& id, const std::string& value);
  void remove(const std::string& topic, const std::string& id);
  /// Another epoch, in which the topic holds this.
  void begin_again(const std::string& topic, const picture& values);
  void pop_up(const std::string& topic, const std::string& id);
  picture values_of(const std::string& topic);
  std::int64_t revision_of(const std::string& topic);

  /// From now on the outcome of commands is up to the test: take_commands() gives what waits.
  void hold_commands();
  std::vector<std::pair<command, command_answer>> take_commands(std::size_t at_least);
  void hold_openings(bool held);
  void set_ready(bool ready);
  void stop_answering(); // health, metrics and presence
  void put_person(presence_reading x);

  void admit(authenticate asked, std::string address,
             std::function<void(tl::expected<admission, problem>)> then) override;
  void carry_out(principal who, command asked, std::optional<idempotency_key> key,
                 command_answer then) override;
  void open_topic(principal who, topic_request asked,
                  std::function<void(tl::expected<subscription, problem>)> then) override;
  /// Gives a search's text back, and refuses all else.
  void answer_query(principal who, query asked,
                    std::function<void(tl::expected<query_result, problem>)> then) override;
  /// A token may read nobody.
  void read_presence(principal who, presence_request asked,
                     std::function<void(tl::expected<presence_reading, problem>)> then) override;
  void health(std::function<void(std::vector<health_view>)> then) override;
  void metrics(std::function<void(std::string)> then) override;
  std::string server_name() const override { return "omstilling/test"; }

private:
  struct recent {
    std::int64_t after = 0;
    shared_text text;
  };
  struct topic_state {
    std::string epoch = "e1";
    picture values;
    std::int64_t revision = 0;
    std::deque<recent> ring;
  };

  void publish(const std::string& topic, topic_state& state, std::int64_t after, std::string text);
  subscription open(const principal& who, const topic_request& asked);
  std::vector<shared_text> chunks(const std::string& topic, const topic_state& state) const;

  std::mutex board_;
  std::condition_variable commands_came_;
  observers* watchers_ = nullptr;
  std::map<std::string, topic_state> topics_;
  std::int64_t numbered_ = 0;
  bool commands_held_ = false;
  bool openings_held_ = false;
  bool ready_ = true;
  bool silent_ = false;
  std::vector<std::pair<command, command_answer>> commands_;
  std::vector<std::function<void()>> openings_;
  std::map<std::string, presence_reading> people_;
  std::vector<std::function<void(tl::expected<presence_reading, problem>)>> unanswered_;
};

} // namespace omstilling
