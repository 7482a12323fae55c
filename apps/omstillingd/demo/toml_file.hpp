#pragma once

#include "protocol/codec.hpp"

#include <tl/expected.hpp>

#include <map>
#include <string>
#include <string_view>

namespace omstilling {

namespace detail {

/// The first member nobody asked for, as a problem whose path stands below `path`.
template <class T>
std::optional<problem> stray_member(const boost::json::value& in, const std::string& path);

template <class T>
std::optional<problem> stray_in(const boost::json::value& in, const std::string& path,
                                const std::vector<T>*) {
  std::size_t index = 0;
  if (const auto* list = in.if_array())
    for (const auto& item : *list)
      if (auto found = stray_member<T>(item, path + '[' + std::to_string(index++) + ']'))
        return found;
  return std::nullopt;
}
template <class T>
std::optional<problem> stray_in(const boost::json::value& in, const std::string& path,
                                const std::optional<T>*) {
  return stray_member<T>(in, path);
}
template <class T>
std::optional<problem> stray_in(const boost::json::value&, const std::string&, const T*) {
  return std::nullopt;
}

template <class T>
std::optional<problem> stray_member(const boost::json::value& in, const std::string& path) {
  if constexpr (!boost::describe::has_describe_members<T>::value) {
    return stray_in(in, path, static_cast<const T*>(nullptr));
  } else {
    const auto* object = in.if_object();
    if (!object)
      return std::nullopt; // the reader says what is wrong with it
    std::optional<problem> result;
    for (const auto& member : *object) {
      const auto below = (path.empty() ? "" : path + '.') + std::string{member.key()};
      std::string names;
      bool known = false;
      boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto d) {
          names += (names.empty() ? "" : ", ") + std::string{d.name};
          if (member.key() != d.name)
            return;
          known = true;
          using member_type = std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>;
          if (!result)
            result = stray_member<member_type>(member.value(), below);
        });
      if (!known && !result)
        result = problem{.reason = error_reason::invalid_params,
                         .path = below,
                         .expected = "one of " + names,
                         .got = "an unknown key"};
    }
    return result;
  }
}

} // namespace detail

/// A TOML file as JSON, which knows on which line each value stands.
class toml_file {
public:
  static tl::expected<toml_file, problem> parse(std::string_view text, std::string name);

  /// The file as a described type; an unknown key and a wrong value are errors with their line.
  template <class T>
  tl::expected<T, problem> read_as() const {
    if (auto stray = detail::stray_member<T>(values_, ""))
      return tl::unexpected(located(std::move(*stray)));
    auto result = decode<T>(values_);
    if (!result)
      return tl::unexpected(located(std::move(result.error())));
    return result;
  }
  /// The same problem with file and line in front of its path, such as `queues[1].name`.
  problem located(problem x) const;

private:
  boost::json::value values_;
  std::string name_;
  std::map<std::string, std::size_t, std::less<>> lines_;
};

} // namespace omstilling
