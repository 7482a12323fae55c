#include "apps/omstillingctl/commands.hpp"
#include "apps/omstillingctl/employee_sheet.hpp"
#include "apps/omstillingctl/file.hpp"
#include "apps/omstillingctl/send_many.hpp"
#include "apps/words/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace omstilling {

namespace {

/// Sends the lines, and keeps what the service refuses.
std::optional<client_error> send_all(client& session, employee_sheet& sheet,
                                     std::size_t& accepted) {
  return send_many(
    session, put_employee::method, sheet.employees.size(),
    [&](std::size_t i) { return encode(sheet.employees[i].employee); },
    [&](std::size_t i, const tl::expected<boost::json::value, problem>& result) {
      if (result)
        return void(++accepted);
      auto why = result.error();
      const auto column = column_of(why.path);
      why.path.clear();
      sheet.refused.push_back({sheet.employees[i].line, column, message(why)});
    });
}

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
    accepted = 0;
    broken = send_all(*session, sheet, accepted);
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
