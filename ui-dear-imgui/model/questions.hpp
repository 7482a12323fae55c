#pragma once

#include "protocol/queries.hpp"
#include "protocol/vocabulary.hpp"
#include "ui-dear-imgui/model/people_view.hpp"

#include <boost/json/value.hpp>
#include <tl/expected.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace omstilling {

enum class question_kind { search, alternatives, history, story, log, messages };

/// What is asked of the service beside what is followed. Of each kind one question counts, the last
/// one: an answer to an older one is dropped.
class questions {
public:
  struct asking {
    question_kind kind;
    std::int64_t round;
    query body;
  };

  void want(const inquiry& x);
  /// The caller's history has one more entry now.
  void call_ended();
  /// A connection has logged in, with these rights: all that is wanted is asked anew.
  void connected(std::vector<right> rights);
  void disconnected();
  /// Somebody else logs in: nothing of this may be shown any more.
  void forget();

  std::vector<asking> take();
  /// False when it was an answer to an older question.
  bool answered(question_kind kind, std::int64_t round,
                tl::expected<boost::json::value, problem> x);

  const std::shared_ptr<const people_answers>& answers() const { return answers_; }
  /// Changes with every answer that counts, and with every question.
  std::int64_t version() const { return version_; }

private:
  struct slot {
    std::int64_t round = 0;
    bool due = false;
    bool asked = false;
    bool next_page = false; // of what is there already
  };

  slot& at(question_kind x) { return slots_[static_cast<std::size_t>(x)]; }
  bool has(right x) const;
  void begin(question_kind kind, bool wanted);
  void ask_pages();
  people_answers& change();
  std::optional<query> made(question_kind kind) const;
  void take_answer(people_answers& out, question_kind kind, const boost::json::value& x);
  void take_problem(people_answers& out, question_kind kind, problem why);

  inquiry wanted_;
  std::vector<right> rights_;
  bool open_ = false;
  std::array<slot, 6> slots_;
  std::shared_ptr<const people_answers> answers_ = std::make_shared<const people_answers>();
  std::int64_t version_ = 1;
};

} // namespace omstilling
