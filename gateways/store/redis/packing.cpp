#include "gateways/store/redis/packing.hpp"

#define ZLIB_CONST // it reads through pointers to const
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>

namespace omstilling::redis {

namespace {

const Bytef* bytes_of(std::string_view x) { return reinterpret_cast<const Bytef*>(x.data()); }

} // namespace

std::string packed(std::string_view text) {
  auto length = compressBound(text.size());
  std::string result(length, '\0');
  if (compress2(reinterpret_cast<Bytef*>(result.data()), &length, bytes_of(text), text.size(),
                Z_BEST_SPEED) != Z_OK)
    throw std::bad_alloc{}; // the only reason it has: the room is enough
  result.resize(length);
  return result;
}

std::optional<std::string> unpacked(std::string_view packed, std::size_t most) {
  z_stream from{};
  if (packed.size() > std::numeric_limits<uInt>::max() || inflateInit(&from) != Z_OK)
    return std::nullopt;
  from.next_in = bytes_of(packed);
  from.avail_in = static_cast<uInt>(packed.size());
  std::string result;
  std::array<char, 65536> some{};
  int said = Z_OK;
  while (said == Z_OK && result.size() <= most) {
    from.next_out = reinterpret_cast<Bytef*>(some.data());
    from.avail_out = some.size();
    said = inflate(&from, Z_NO_FLUSH);
    result.append(some.data(), some.size() - from.avail_out);
  }
  const bool whole = said == Z_STREAM_END && from.avail_in == 0 && result.size() <= most;
  inflateEnd(&from);
  return whole ? std::optional{std::move(result)} : std::nullopt;
}

} // namespace omstilling::redis
