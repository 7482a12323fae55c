#include "apps/omstillingctl/command_line.hpp"
#include "apps/words/words.hpp"

#include <iostream>

int main(int argc, char** argv) {
  omstilling::init_words();
  return static_cast<int>(
    omstilling::run_command_line(argc, argv, {.out = std::cout, .err = std::cerr}));
}
