#include "tests/ui-dear-imgui/platform/x_user.hpp"

#include <xcb/xcbext.h>
#include <xcb/xtest.h>

#include <poll.h>

namespace omstilling::testing {

x_server::x_server()
  : server_({"Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"}),
    display_("DISPLAY", ":" + server_.line_with("")) {}

x_user::x_user() : x_(xcb_connect(nullptr, nullptr)) {
  if (xcb_connection_has_error(x_))
    throw std::runtime_error{"no X server"};
  root_ = xcb_setup_roots_iterator(xcb_get_setup(x_)).data->root;
  symbols_ = xcb_key_symbols_alloc(x_);
  window_ = xcb_generate_id(x_);
  xcb_create_window(x_, 0, window_, root_, 0, 0, 1, 1, 0, XCB_WINDOW_CLASS_INPUT_ONLY,
                    XCB_COPY_FROM_PARENT, 0, nullptr);
}

x_user::~x_user() {
  xcb_key_symbols_free(symbols_);
  xcb_disconnect(x_);
}

void x_user::tap_code(xcb_keycode_t key) {
  fake(XCB_KEY_PRESS, key);
  fake(XCB_KEY_RELEASE, key);
}

void x_user::tap_with(std::initializer_list<xcb_keysym_t> held, xcb_keysym_t key) {
  for (const auto one : held)
    press(one);
  tap(key);
  for (const auto one : held)
    release(one);
}

xcb_keycode_t x_user::code(xcb_keysym_t key) {
  const xcb_pointer<xcb_keycode_t> codes{xcb_key_symbols_get_keycode(symbols_, key)};
  if (!codes || *codes == XCB_NO_SYMBOL)
    throw std::runtime_error{"no such key"};
  return *codes;
}

void x_user::relabel(xcb_keycode_t which, xcb_keysym_t as) {
  xcb_change_keyboard_mapping(x_, 1, which, 1, &as);
  sync();
}

bool x_user::grab(std::uint16_t modifiers, xcb_keysym_t key) {
  const auto asked = xcb_grab_key_checked(x_, 0, root_, modifiers, code(key), XCB_GRAB_MODE_ASYNC,
                                          XCB_GRAB_MODE_ASYNC);
  return !xcb_pointer<xcb_generic_error_t>{xcb_request_check(x_, asked)};
}

void x_user::ungrab() {
  xcb_ungrab_key(x_, XCB_GRAB_ANY, root_, XCB_MOD_MASK_ANY);
  sync();
}

xcb_atom_t x_user::atom(const std::string& name) {
  const auto asked = xcb_intern_atom(x_, 0, static_cast<std::uint16_t>(name.size()), name.data());
  return xcb_pointer<xcb_intern_atom_reply_t> { xcb_intern_atom_reply(x_, asked, nullptr) } -> atom;
}

void x_user::mark() {
  xcb_set_selection_owner(x_, window_, XCB_ATOM_PRIMARY, XCB_CURRENT_TIME);
  sync();
}

void x_user::unmark() {
  xcb_set_selection_owner(x_, XCB_NONE, XCB_ATOM_PRIMARY, XCB_CURRENT_TIME);
  sync();
}

void x_user::answer(const xcb_selection_request_event_t& x, xcb_atom_t type,
                    const std::string& text) {
  if (type != XCB_ATOM_NONE)
    xcb_change_property(x_, XCB_PROP_MODE_REPLACE, x.requestor, x.property, type, 8,
                        static_cast<std::uint32_t>(text.size()), text.data());
  xcb_selection_notify_event_t told{};
  told.response_type = XCB_SELECTION_NOTIFY;
  told.time = x.time;
  told.requestor = x.requestor;
  told.selection = x.selection;
  told.target = x.target;
  told.property = type == XCB_ATOM_NONE ? xcb_atom_t{XCB_ATOM_NONE} : x.property;
  char raw[32] = {};
  std::memcpy(raw, &told, sizeof told);
  xcb_send_event(x_, 0, x.requestor, 0, raw);
  sync();
}

void x_user::watch_presses(xcb_keysym_t key, int times, const std::function<void()>& meanwhile) {
  const auto context = xcb_generate_id(x_);
  const xcb_record_client_spec_t all = XCB_RECORD_CS_ALL_CLIENTS;
  xcb_record_range_t range{};
  range.device_events = {XCB_KEY_PRESS, XCB_KEY_PRESS};
  xcb_record_create_context(x_, context, 0, 1, 1, &all, &range);
  sync();
  // What is recorded comes on a connection of its own.
  auto* const tape = xcb_connect(nullptr, nullptr);
  const auto asked = xcb_record_enable_context(tape, context);
  xcb_flush(tape);
  const auto wanted = code(key);
  const auto end = std::chrono::steady_clock::now() + 8s;
  for (int seen = -1; seen < times;) {
    void* reply = nullptr;
    xcb_generic_error_t* error = nullptr;
    if (!xcb_poll_for_reply(tape, asked.sequence, &reply, &error)) {
      pollfd one{xcb_get_file_descriptor(tape), POLLIN, 0};
      if (poll(&one, 1, 8'000) != 1 || std::chrono::steady_clock::now() > end)
        throw std::runtime_error{"the key does not repeat"};
      continue;
    }
    const xcb_pointer<xcb_generic_error_t> failed{error};
    const xcb_pointer<xcb_record_enable_context_reply_t> part{
      static_cast<xcb_record_enable_context_reply_t*>(reply)};
    if (!part)
      throw std::runtime_error{"the X server does not record"};
    if (seen < 0) { // it has started
      seen = 0;
      meanwhile();
    }
    const auto* const data = xcb_record_enable_context_data(part.get());
    const int size = xcb_record_enable_context_data_length(part.get());
    for (int at = 0; part->category == 0 && at + 32 <= size; at += 32)
      seen += data[at] == XCB_KEY_PRESS && data[at + 1] == wanted ? 1 : 0;
  }
  xcb_record_disable_context(x_, context);
  xcb_record_free_context(x_, context);
  sync();
  xcb_disconnect(tape);
}

void x_user::fake(std::uint8_t kind, xcb_keycode_t key) {
  xcb_test_fake_input(x_, kind, key, XCB_CURRENT_TIME, XCB_NONE, 0, 0, 0);
  sync();
}

void x_user::sync() {
  const xcb_pointer<xcb_get_input_focus_reply_t> reply{
    xcb_get_input_focus_reply(x_, xcb_get_input_focus(x_), nullptr)};
}

xcb_generic_event_t* x_user::next_event(std::uint8_t kind) {
  const auto end = std::chrono::steady_clock::now() + 8s;
  while (std::chrono::steady_clock::now() < end) {
    xcb_pointer<xcb_generic_event_t> event{xcb_poll_for_event(x_)};
    if (event && (event->response_type & 0x7f) == kind)
      return event.release();
    pollfd one{xcb_get_file_descriptor(x_), POLLIN, 0};
    if (!event)
      poll(&one, 1, 8'000);
  }
  throw std::runtime_error{"no such event"};
}

} // namespace omstilling::testing
