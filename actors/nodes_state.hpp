#pragma once

#include "actors/nodes_actor.hpp"
#include "services/mirrors/mirror_codec.hpp"
#include "services/mirrors/node_talk.hpp"
#include "services/mirrors/picture_turns.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

/// What the parts of the nodes actor share: nodes_actor.cpp (its door), nodes_mirrors.cpp (sites of
/// others), nodes_questions.cpp (what it asks of them), nodes_answers.cpp (what they ask of it).
namespace omstilling {

/// A site that another node owns.
struct mirrored_site {
  follower core;
  std::int64_t epoch = 0; // owners of earlier ones are of no interest
  bool begun = false;     // it is known from where frames are read
  std::string question{}; // under which its picture was asked for; empty: it was not
  picture_reader picture{};
  std::set<employee_id> people{};        // that the directory was told of
  bool loads = false;                    // its rows are being read
  std::vector<mirrored_row> late_rows{}; // that came meanwhile
};

/// A question that has no answer yet.
struct open_question {
  site_id site;
  instant until;
  std::function<void(told)> then;
};

struct nodes_state {
  static inline const char* name = "omstilling.nodes";
  environment_ptr env;
  nodes_start with;
  stream_writer writer;
  std::vector<stream_reader> readers;
  std::string life; // no other node, and no earlier life of this one, asks under it
  std::int64_t asked = 0;
  std::map<site_id, mirrored_site> mirrors;
  picture_turns turns{};                // until the people of the site have been read, too
  std::map<site_id, fencing_token> own; // that answer
  std::map<std::string, open_question> open;
  std::optional<instant> armed;
};

using nodes_pointer = nodes_actor::stateful_pointer<nodes_state>;

/// Longer than that nobody waits for another node.
inline constexpr span_of_time patience_with_nodes{5'000};

// --- nodes_mirrors.cpp ---------------------------------------------------------------
void follow(nodes_pointer self, const site_id& site, std::int64_t first_epoch);
void follow_no_more(nodes_pointer self, const site_id& site);
void hear(nodes_pointer self, const frames_came& x);
void hear_picture(nodes_pointer self, const site_id& site, const picture_part& x);
void hear_no_picture(nodes_pointer self, const site_id& site);
void hear(nodes_pointer self, const streams_are& x);
void wake_mirrors(nodes_pointer self);
/// For those whose turn it is.
void ask_for_pictures(nodes_pointer self);

// --- nodes_questions.cpp -------------------------------------------------------------
std::string next_question(nodes_state& st);
/// `then` is called once: with the answer, or with why there is none.
void ask_owner_of(nodes_pointer self, const site_id& site, wanted what,
                  std::function<void(told)> then);
/// To the owner, who is not asked again.
void write_question(nodes_pointer self, const site_id& site, node_question what,
                    std::function<void(const problem&)> failed);
void hear(nodes_pointer self, const answers_came& x);
void give_up_late(nodes_pointer self);

// --- nodes_answers.cpp ---------------------------------------------------------------
void hear(nodes_pointer self, const commands_came& x);
void hear(const picture_ready& x);

// --- nodes_actor.cpp -----------------------------------------------------------------
/// Wakes at the next moment at which something is due.
void arm(nodes_pointer self);
/// After whatever concerned a site of another node.
void go_on(nodes_pointer self);

} // namespace omstilling
