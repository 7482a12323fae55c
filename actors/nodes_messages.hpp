#pragma once

#include "actors/history_messages.hpp"
#include "actors/messages.hpp"
#include "actors/ports/site_streams.hpp"
#include "services/messages/make_message.hpp"

#include <caf/fwd.hpp>
#include <caf/replies_to.hpp>
#include <caf/typed_actor.hpp>

#include <string>
#include <variant>
#include <vector>

/// What is said about sites that other nodes own, and to those nodes.
namespace omstilling {

// --- what the door asks of another node -------------------------------------------------

/// For the owner of the site, with the rights that the owner knows of. `then` is told `timeout`
/// when it is not known whether it was done.
struct owner_command {
  site_id site;
  door_command what;
};
struct owner_query {
  site_id site;
  door_query what;
};
struct owner_presence {
  site_id site;
  presence_wish what;
};
/// Under which number and name somebody of another node's site is called.
struct owner_extension {
  site_id site;
  employee_id who;
};
struct extension_is {
  std::string number; // empty: there is none
  std::string name;
};
struct owner_receiver {
  site_id site;
  employee_id who;
};
/// A call that may be of logins of the site.
struct owner_call_news {
  site_id site;
  call_news what;
};

// --- whose sites are whose ------------------------------------------------------------------

/// From now on this node acts for the site; nothing of another's is shown in it any more.
struct site_taken {
  site_id site;
};
struct site_taken_noted {};
/// It is whole: what others ask of it is answered.
struct site_answers {
  site_id site;
  fencing_token token = 0;
};
/// This node acts for it no more.
struct site_left {
  site_id site;
  std::int64_t epoch = 0; // under which it did; 0: it did not begin
};

/// Rows of a site of another node, for those who know all people and logins.
struct mirror_rows {
  site_id site;
  bool whole = false; // nothing else is there
  std::vector<mirrored_row> rows;
};
/// Rows that are mirrored, of a site of another node.
struct load_mirrored {
  site_id site;
};
struct loaded_mirrored {
  tl::expected<std::vector<mirrored_row>, problem> rows;
};

/// Say something of each site that nothing was said of.
struct beat {};

// --- the streams, each on a thread of its own ---------------------------------------------

struct frames_came {
  std::map<site_id, followed_frames> of;
};
struct commands_came {
  std::vector<asked_command> what;
};
struct answers_came {
  std::vector<std::string> bodies;
};
/// The store was not reached, or is reached again.
struct streams_are {
  std::optional<problem> wrong{};
};
struct read_on {};

struct stream_question {
  site_id site;
  std::string body;
};
struct stream_asked {
  tl::expected<void, problem> done;
};

/// Writes into the streams, at once what has gathered meanwhile.
using stream_writer =
  caf::typed_actor<caf::replies_to<stream_question>::with<stream_asked>, caf::reacts_to<put_answer>,
                   caf::reacts_to<put_done>, caf::reacts_to<flush>>;
/// Reads one kind of them, over and over.
using stream_reader = caf::typed_actor<caf::reacts_to<read_on>>;

/// Who asked what of a site of this node's.
struct question_of_node {
  stream_writer writer;
  node_id node;
  site_id site;
  fencing_token token = 0;
  std::string position; // in the stream
  std::string id;       // of the asker
};
struct picture_ready {
  question_of_node asker;
  std::optional<site_picture> all;
};

/// Follows the sites that other nodes own and asks their owners; answers for this node's own.
using nodes_actor = caf::typed_actor<
  caf::reacts_to<owner_command>, caf::reacts_to<owner_query>, caf::reacts_to<owner_presence>,
  caf::replies_to<owner_extension>::with<extension_is>,
  caf::replies_to<owner_receiver>::with<message_receiver>, caf::reacts_to<owner_call_news>,
  // From the keeper.
  caf::replies_to<site_taken>::with<site_taken_noted>, caf::reacts_to<site_answers>,
  caf::reacts_to<site_left>,
  // INTERNAL: from the readers, and a deadline.
  caf::reacts_to<frames_came>, caf::reacts_to<commands_came>, caf::reacts_to<answers_came>,
  caf::reacts_to<streams_are>, caf::reacts_to<picture_ready>, caf::reacts_to<wake>>;

} // namespace omstilling

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::owner_command)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::owner_query)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::owner_presence)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::owner_extension)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::extension_is)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::owner_receiver)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::owner_call_news)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::site_taken)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::site_taken_noted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::site_answers)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::site_left)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::mirror_rows)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::load_mirrored)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::loaded_mirrored)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::picture_ready)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::beat)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::frames_came)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::commands_came)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::answers_came)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::streams_are)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::read_on)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::stream_question)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::stream_asked)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::put_answer)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::put_done)
