#pragma once

#include <functional>
#include <string>

namespace omstilling {

enum class lookup_result { found, nobody, failed };

struct lookup_answer {
  lookup_result result = lookup_result::failed;
  std::string name;    // of a person or a company
  std::string problem; // why it failed
};

/// A public directory that knows whose a number is. Answers come once each, on a thread of its own,
/// sooner or later; after the destructor none comes. It caches, and keeps to its provider's pace:
/// too many questions are answered as failed.
class number_lookup {
public:
  virtual ~number_lookup() = default;
  virtual void look_up(std::string number, std::function<void(lookup_answer)> then) = 0;
};

} // namespace omstilling
