#include "ui-dear-imgui/platform/keyboard_events.hpp"

#include "ui-dear-imgui/platform/xcb_pointer.hpp"

// The header is C, and has a field of this name.
#define explicit explicit_
#include <xcb/xkb.h>
#undef explicit

namespace omstilling {

keyboard_events::keyboard_events(xcb_connection_t& x) {
  const xcb_pointer<xcb_xkb_use_extension_reply_t> use{xcb_xkb_use_extension_reply(
    &x, xcb_xkb_use_extension(&x, XCB_XKB_MAJOR_VERSION, XCB_XKB_MINOR_VERSION), nullptr)};
  if (!use || !use->supported)
    return; // a server of the last century
  constexpr auto repeat = XCB_XKB_PER_CLIENT_FLAG_DETECTABLE_AUTO_REPEAT;
  const auto asked = xcb_xkb_per_client_flags(&x, XCB_XKB_ID_USE_CORE_KBD, repeat, repeat, 0, 0, 0);
  const xcb_pointer<xcb_xkb_per_client_flags_reply_t> done{
    xcb_xkb_per_client_flags_reply(&x, asked, nullptr)};
  // Who uses XKB is told of changes by its events instead of MappingNotify.
  constexpr auto keyboard = XCB_XKB_EVENT_TYPE_NEW_KEYBOARD_NOTIFY;
  constexpr auto map = XCB_XKB_EVENT_TYPE_MAP_NOTIFY;
  constexpr auto parts = XCB_XKB_MAP_PART_KEY_SYMS | XCB_XKB_MAP_PART_MODIFIER_MAP;
  xcb_xkb_select_events(&x, XCB_XKB_ID_USE_CORE_KBD, keyboard | map, 0, keyboard, parts, parts,
                        nullptr);
  xkb_ = xcb_get_extension_data(&x, &xcb_xkb_id)->first_event;
}

bool keyboard_events::is_change(const xcb_generic_event_t& x) const {
  const int kind = x.response_type & 0x7f;
  return kind == XCB_MAPPING_NOTIFY || kind == xkb_;
}

} // namespace omstilling
