#pragma once

#include "tests/services/ownership/lease_store.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace omstilling::test {

struct world_options {
  std::size_t nodes = 3;
  std::size_t sites = 3;
  std::vector<std::optional<std::size_t>> preferred{}; // by site: which node
  ownership_times times{};
  std::uint32_t seed = 1;
  moment latency = 80;      // one way, at most
  moment late_timer = 100;  // at most
  moment slow_ending = 300; // of a site that may finish, at most
  moment start_within = 1500;
  bool writes = true;
  bool in_order = false; // what a node sends, and what it is sent
  bool tells = true;     // who gives a site back tells the others
};

/// Several nodes and one store on a virtual clock, between which everything may go wrong. Nodes'
/// clocks differ by up to 2 s and run up to 0.5 % apart. What must never be is put down in `wrong`.
class lease_world {
public:
  explicit lease_world(world_options options);

  void run_for(moment span);
  moment now() const { return now_; }

  // --- what may go wrong, each for a while; a node of which it is true already is left alone
  void cut(std::size_t node, bool to_store, bool from_store, moment span);
  void lose_and_delay(std::size_t node, moment span);
  /// SIGSTOP and SIGCONT: what it has decided is sent, and what came is heard, afterwards. With
  /// `deciding` right after its next decision.
  void pause(std::size_t node, moment span, bool deciding);
  void crash(std::size_t node, moment start_after);
  void leave(std::size_t node, moment start_after);
  void tell(std::size_t node);
  void cannot_act(std::size_t node);

  // --- what is to be seen of it
  struct began {
    std::size_t site;
    std::size_t node;
    moment at;
  };
  struct ended {
    std::size_t site;
    std::size_t node;
    moment at;
    why_stopped why;
  };
  std::vector<began> begins;
  std::vector<ended> ends;
  std::string wrong;
  lease_store store;
  std::optional<std::size_t> owner_of(std::size_t site) const;
  std::size_t refused_writes = 0;

  /// What can be judged only afterwards: who wrote what.
  void judge_log();

private:
  struct acting {
    fencing_token token = 0;
    std::int64_t number = 0;
  };
  struct one_node {
    node_id id;
    int lives = 0;
    std::optional<ownership> core;
    moment offset = 0;
    moment drift = 0;                                      // in 1/1000
    moment cut_to = 0, cut_from = 0, slow = 0, paused = 0; // until
    std::optional<moment> pause_next{};
    bool resuming = false; // has not yet heard how late it is
    moment well_since = 0;
    moment last_out = 0, last_in = 0;          // arrivals
    std::int64_t timer = 0;                    // number of the newest
    std::vector<std::function<void()>> held;   // while paused
    std::vector<std::function<void()>> writes; // that its actors are about to send then
    std::map<std::size_t, acting> acts;
    std::optional<moment> start_again{}; // once it has left
  };
  struct happening {
    moment at;
    std::int64_t order;
    std::function<void()> what;
  };

  moment any(moment below);
  void later(moment span, std::function<void()> what);
  instant local(const one_node& x) const;
  moment true_time(const one_node& x, instant at) const;
  bool paused(const one_node& x) const { return now_ < x.paused; }
  void unwell(one_node& x, moment until);

  /// For `who` if it still lives that life; held while it is paused.
  void to_node(std::size_t node, int life, std::function<void()> what, bool is_write = false);
  void begin_life(std::size_t node);
  void end_life(std::size_t node);
  void end_if_left(std::size_t node);
  void resume(std::size_t node);
  void hear(std::size_t node, const std::function<ownership_orders(ownership&, instant)>& input);
  void carry_out(std::size_t node, const ownership_order& order);
  void arm(std::size_t node);
  template <class Question, class Answer>
  void ask(std::size_t node, Question question, Answer answer);
  void begin(std::size_t node, const begin_acting& x);
  void stop(std::size_t node, const stop_acting& x);
  void stopped(std::size_t node, std::size_t site, why_stopped why);
  void write(std::size_t node, std::size_t site, fencing_token token);
  void tell_others(std::size_t node);
  bool arrives(const one_node& x, moment cut_until);
  /// How long what is sent now is under way; `last` is when what was sent before it arrives.
  moment way(const one_node& x, moment& last);
  void look_for_two(std::size_t site);
  void look_for_none();
  void say_wrong(const std::string& text);
  site_id site_at(std::size_t i) const { return site_ids_[i]; }
  std::size_t index_of(const site_id& x) const;

  static constexpr moment judged_every = 500;

  world_options options_;
  std::uint32_t random_;
  moment now_ = 0;
  std::int64_t orders_ = 0;
  std::vector<site_id> site_ids_;
  std::vector<one_node> nodes_;
  std::vector<happening> coming_; // a heap, the earliest first
  std::vector<moment> owned_at_;  // by site: when somebody acted last
  std::vector<fencing_token> begun_with_;
};

} // namespace omstilling::test
