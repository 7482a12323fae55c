#include "ui-dear-imgui/platform/marked_text.hpp"

#include "ui-dear-imgui/platform/xcb_pointer.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace omstilling {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 500ms;
constexpr std::size_t most_waiting = 8;
constexpr std::uint32_t most_bytes = 4'096;

xcb_atom_t atom(xcb_connection_t& x, std::string_view name) {
  const auto asked = xcb_intern_atom(&x, 0, static_cast<std::uint16_t>(name.size()), name.data());
  const xcb_pointer<xcb_intern_atom_reply_t> answer{xcb_intern_atom_reply(&x, asked, nullptr)};
  return answer ? answer->atom : xcb_atom_t{XCB_ATOM_NONE};
}

std::string utf8_of(std::string_view latin1) {
  std::string result;
  for (const char c : latin1) {
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x80) {
      result += c;
    } else {
      result += static_cast<char>(0xc0 | (code >> 6));
      result += static_cast<char>(0x80 | (code & 0x3f));
    }
  }
  return result;
}

} // namespace

marked_text::marked_text(xcb_connection_t& x, xcb_window_t root)
  : x_(x), root_(root), utf8_(atom(x, "UTF8_STRING")), property_(atom(x, "OMSTILLING_MARKED")) {}

marked_text::~marked_text() {
  while (!waiting_.empty())
    finish(waiting_.begin(), std::nullopt);
}

void marked_text::ask(handler answered, clock::time_point now) {
  if (waiting_.size() >= most_waiting)
    return answered(std::nullopt);
  const auto window = xcb_generate_id(&x_);
  xcb_create_window(&x_, 0, window, root_, 0, 0, 1, 1, 0, XCB_WINDOW_CLASS_INPUT_ONLY,
                    XCB_COPY_FROM_PARENT, 0, nullptr);
  waiting_.push_back({window, now + patience, std::move(answered)});
  convert(waiting_.back(), utf8_);
}

void marked_text::notified(const xcb_selection_notify_event_t& x) {
  const auto one = std::find_if(waiting_.begin(), waiting_.end(),
                                [&](const auto& w) { return w.window == x.requestor; });
  if (one == waiting_.end())
    return;
  if (x.property == XCB_ATOM_NONE) {
    if (x.target == utf8_)
      return convert(*one, XCB_ATOM_STRING); // old programs know no other
    return finish(one, std::nullopt);
  }
  const xcb_pointer<xcb_get_property_reply_t> value{xcb_get_property_reply(
    &x_,
    xcb_get_property(&x_, 1, x.requestor, x.property, XCB_GET_PROPERTY_TYPE_ANY, 0, most_bytes / 4),
    nullptr)};
  // Text of another type would be what announces a transfer in pieces (INCR), which is for more
  // than fits here.
  if (!value || value->format != 8 || value->bytes_after > 0 ||
      (value->type != utf8_ && value->type != XCB_ATOM_STRING))
    return finish(one, std::nullopt);
  const std::string text{static_cast<const char*>(xcb_get_property_value(value.get())),
                         static_cast<std::size_t>(xcb_get_property_value_length(value.get()))};
  finish(one, value->type == utf8_ ? text : utf8_of(text));
}

void marked_text::expire(clock::time_point now) {
  while (!waiting_.empty() && waiting_.front().deadline <= now)
    finish(waiting_.begin(), std::nullopt);
}

std::optional<marked_text::clock::time_point> marked_text::deadline() const {
  return waiting_.empty() ? std::nullopt : std::optional{waiting_.front().deadline};
}

void marked_text::convert(const question& x, xcb_atom_t type) {
  xcb_convert_selection(&x_, x.window, XCB_ATOM_PRIMARY, type, property_, XCB_CURRENT_TIME);
}

void marked_text::finish(place x, std::optional<std::string> text) {
  const auto done = std::move(*x);
  waiting_.erase(x);
  xcb_destroy_window(&x_, done.window);
  done.answered(std::move(text));
}

} // namespace omstilling
