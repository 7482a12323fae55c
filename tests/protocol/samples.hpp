#pragma once

#include <string>
#include <vector>

namespace omstilling {

/// One text the service or a client writes. `kind` is `schema` or `message`; `name` is its name in
/// asyncapi.yaml.
struct sample {
  std::string kind;
  std::string name;
  std::string text;
};

/// Each entity, each result, a request of every method with every member filled, and each
/// notification.
std::vector<sample> samples();

} // namespace omstilling
