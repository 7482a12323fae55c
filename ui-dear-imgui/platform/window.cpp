#include "ui-dear-imgui/platform/window.hpp"

#include "ui-dear-imgui/platform/input_queue.hpp"
#include "ui-dear-imgui/platform/png.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <cstring>
#include <stdexcept>
#include <utility>
#include <vector>

namespace omstilling {

namespace {

float desktop_scale(GLFWwindow* x) {
  float across = 1, down = 1;
  glfwGetWindowContentScale(x, &across, &down);
  return across > 0 ? across : 1;
}

/// What the window's library tells.
struct events {
  input_queue input;
  bool exposed = true; // the picture must be drawn again, though it is the same
};

events& events_of(GLFWwindow* x) { return *static_cast<events*>(glfwGetWindowUserPointer(x)); }
input_queue& input_of(GLFWwindow* x) { return events_of(x).input; }

void take_input(GLFWwindow* x) {
  glfwSetKeyCallback(x, [](GLFWwindow* w, int code, int, int action, int mods) {
    if (action != GLFW_REPEAT) // held keys are counted by ImGui itself
      input_of(w).key(code, action == GLFW_PRESS, mods & GLFW_MOD_CONTROL, mods & GLFW_MOD_SHIFT,
                      mods & GLFW_MOD_ALT);
  });
  glfwSetCharCallback(x, [](GLFWwindow* w, unsigned letter) { input_of(w).text(letter); });
  glfwSetCursorPosCallback(x, [](GLFWwindow* w, double across, double down) {
    input_of(w).position(static_cast<float>(across), static_cast<float>(down));
  });
  // Where the pointer is by now may be further on than where the button went down.
  glfwSetMouseButtonCallback(x, [](GLFWwindow* w, int which, int action, int) {
    input_of(w).button(which, action == GLFW_PRESS);
  });
  glfwSetScrollCallback(x, [](GLFWwindow* w, double across, double down) {
    input_of(w).scroll(static_cast<float>(across), static_cast<float>(down));
  });
  // Back at the very place where it left, it is not told anew.
  glfwSetCursorEnterCallback(x, [](GLFWwindow* w, int entered) {
    double across = -1, down = -1;
    if (entered)
      glfwGetCursorPos(w, &across, &down);
    input_of(w).position(static_cast<float>(across), static_cast<float>(down));
  });
  glfwSetWindowFocusCallback(x, [](GLFWwindow* w, int focused) {
    if (!focused)
      input_of(w).release_all();
  });
  glfwSetWindowRefreshCallback(x, [](GLFWwindow* w) { events_of(w).exposed = true; });
}

/// Of all that would be drawn: the same number, the same picture.
std::uint64_t fingerprint(const ImDrawData& x) {
  std::uint64_t result = 1469598103934665603U;
  const auto add = [&](const void* data, std::size_t size) {
    const auto* at = static_cast<const char*>(data);
    for (; size >= 8; at += 8, size -= 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, at, 8);
      result = (result ^ word) * 1099511628211U;
      result ^= result >> 29U;
    }
    for (; size > 0; ++at, --size)
      result = (result ^ static_cast<unsigned char>(*at)) * 1099511628211U;
  };
  add(&x.DisplaySize, sizeof x.DisplaySize);
  for (int i = 0; i < x.CmdListsCount; ++i) {
    const auto& list = *x.CmdLists[i];
    add(list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.size_in_bytes()));
    add(list.IdxBuffer.Data, static_cast<std::size_t>(list.IdxBuffer.size_in_bytes()));
    for (const auto& one : list.CmdBuffer)
      add(&one.ClipRect, sizeof one.ClipRect);
  }
  return result;
}

} // namespace

struct window::state {
  GLFWwindow* handle = nullptr;
  events told;
  font_set fonts;
  float scale = 0; // of the fonts that are loaded
  std::uint64_t drawn = 0;
  std::uint64_t shown = 0, spared = 0;
  int width = 0, height = 0; // of the last frame that was lit

  void load(float wanted);
  void one_frame(const std::function<void(const font_set&, float scale)>& draw);
  void show();
  void paint();
};

window::window(const window_options& x) : state_(std::make_unique<state>()) {
  if (!glfwInit())
    throw std::runtime_error{"no display"};
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "omstilling-console");
  auto* handle = glfwCreateWindow(x.width, x.height, x.title.c_str(), nullptr, nullptr);
  if (!handle) {
    glfwTerminate();
    throw std::runtime_error{"no window with OpenGL 3.2"};
  }
  state_->handle = handle;
  glfwSetWindowUserPointer(handle, &state_->told);
  glfwMakeContextCurrent(handle);
  glfwSwapInterval(1);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::GetIO().ConfigInputTextCursorBlink = false; // it would draw for ever
  ImGui_ImplGlfw_InitForOpenGL(handle, false);
  ImGui_ImplOpenGL3_Init("#version 150");
  take_input(handle);
}

window::~window() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  glfwDestroyWindow(state_->handle);
  glfwTerminate();
}

bool window::wait(double seconds) {
  glfwWaitEventsTimeout(seconds);
  return !glfwWindowShouldClose(state_->handle);
}

void window::wake() { glfwPostEmptyEvent(); }

void window::raise() {
  glfwRequestWindowAttention(state_->handle);
  glfwFocusWindow(state_->handle);
}

bool window::in_front() const {
  return glfwGetWindowAttrib(state_->handle, GLFW_FOCUSED) == GLFW_TRUE;
}

std::uint64_t window::shown() const { return state_->shown; }
std::uint64_t window::spared() const { return state_->spared; }

void window::state::load(float wanted) {
  if (wanted == scale)
    return;
  scale = wanted;
  fonts = load_fonts(*ImGui::GetIO().Fonts, wanted);
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
  told.exposed = true;
}

void window::state::one_frame(const std::function<void(const font_set&, float scale)>& draw) {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  told.input.feed(ImGui::GetIO());
  ImGui::NewFrame();
  draw(fonts, scale);
  ImGui::Render();
}

void window::state::paint() {
  glfwGetFramebufferSize(handle, &width, &height);
  glViewport(0, 0, width, height);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void window::state::show() {
  const auto& data = *ImGui::GetDrawData();
  const auto now = fingerprint(data);
  if (!std::exchange(told.exposed, false) && now == drawn) {
    ++spared;
    return;
  }
  drawn = now;
  ++shown;
  const auto before = std::pair{width, height};
  paint();
  glfwSwapBuffers(handle);
  // The first frame of a new size may have been lit in a buffer of the old one.
  if (before != std::pair{width, height}) {
    told.exposed = true;
    glfwPostEmptyEvent();
  }
}

void window::frame(double scale, const std::function<void(const font_set&, float scale)>& draw) {
  auto& st = *state_;
  st.load(scale > 0 ? static_cast<float>(scale) : desktop_scale(st.handle));
  do {
    const bool fed = !st.told.input.empty();
    st.one_frame(draw);
    // What a key or a click changes is seen by what is drawn after it.
    if (fed)
      st.one_frame(draw);
  } while (!st.told.input.empty());
  st.show();
}

bool window::save(const std::string& path) const {
  // What has been shown may be gone from memory: it is drawn once more, and read before it is
  // shown.
  state_->paint();
  const int width = state_->width, height = state_->height;
  std::vector<unsigned char> rgb(static_cast<std::size_t>(width) *
                                 static_cast<std::size_t>(height) * 3);
  glReadBuffer(GL_BACK);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, rgb.data());
  return write_png(path, width, height, rgb);
}

} // namespace omstilling
