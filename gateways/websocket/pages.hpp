#pragma once

#include "gateways/websocket/embedded_file.hpp"
#include "protocol/entities.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// An HTTP answer, apart from its connection.
struct page {
  unsigned status = 200;
  std::string_view type = "application/json";
  std::string text{};      // the body, unless it is a file's
  std::string_view file{}; // stays valid
  std::string etag{};
  std::string_view allow{};                  // methods, for 405
  std::optional<std::int64_t> retry_after{}; // seconds
  bool is_private = false;                   // for this asker alone
  std::string_view body() const { return file.empty() ? std::string_view{text} : file; }
};

/// Why there is nothing better: `{"reason": ..., "detail": ...}`.
page refusal_page(unsigned status, std::string_view reason, std::string_view detail);
/// The file that stands at this path (`/` is `/index.html`), or 304, or 404.
page file_page(const std::vector<embedded_file>& files, std::string_view path,
               std::string_view if_none_match);
/// Ready when every part is: 200, else 503; either with the list.
page readiness_page(const std::vector<health_view>& parts);

/// Whether the field `If-None-Match` names this tag, or any.
bool names_etag(std::string_view if_none_match, std::string_view etag);

/// The content type that goes with a file's name.
std::string_view content_type(std::string_view path);

/// Whether a browser's page from `origin` may open a session: its own server's, or one that is
/// allowed by name. Who names no origin is no browser.
bool origin_allowed(std::string_view origin, std::string_view host,
                    const std::vector<std::string>& allowed);

} // namespace omstilling
