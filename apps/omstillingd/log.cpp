#include "apps/omstillingd/log.hpp"

#include "protocol/codec.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

/// `%*`: the message as a JSON string, whatever stands in it.
class json_message final : public spdlog::custom_flag_formatter {
public:
  void format(const spdlog::details::log_msg& x, const std::tm&,
              spdlog::memory_buf_t& out) override {
    const auto text =
      to_text(boost::json::string(boost::json::string_view(x.payload.data(), x.payload.size())));
    out.append(text.data(), text.data() + text.size());
  }
  std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<json_message>();
  }
};

} // namespace

void start_log(const log_settings& how) {
  auto log = spdlog::stderr_color_mt("omstilling");
  auto level = spdlog::level::from_str(word(how.level));
  log->set_level(level);
  auto format = std::make_unique<spdlog::pattern_formatter>();
  if (how.format == log_format::json)
    format->add_flag<json_message>('*').set_pattern(
      R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","message":%*})");
  else
    format->set_pattern("%Y-%m-%d %H:%M:%S.%e %^%l%$ %v");
  log->set_formatter(std::move(format));
  spdlog::set_default_logger(std::move(log));
}

} // namespace omstilling
