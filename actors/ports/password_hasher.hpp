#pragma once

#include <string>

namespace omstilling {

/// Passwords and secrets; hashing a password is slow on purpose and blocks.
class password_hasher {
public:
  virtual ~password_hasher() = default;
  /// In its own text form, with its salt and cost inside.
  virtual std::string hash(const std::string& password) = 0;
  /// In constant time with regard to the password.
  virtual bool matches(const std::string& password, const std::string& hash) = 0;
  /// A new secret of 256 random bits as text, safe in a URL.
  virtual std::string new_secret() = 0;
  /// What is kept of a secret that needs no slowness, for it cannot be guessed.
  virtual std::string digest(const std::string& secret) = 0;
};

} // namespace omstilling
