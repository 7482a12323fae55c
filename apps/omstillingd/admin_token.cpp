#include "apps/omstillingd/admin_token.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace omstilling {

namespace {

tl::unexpected<problem> refuse(const std::filesystem::path& file, std::string why) {
  return tl::unexpected(problem{
    .reason = error_reason::storage_unavailable, .path = file.string(), .detail = std::move(why)});
}

tl::expected<std::string, problem> make(const std::filesystem::path& file,
                                        const std::string& secret) {
  const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out < 0)
    return refuse(file, std::strerror(errno));
  const auto text = secret + '\n';
  const bool written =
    ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
    ::fsync(out) == 0;
  ::close(out);
  if (!written)
    return refuse(file, std::strerror(errno));
  return secret;
}

} // namespace

tl::expected<std::string, problem> local_administrator_token(const std::filesystem::path& file,
                                                             password_hasher& hasher) {
  struct stat known {};
  if (::stat(file.c_str(), &known) != 0)
    return make(file, hasher.new_secret());
  if ((known.st_mode & 077) != 0)
    return refuse(file, "others may read it; make it mode 0600, or delete it and start again");
  std::ifstream in{file};
  std::string secret;
  if (!std::getline(in, secret) || secret.size() < 32)
    return refuse(file, "holds no token; delete it and start again");
  return secret;
}

} // namespace omstilling
