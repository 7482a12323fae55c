#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <array>
#include <clocale>
#include <cstdlib>

namespace omstilling {

namespace {

struct entry {
  std::string_view method;
  const char* word;
};

constexpr std::array commands{
  entry{"answer_call", n_("Answer")},
  entry{"end_call", n_("End")},
  entry{"hold_call", n_("Hold")},
  entry{"retrieve_call", n_("Retrieve")},
  entry{"transfer_call", n_("Transfer")},
  entry{"dial_call", n_("Dial")},
  entry{"consult_call", n_("Attended transfer")},
  entry{"swap_call", n_("Swap")},
  entry{"complete_transfer", n_("Complete the transfer")},
  entry{"cancel_consult", n_("End the consultation")},
  entry{"pull_back_call", n_("Pull back")},
  entry{"pick_up_call", n_("Pick up")},
  entry{"choose_queue", n_("Choose queue")},
  entry{"set_agent_state", n_("Pause")},
  entry{"set_settings", n_("Settings")},
  entry{"conference_call", n_("Conference")},
  entry{"park_call", n_("Park")},
  entry{"camp_on_call", n_("Wait until free")},
  entry{"note_call", n_("Note on the call")},
  entry{"set_status", n_("Change status")},
  entry{"clear_status", n_("End status")},
  entry{"put_plan", n_("Plan")},
  entry{"remove_plan", n_("Delete the plan")},
  entry{"put_template", n_("Template")},
  entry{"remove_template", n_("Delete the template")},
  entry{"put_status_type", n_("Kind of status")},
  entry{"remove_status_type", n_("Delete the kind of status")},
  entry{"set_phone", n_("Change phone")},
  entry{"add_watch", n_("Watch")},
  entry{"remove_watch", n_("Stop watching")},
  entry{"dismiss_popup", n_("Close")},
  entry{"put_contact", n_("Contact")},
  entry{"remove_contact", n_("Delete the contact")},
  entry{"put_message_template", n_("Template")},
  entry{"remove_message_template", n_("Delete the template")},
  entry{"choose_message_template", n_("Default template")},
  entry{"send_message", n_("Message")},
  entry{"cancel_message", n_("Cancel the message")},
  entry{"close_promise", n_("Close the promise")},
};

const char* reason_words(error_reason x) {
  switch (x) {
    case error_reason::bad_credentials: return _("wrong user name or password");
    case error_reason::forbidden: return _("you lack the right to do this");
    case error_reason::unknown_employee: return _("the person is not known any more");
    case error_reason::unknown_phone: return _("you have no phone of your own");
    case error_reason::unknown_call: return _("the call is over");
    case error_reason::unknown_queue: return _("no queue is chosen");
    case error_reason::unknown_number: return _("there is no phone to ring");
    case error_reason::unknown_plan: return _("the plan is not there any more");
    case error_reason::unknown_template: return _("the template is not there any more");
    case error_reason::unknown_status_type: return _("the status is not there any more");
    case error_reason::unknown_contact: return _("the contact is not there any more");
    case error_reason::unknown_message: return _("the message is not there any more");
    case error_reason::unknown_promise: return _("the promise is not there any more");
    case error_reason::stale_revision: return _("somebody else has changed it meanwhile");
    case error_reason::already_taken: return _("somebody else took the call");
    case error_reason::wrong_state: return _("the call has moved on meanwhile");
    case error_reason::storage_unavailable: return _("the service cannot keep changes right now");
    case error_reason::pbx_unavailable: return _("no connection to the PBX");
    case error_reason::not_supported: return _("the PBX cannot do this");
    case error_reason::try_later: return _("no connection to the service");
    case error_reason::timeout: return _("no answer from the service");
    default: return nullptr;
  }
}

/// LANGUAGE as it was when the program began.
const std::string& desktop_languages() {
  static const std::string value = [] {
    const char* found = std::getenv("LANGUAGE");
    return std::string{found ? found : ""};
  }();
  return value;
}

} // namespace

void use_language(language x) {
  const auto& own = desktop_languages();
  const auto* wanted = x == language::da ? "da" : x == language::en ? "en" : own.c_str();
  setenv("LANGUAGE", wanted, 1);
  // In the locale "C" gettext does not look at LANGUAGE.
  if (const char* locale = std::setlocale(LC_MESSAGES, nullptr);
      !locale || std::string_view{locale} == "C")
    std::setlocale(LC_MESSAGES, "C.UTF-8");
  // Naming the same domain again makes gettext forget what it has translated.
  textdomain(textdomain(nullptr));
}

language words_in_use() {
  for (const auto* name : {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value && *value)
      return std::string_view{value}.starts_with("da") ? language::da : language::en;
  return language::en;
}

std::string command_word(std::string_view method) {
  for (const auto& one : commands)
    if (one.method == method)
      return _(one.word);
  return std::string{method};
}

const char* book_word(bool shared) { return shared ? _("Shared") : _("Private contact"); }

std::string refusal_text(const problem& why) {
  if (why.reason == error_reason::already_taken && !why.who.empty())
    return fmt::format(fmt::runtime(_("{} took the call")), why.who);
  // Other than what a PBX cannot do, this is a matter of the settings.
  if (why.reason == error_reason::not_supported && why.path == "params.channel")
    return why.got == "sms" ? _("no SMS gateway is set up") : _("no mail server is set up");
  std::string result;
  if (const auto* words = reason_words(why.reason))
    result = words;
  else
    result = message(why);
  if (why.retry_after_seconds && *why.retry_after_seconds > 0)
    result += fmt::format(fmt::runtime(_("; try again in {} s")), *why.retry_after_seconds);
  return result;
}

} // namespace omstilling
