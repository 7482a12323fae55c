#pragma once

#include <tl/expected.hpp>

#include <optional>
#include <string>

namespace omstilling {

struct authenticate;

/// How to log in, as the command line says it.
struct login_options {
  std::optional<std::string> user;
  std::optional<std::string> password_file;
  std::optional<std::string> token_file;
};

/// A secret in the first line of a file; `-` is the standard input.
tl::expected<std::string, std::string> read_secret(const std::string& file);

/// Asks on the terminal, without an echo.
tl::expected<std::string, std::string> prompt_secret(const std::string& question);

/// The request that logs in; the error says what is missing and how to give it.
tl::expected<authenticate, std::string> credentials(const login_options& options);

/// The token's file: as asked, else OMSTILLING_TOKEN_FILE, else where the service writes it.
std::string token_file(const login_options& options);

} // namespace omstilling
