#pragma once

#include <libintl.h>

/// Words for people go through gettext: `_("Site")` is Danish or English, as LANG says. English
/// stands in the code, Danish in po/da.po.
namespace omstilling {

/// Takes the language from the environment; before it, everything is English.
void init_words();

inline const char* _(const char* english) { return gettext(english); }

} // namespace omstilling
