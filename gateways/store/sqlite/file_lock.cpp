#include "gateways/store/sqlite/file_lock.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace omstilling::sqlite {

namespace {

problem refused(const std::filesystem::path& file, const std::string& why) {
  return {.reason = error_reason::storage_unavailable, .detail = file.string() + ": " + why};
}

problem cannot_open(const std::filesystem::path& file, int error) {
  const auto folder = file.parent_path().string();
  switch (error) {
    case ENOENT:
      return refused(file,
                     "there is no directory " + folder + ": create it for the service's user");
    case ENOTDIR: return refused(file, folder + " is not a directory: choose another place");
    case EISDIR: return refused(file, "is a directory: name a file in it");
    case EACCES:
    case EPERM:
      return refused(file, "no permission: give the file and its directory to the service's user");
    case EROFS: return refused(file, "its file system is read-only: choose another place");
    default: return refused(file, std::generic_category().message(error));
  }
}

/// The process that wrote itself into the lock file.
std::string owner(int descriptor) {
  std::array<char, 20> text{};
  const auto size = pread(descriptor, text.data(), text.size(), 0);
  return size > 0 ? " (process " + std::string(text.data(), static_cast<std::size_t>(size)) + ")"
                  : "";
}

} // namespace

tl::expected<void, problem> make_writable(const std::filesystem::path& file) {
  const auto descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0)
    return tl::unexpected(cannot_open(file, errno));
  close(descriptor);
  return {};
}

tl::expected<file_lock, problem> file_lock::acquire(const std::filesystem::path& file) {
  auto path = file;
  path += ".lock"; // not the file itself: closing it would drop SQLite's own locks
  const auto descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0)
    return tl::unexpected(cannot_open(path, errno));
  file_lock result{descriptor};
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    return tl::unexpected(errno == EWOULDBLOCK
                            ? refused(file, "another running service has it" + owner(descriptor) +
                                              ": stop that one, or give this one a file of its own")
                            : cannot_open(path, errno));
  const auto me = std::to_string(getpid());
  // The number serves the message above only, so a full disk does not matter here.
  if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, me.data(), me.size(), 0) < 0)
    errno = 0;
  return result;
}

file_lock::~file_lock() {
  if (descriptor_ >= 0)
    close(descriptor_);
}

} // namespace omstilling::sqlite
