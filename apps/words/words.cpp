#include "apps/words/words.hpp"

#include <clocale>
#include <cstdlib>
#include <string>

namespace omstilling {

namespace {

std::string wanted_locale() {
  for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value && *value)
      return value;
  return {};
}

} // namespace

void init_words() {
  // A small system has no da_DK.UTF-8, and then gettext would fall silent: C.UTF-8 is always there.
  if (!std::setlocale(LC_MESSAGES, "") && std::setlocale(LC_MESSAGES, "C.UTF-8")) {
    const auto wanted = wanted_locale();
    const char* languages = std::getenv("LANGUAGE");
    if (!languages || !*languages)
      setenv("LANGUAGE", wanted.substr(0, wanted.find('.')).c_str(), 1);
  }
  if (!std::setlocale(LC_CTYPE, ""))
    std::setlocale(LC_CTYPE, "C.UTF-8");
  const char* folder = std::getenv("OMSTILLING_LOCALES");
  bindtextdomain("omstilling", folder ? folder : OMSTILLING_LOCALES);
  bind_textdomain_codeset("omstilling", "UTF-8");
  textdomain("omstilling");
}

} // namespace omstilling
