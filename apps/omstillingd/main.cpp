#include "apps/omstillingd/daemon.hpp"
#include "apps/words/words.hpp"

#include <fmt/core.h>

int main(int argc, char** argv) {
  omstilling::init_words();
  const auto asked = omstilling::read_command_line(argc, argv);
  if (const auto* status = std::get_if<int>(&asked))
    return *status;
  try {
    return omstilling::run_daemon(std::get<omstilling::daemon_options>(asked));
  } catch (const std::exception& x) {
    fmt::print(stderr, "omstillingd: {}\n", x.what());
    return 1;
  }
}
