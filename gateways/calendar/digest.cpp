#include "gateways/calendar/digest.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>

namespace omstilling::calendars {

namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (unsigned i = 0; i < size; ++i)
    result += {digits[digest[i] / 16], digits[digest[i] % 16]};
  return result;
}

std::string base64url(std::string_view bytes) {
  std::string result((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const auto size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(result.data()),
                                    bytes_of(bytes), static_cast<int>(bytes.size()));
  result.resize(static_cast<std::size_t>(size));
  while (result.ends_with('='))
    result.pop_back();
  for (auto& x : result)
    x = x == '+' ? '-' : x == '/' ? '_' : x;
  return result;
}

tl::expected<std::string, std::string> sign_rs256(std::string_view text, const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> file{
    BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free};
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{
    PEM_read_bio_PrivateKey(file.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free};
  if (!key || EVP_PKEY_base_id(key.get()) != EVP_PKEY_RSA)
    return tl::unexpected{std::string{"the private key is no RSA key in PEM"}};
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free};
  std::string result(static_cast<std::size_t>(EVP_PKEY_size(key.get())), '\0');
  auto size = result.size();
  if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(result.data()), &size,
                     bytes_of(text), text.size()) != 1)
    return tl::unexpected{std::string{"the private key could not sign"}};
  result.resize(size);
  return result;
}

} // namespace omstilling::calendars
