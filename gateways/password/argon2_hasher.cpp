#include "gateways/password/argon2_hasher.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace omstilling {

namespace {

template <std::size_t Size>
std::string base64(const std::array<unsigned char, Size>& bytes) {
  std::array<char, sodium_base64_ENCODED_LEN(Size, sodium_base64_VARIANT_URLSAFE_NO_PADDING)>
    text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

class argon2_hasher final : public password_hasher {
public:
  std::string hash(const std::string& password) override {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str(text.data(), password.data(), password.size(),
                          crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
      throw std::runtime_error("argon2id: out of memory");
    return text.data();
  }

  bool matches(const std::string& password, const std::string& hash) override {
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
  }

  std::string new_secret() override {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return base64(bytes);
  }

  std::string digest(const std::string& secret) override {
    std::array<unsigned char, crypto_generichash_BYTES> bytes{};
    crypto_generichash(bytes.data(), bytes.size(),
                       reinterpret_cast<const unsigned char*>(secret.data()), secret.size(),
                       nullptr, 0);
    return base64(bytes);
  }
};

} // namespace

std::shared_ptr<password_hasher> make_argon2_hasher() {
  if (sodium_init() < 0)
    throw std::runtime_error("libsodium cannot start");
  return std::make_shared<argon2_hasher>();
}

} // namespace omstilling
