#pragma once

#include "protocol/errors.hpp"
#include "protocol/vocabulary.hpp"

#include <libintl.h>

#include <string>
#include <string_view>

/// Words for people go through gettext: English stands in the code, Danish in po/da.po.
namespace omstilling {

inline const char* _(const char* english) { return gettext(english); }
/// Marks a text for translation where it stands in a table.
constexpr const char* n_(const char* english) { return english; }

/// Changes the language from the next word on; `unknown` is the desktop's own. One thread only.
void use_language(language x);
/// The language in which words come now.
language words_in_use();

/// What a command is called: `answer_call` is "Answer".
std::string command_word(std::string_view method);

/// What is said of one contact: whose phone book it stands in.
const char* book_word(bool shared);

/// Why something was refused, and what to do about it, in one line.
std::string refusal_text(const problem& why);

} // namespace omstilling
