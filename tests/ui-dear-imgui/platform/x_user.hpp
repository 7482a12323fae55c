#pragma once

#include "tests/ui-dear-imgui/platform/desktop.hpp"
#include "ui-dear-imgui/platform/xcb_pointer.hpp"

#include <X11/keysym.h>
#include <xcb/record.h>
#include <xcb/xcb.h>
#include <xcb/xcb_keysyms.h>

#include <cstring>
#include <initializer_list>
#include <string>

namespace omstilling::testing {

/// An X server of its own, without a screen to look at.
class x_server {
public:
  x_server();
  void end() { server_.end(); }

private:
  program server_;
  variable display_;
  variable no_wayland_{"WAYLAND_DISPLAY", ""};
};

/// Another program on the X server, and the user at its keyboard.
class x_user {
public:
  x_user();
  ~x_user();
  x_user(const x_user&) = delete;
  x_user& operator=(const x_user&) = delete;

  void press(xcb_keysym_t key) { fake(XCB_KEY_PRESS, code(key)); }
  void release(xcb_keysym_t key) { fake(XCB_KEY_RELEASE, code(key)); }
  void tap(xcb_keysym_t key) { tap_code(code(key)); }
  void tap_code(xcb_keycode_t key);
  /// With other keys held meanwhile.
  void tap_with(std::initializer_list<xcb_keysym_t> held, xcb_keysym_t key);

  xcb_keycode_t code(xcb_keysym_t key);
  /// Makes one key another.
  void relabel(xcb_keycode_t which, xcb_keysym_t as);
  /// False when another program has the key.
  bool grab(std::uint16_t modifiers, xcb_keysym_t key);
  void ungrab();

  xcb_atom_t atom(const std::string& name);
  void mark();
  void unmark();
  /// The next event of this kind.
  template <class Event>
  xcb_pointer<Event> next(std::uint8_t kind) {
    return xcb_pointer<Event>{static_cast<Event*>(static_cast<void*>(next_event(kind)))};
  }
  /// Hands over the text that was asked for; without a type, refuses.
  void answer(const xcb_selection_request_event_t& x, xcb_atom_t type, const std::string& text);

  /// Waits until the X server has pressed this key so many times, be it by repeating.
  void watch_presses(xcb_keysym_t key, int times, const std::function<void()>& meanwhile);

private:
  void fake(std::uint8_t kind, xcb_keycode_t key);
  void sync();
  xcb_generic_event_t* next_event(std::uint8_t kind);

  xcb_connection_t* x_;
  xcb_window_t root_ = 0, window_ = 0;
  xcb_key_symbols_t* symbols_ = nullptr;
};

} // namespace omstilling::testing
