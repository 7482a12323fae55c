#include "tests/ui-dear-imgui/headless.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::testing;

namespace {

struct dragging_edges : headless {
  console_view view = at_work();
  dragging_edges() {
    view.settings = settings_view{.id = user_id{"lone"}};
    ImGui::GetIO().DisplaySize = {1920, 1080};
    draw(view);
  }
  float left_width() {
    draw(view);
    return static_cast<float>(control("left edge")->x);
  }
  /// The mouse takes the edge and lets it go so far to the right.
  std::vector<wish> drag(const char* id, float by) {
    const auto at = *control(id);
    auto& io = ImGui::GetIO();
    io.MousePos = {static_cast<float>(at.x) + 4, static_cast<float>(at.y) + 200};
    draw(view);
    io.MouseDown[0] = true;
    draw(view);
    io.MousePos.x += by;
    draw(view);
    io.MouseDown[0] = false;
    return draw(view);
  }
};

} // namespace

TEST_CASE_METHOD(dragging_edges, "a column is made wider by its edge, and kept so", "[layout]") {
  const float before = left_width();
  const auto wishes = drag("left edge", 60);
  const auto* kept = only<set_settings>(wishes);
  REQUIRE(kept);
  CHECK(kept->left_width == Approx(540));
  CHECK_FALSE(kept->right_width);
  CHECK(left_width() == Approx(before + 60)); // at once, before the service has it
  view.settings->left_width = 540;
  CHECK(left_width() == Approx(before + 60));
  view.settings->left_width = 400; // from another PC
  CHECK(left_width() == Approx(before - 80));
}

TEST_CASE_METHOD(dragging_edges, "the right column grows to the left", "[layout]") {
  const auto wishes = drag("right edge", -40);
  const auto* kept = only<set_settings>(wishes);
  REQUIRE(kept);
  CHECK(kept->right_width == Approx(496));
}
