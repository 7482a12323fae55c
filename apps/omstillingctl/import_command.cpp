#include "apps/omstillingctl/commands.hpp"
#include "apps/omstillingctl/employee_sheet.hpp"
#include "apps/words/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <ostream>
#include <unordered_map>

namespace omstilling {

namespace {

constexpr std::size_t window = 32; // commands in flight
constexpr std::size_t largest_file = 256 << 20;

tl::expected<std::string, std::string> read_file(const std::string& name) {
  std::ifstream in{name, std::ios::binary};
  std::string text;
  std::string part(1 << 16, '\0');
  while (in && text.size() <= largest_file) {
    in.read(part.data(), static_cast<std::streamsize>(part.size()));
    text.append(part, 0, static_cast<std::size_t>(in.gcount()));
  }
  if (!in.is_open() || in.bad())
    return tl::unexpected(
      fmt::format(fmt::runtime(_("{} cannot be read: {}")), name, std::strerror(errno)));
  if (text.size() > largest_file)
    return tl::unexpected(
      fmt::format(fmt::runtime(_("{}: at most {} MB expected")), name, largest_file >> 20));
  return text;
}

/// Sends lines with many commands in flight, and keeps what the service refuses.
class import_run {
public:
  import_run(client& session, employee_sheet& sheet) : session_(session), sheet_(sheet) {}

  std::optional<client_error> send_all() {
    for (const auto& line : sheet_.employees) {
      while (in_flight_.size() >= window)
        if (auto wrong = take_one())
          return wrong;
      const auto id = session_.send(put_employee::method, encode(line.employee));
      if (!id)
        return id.error();
      in_flight_.emplace(*id, line.line);
    }
    while (!in_flight_.empty())
      if (auto wrong = take_one())
        return wrong;
    return std::nullopt;
  }
  std::size_t accepted() const { return accepted_; }

private:
  /// Waits for the answer to one line; what else comes in between is not for us.
  std::optional<client_error> take_one() {
    const auto until = session_.reply_deadline();
    for (;;) {
      auto next = session_.receive(until);
      if (!next)
        return std::move(next.error());
      const auto* reply = std::get_if<client_reply>(&*next);
      const auto asked = reply ? in_flight_.find(reply->id) : in_flight_.end();
      if (asked == in_flight_.end())
        continue;
      take(*reply, asked->second);
      in_flight_.erase(asked);
      return std::nullopt;
    }
  }

  void take(const client_reply& reply, std::size_t line) {
    if (reply.result) {
      ++accepted_;
      return;
    }
    auto why = reply.result.error();
    const auto column = column_of(why.path);
    why.path.clear();
    sheet_.refused.push_back({line, column, message(why)});
  }

  client& session_;
  employee_sheet& sheet_;
  std::unordered_map<std::int64_t, std::size_t> in_flight_; // lines by request
  std::size_t accepted_ = 0;
};

void report(const std::string& file, employee_sheet& sheet, output to) {
  std::ranges::sort(sheet.refused, {}, &refused_line::line);
  for (const auto& x : sheet.refused)
    to.err << file << ':' << x.line << ": " << (x.column.empty() ? "" : x.column + ": ") << x.why
           << '\n';
}

} // namespace

exit_code import_employees(const common_options& common, const import_options& options, output to) {
  const auto text = read_file(options.file);
  auto sheet = text ? read_employees(*text) : employee_sheet{{}, {}, text.error()};
  if (!sheet.unusable.empty()) {
    to.err << "omstillingctl: " << (text ? options.file + ": " : "") << sheet.unusable << '\n';
    return exit_code::usage;
  }
  auto accepted = sheet.employees.size();
  std::optional<client_error> broken;
  if (!options.dry_run) {
    auto session = log_in(common, to);
    if (!session)
      return session.error();
    import_run run{*session, sheet};
    broken = run.send_all();
    accepted = run.accepted();
    if (!broken)
      session->close();
  }
  report(options.file, sheet, to);
  const char* counts = options.dry_run ? _("{} lines are fit to be imported, {} refused")
                                       : _("{} employees imported, {} lines refused");
  to.out << fmt::format(fmt::runtime(counts), accepted, sheet.refused.size()) << '\n';
  if (broken)
    return fail(*broken, to);
  return sheet.refused.empty() ? exit_code::done : exit_code::partly;
}

} // namespace omstilling
