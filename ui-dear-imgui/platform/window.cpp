#include "ui-dear-imgui/platform/window.hpp"

#include "ui-dear-imgui/platform/png.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

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

/// Keys pressed since the last frame. ImGui 1.86 looks at what is down when a frame begins, and
/// would miss one that is up again by then; a receptionist's key must never be lost.
std::vector<int>& tapped() {
  static std::vector<int> keys;
  return keys;
}

void on_key(GLFWwindow* x, int code, int scan, int action, int mods) {
  ImGui_ImplGlfw_KeyCallback(x, code, scan, action, mods);
  if (action == GLFW_PRESS && code >= 0)
    tapped().push_back(code);
}

void set_keys(const std::vector<int>& keys, const std::function<bool(int)>& down) {
  auto& io = ImGui::GetIO();
  for (const int code : keys)
    io.KeysDown[code] = down(code);
  io.KeyCtrl = io.KeysDown[GLFW_KEY_LEFT_CONTROL] || io.KeysDown[GLFW_KEY_RIGHT_CONTROL];
  io.KeyShift = io.KeysDown[GLFW_KEY_LEFT_SHIFT] || io.KeysDown[GLFW_KEY_RIGHT_SHIFT];
  io.KeyAlt = io.KeysDown[GLFW_KEY_LEFT_ALT] || io.KeysDown[GLFW_KEY_RIGHT_ALT];
}

} // namespace

struct window::state {
  GLFWwindow* handle = nullptr;
  font_set fonts;
  float asked_scale = 0;
  float scale = 0; // of the fonts that are loaded
};

window::window(const window_options& x) : state_(std::make_unique<state>()) {
  if (!glfwInit())
    throw std::runtime_error{"no display"};
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  state_->handle = glfwCreateWindow(x.width, x.height, x.title.c_str(), nullptr, nullptr);
  if (!state_->handle) {
    glfwTerminate();
    throw std::runtime_error{"no window with OpenGL 3.2"};
  }
  state_->asked_scale = x.scale;
  glfwMakeContextCurrent(state_->handle);
  glfwSwapInterval(1);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui_ImplGlfw_InitForOpenGL(state_->handle, true);
  glfwSetKeyCallback(state_->handle, on_key);
  ImGui_ImplOpenGL3_Init("#version 150");
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

void window::frame(const std::function<void(const font_set&, float scale)>& draw) {
  const float scale = state_->asked_scale > 0 ? state_->asked_scale : desktop_scale(state_->handle);
  if (scale != state_->scale) {
    state_->scale = scale;
    state_->fonts = load_fonts(*ImGui::GetIO().Fonts, scale);
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  }
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  const auto keys = std::exchange(tapped(), {});
  set_keys(keys, [](int) { return true; });
  ImGui::NewFrame();
  draw(state_->fonts, scale);
  ImGui::Render();
  set_keys(keys, [&](int x) { return glfwGetKey(state_->handle, x) == GLFW_PRESS; });
  int width = 0, height = 0;
  glfwGetFramebufferSize(state_->handle, &width, &height);
  glViewport(0, 0, width, height);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(state_->handle);
}

bool window::save(const std::string& path) const {
  int width = 0, height = 0;
  glfwGetFramebufferSize(state_->handle, &width, &height);
  std::vector<unsigned char> rgb(static_cast<std::size_t>(width) *
                                 static_cast<std::size_t>(height) * 3);
  // What has been shown may be gone from memory: it is drawn once more, and read before it is
  // shown.
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glReadBuffer(GL_BACK);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, rgb.data());
  return write_png(path, width, height, rgb);
}

} // namespace omstilling
