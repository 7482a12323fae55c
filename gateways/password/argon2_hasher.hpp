#pragma once

#include "actors/ports/password_hasher.hpp"

#include <memory>

namespace omstilling {

/// argon2id (RFC 9106) by libsodium, with its cost for interactive logins (64 MiB, two passes);
/// secrets are 32 random bytes, kept as BLAKE2b digests. Throws std::runtime_error when the system
/// has no randomness to give.
std::shared_ptr<password_hasher> make_argon2_hasher();

} // namespace omstilling
