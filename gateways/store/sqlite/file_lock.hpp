#pragma once

#include "protocol/errors.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <utility>

namespace omstilling::sqlite {

/// Makes sure that the file is there and may be written by this process, and only read by its user.
tl::expected<void, problem> make_writable(const std::filesystem::path& file);

/// Holds `FILE.lock`: one process at a time, until it ends, in whatever way.
class file_lock {
public:
  static tl::expected<file_lock, problem> acquire(const std::filesystem::path& file);

  file_lock(file_lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  file_lock& operator=(file_lock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~file_lock();

private:
  explicit file_lock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

} // namespace omstilling::sqlite
