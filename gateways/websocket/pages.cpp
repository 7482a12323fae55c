#include "gateways/websocket/pages.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace json = boost::json;

namespace omstilling {

namespace {

bool same_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

} // namespace

page refusal_page(unsigned status, std::string_view reason, std::string_view detail) {
  return {.status = status,
          .text = to_text(json::object{{"reason", reason}, {"detail", detail}}) + '\n'};
}

page file_page(const std::vector<embedded_file>& files, std::string_view path,
               std::string_view if_none_match) {
  const auto wanted = path == "/" ? std::string_view{"/index.html"} : path;
  const auto found = std::ranges::find(files, wanted, &embedded_file::path);
  if (found == files.end())
    return refusal_page(404, "not_found", "nothing stands at this address");
  page result{.type = content_type(found->path),
              .etag = '"' + std::string{found->sha256.substr(0, 32)} + '"'};
  if (names_etag(if_none_match, result.etag))
    result.status = 304;
  else
    result.file = found->content;
  return result;
}

page readiness_page(const std::vector<health_view>& parts) {
  const bool ready = std::ranges::all_of(parts, &health_view::ok);
  return {.status = ready ? 200U : 503U, .text = encode_text(parts) + '\n'};
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  return if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos;
}

std::string_view content_type(std::string_view path) {
  using entry = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<entry, 12> types{{{".html", "text/html; charset=utf-8"},
                                                {".js", "text/javascript; charset=utf-8"},
                                                {".css", "text/css; charset=utf-8"},
                                                {".po", "text/plain; charset=utf-8"},
                                                {".json", "application/json"},
                                                {".webmanifest", "application/manifest+json"},
                                                {".svg", "image/svg+xml"},
                                                {".png", "image/png"},
                                                {".ico", "image/vnd.microsoft.icon"},
                                                {".otf", "font/otf"},
                                                {".ttf", "font/ttf"},
                                                {".woff2", "font/woff2"}}};
  for (const auto& [ending, type] : types)
    if (path.ends_with(ending))
      return type;
  return "application/octet-stream";
}

bool origin_allowed(std::string_view origin, std::string_view host,
                    const std::vector<std::string>& allowed) {
  if (origin.empty())
    return true;
  const auto is_origin = [&](std::string_view x) { return same_ignoring_case(x, origin); };
  if (std::ranges::any_of(allowed, is_origin))
    return true;
  for (const std::string_view scheme : {"http://", "https://"})
    if (origin.starts_with(scheme))
      return !host.empty() && same_ignoring_case(origin.substr(scheme.size()), host);
  return false;
}

} // namespace omstilling
