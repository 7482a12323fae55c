#include "actors/journal.hpp"

#include "actors/journal_state.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

constexpr std::chrono::seconds beats_every{1};

std::string metrics_text(const journal_state& st) {
  std::string text = "# TYPE omstilling_events_total counter\n";
  for (const auto& [name, count] : st.events_by_name)
    text += "omstilling_events_total{event=\"" + name + "\"} " + std::to_string(count) + '\n';
  const auto line = [&](const std::string& name, const std::string& value) {
    text += "# TYPE " + name + " counter\n" + name + ' ' + value + '\n';
  };
  line("omstilling_journal_commits_total", std::to_string(st.commits));
  line("omstilling_journal_events_written_total", std::to_string(st.written_events));
  line("omstilling_journal_refusals_total", std::to_string(st.refusals));
  line("omstilling_journal_write_seconds_total", std::to_string(st.writing.count()));
  return text;
}

loaded_rows rows_of(journal_pointer self, const load_rows& x) {
  keep_gathered(self); // what is under way belongs to it
  std::vector<std::string> states;
  const auto read =
    self->state.kept_in->load(x.site, [&](const entity_ref& ref, std::string_view state) {
      if (ref.kind == x.kind && ref.id.starts_with(x.begin))
        states.emplace_back(state);
    });
  if (!read)
    return {tl::unexpected(read.error())};
  return {std::move(states)};
}

journal_actor::behavior_type run(journal_pointer self) {
  // Ending comes before anything else in the mailbox: what has gathered is kept first.
  self->set_exit_handler([self](const caf::exit_msg& x) {
    keep_gathered(self);
    self->quit(x.reason);
  });
  return {
    [self](const change& x) {
      auto asker = self->make_response_promise<committed>();
      if (self->state.gathered.empty())
        self->send(self, flush{}); // stands behind all that is in the mailbox now
      self->state.gathered.push_back({x, asker});
      return asker;
    },
    [self](const load_row& x) {
      return loaded_row{self->state.kept_in->load_one(x.site, x.entity)};
    },
    [self](const load_rows& x) { return rows_of(self, x); },
    [self](const read_history& x) { return history_read{self->state.kept_in->history(x.query)}; },
    [self](const read_calls& x) { return calls_read{self->state.kept_in->calls(x.query)}; },
    [self](const forget_before& x) {
      if (!may_write(self->state, x.site))
        return;
      if (const auto gone = self->state.kept_in->forget(x.site, x.before); !gone)
        spdlog::error("retention of {}: {}", x.site.value, message(gone.error()));
      else if (*gone > 0)
        spdlog::info("retention of {}: {} events forgotten", x.site.value, *gone);
    },
    [self](const ask_totals& x) { x.then(self->state.totals); },
    [self](const ask_metrics& x) {
      *x.text += metrics_text(self->state);
      self->send(self->state.board, x);
    },
    [self](const open_site& x) { return open(self, x); },
    [self](const close_site& x) { return close(self, x); },
    [self](const cut_site& x) { cut(self, x); },
    [self](const load_mirrored& x) { return load(self, x); },
    [self](const health_news& x) { tell_health_of(self, x.part); },
    [self](const declare_topics& x) { tell_topics(self, x); },
    [self](flush) { keep_gathered(self); },
    [self](beat) {
      self->delayed_send(self, beats_every, beat{});
      say_something(self);
    },
  };
}

} // namespace

journal_actor spawn_journal(caf::actor_system& system, journal_start start, board_actor board,
                            std::shared_ptr<clock> time, bool own_thread) {
  auto shared = std::make_shared<journal_start>(std::move(start));
  const auto body = [shared, board, time](journal_pointer self) {
    self->state.kept_in = std::move(shared->kept_in);
    self->state.last_numbers = std::move(shared->last_numbers);
    self->state.shared = shared->of_several_nodes;
    self->state.board = board;
    self->state.time = time;
    if (self->state.shared)
      self->delayed_send(self, beats_every, beat{});
    return run(self);
  };
  return own_thread ? system.spawn<caf::detached>(body) : system.spawn(body);
}

} // namespace omstilling
