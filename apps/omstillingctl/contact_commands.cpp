#include "apps/omstillingctl/commands.hpp"
#include "apps/omstillingctl/contact_import.hpp"
#include "apps/omstillingctl/file.hpp"
#include "apps/omstillingctl/send_many.hpp"
#include "apps/omstillingctl/table.hpp"
#include "apps/words/words.hpp"
#include "services/contacts/contact_csv.hpp"
#include "services/contacts/vcard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace omstilling {

namespace {

namespace json = boost::json;

exit_code refuse_usage(const std::string& why, output to) {
  to.err << "omstillingctl: " << why << '\n';
  return exit_code::usage;
}

// --- the book as it stands -----------------------------------------------------------

const json::value* member(const json::value& x, std::string_view name) {
  const auto* object = x.if_object();
  return object ? object->if_contains(name) : nullptr;
}

/// Takes the items of one chunk; true when it was the last one.
bool take_chunk(const json::value& params, std::vector<contact_view>& into) {
  const auto* items = member(params, "items");
  if (items && items->is_array())
    for (const auto& item : items->get_array())
      if (auto read = decode<contact_view>(item, "item", reading::lenient))
        into.push_back(std::move(*read));
  const auto* last = member(params, "last");
  return last && last->is_bool() && last->get_bool();
}

tl::expected<std::vector<contact_view>, client_error> read_book(client& session,
                                                                const std::string& topic) {
  const auto asked = session.send(subscribe::method, encode(subscribe{{{topic, {}}}}));
  if (!asked)
    return tl::unexpected(asked.error());
  std::vector<contact_view> result;
  for (bool whole = false; !whole;) {
    auto next = session.receive(session.reply_deadline());
    if (!next)
      return tl::unexpected(std::move(next.error()));
    if (const auto* reply = std::get_if<client_reply>(&*next)) {
      if (reply->id == *asked && !reply->result)
        return tl::unexpected(client_error{client_error::kind::refused,
                                           message(reply->result.error()), reply->result.error()});
      continue;
    }
    const auto& news = std::get<client_notification>(*next);
    whole = news.method == "snapshot" && take_chunk(news.params, result);
  }
  std::ranges::sort(result, [](const auto& a, const auto& b) {
    return std::tie(a.name, a.id.value) < std::tie(b.name, b.id.value);
  });
  return result;
}

/// A session, and the book that was meant.
struct open_book {
  client session;
  std::vector<contact_view> contacts;
};

tl::expected<open_book, exit_code> open(const common_options& common,
                                        const contact_options& options, output to) {
  // Who comes with a token has no phone book of her own.
  if (options.mine && !common.login.user)
    return tl::unexpected(refuse_usage(_("--mine: log in with --user"), to));
  auto session = log_in(common, to);
  if (!session)
    return tl::unexpected(session.error());
  auto contacts =
    read_book(*session, "phonebook/" + (options.mine ? *common.login.user : "shared"));
  if (!contacts)
    return tl::unexpected(fail(contacts.error(), to));
  return open_book{std::move(*session), std::move(*contacts)};
}

// --- import ----------------------------------------------------------------------------

void report(const std::string& name, contact_file& file, output to) {
  std::ranges::stable_sort(file.refused, {}, &file_refusal::line);
  for (const auto& x : file.refused)
    to.err << name << ':' << x.line << ": " << (x.field.empty() ? "" : harmless(x.field) + ": ")
           << harmless(message(x.why))
           << (x.whole ? "" : std::string{"; "} + _("the contact goes in without it")) << '\n';
  for (const auto& x : file.unused)
    to.err << name << ": "
           << fmt::format(fmt::runtime(_("\"{}\" is not used, of {} contacts")), harmless(x.name),
                          x.count)
           << '\n';
}

struct put_counts {
  std::size_t added = 0;
  std::size_t changed = 0;
};

std::optional<client_error> put_all(client& session, const contact_plan& plan, contact_file& file,
                                    put_counts& counts) {
  return send_many(
    session, put_contact::method, plan.puts.size(),
    [&](std::size_t i) { return encode(plan.puts[i].contact); },
    [&](std::size_t i, const tl::expected<json::value, problem>& result) {
      const auto& put = plan.puts[i];
      if (result)
        return void(++(put.contact.id ? counts.changed : counts.added));
      auto why = result.error();
      auto field = why.path.starts_with("params.") ? why.path.substr(7) : why.path;
      why.path.clear();
      file.refused.push_back({put.line, std::move(field), std::move(why), true});
    });
}

exit_code end_of_import(const contact_file& file) {
  return file.refused.empty() ? exit_code::done : exit_code::partly;
}

} // namespace

exit_code import_contacts(const common_options& common, const contact_options& options, output to) {
  const auto bytes = read_file(options.file);
  if (!bytes)
    return refuse_usage(bytes.error(), to);
  auto file = read_contact_file(*bytes);
  if (file.unusable)
    return refuse_usage(options.file + ": " + harmless(message(*file.unusable)), to);
  if (options.dry_run) {
    report(options.file, file, to);
    to.out << fmt::format(fmt::runtime(_("{} contacts are fit to be imported, {} refusals")),
                          file.contacts.size(), file.refused.size())
           << '\n';
    return end_of_import(file);
  }
  auto book = open(common, options, to);
  if (!book)
    return book.error();
  const auto plan = plan_contacts(file.contacts, book->contacts, !options.mine);
  put_counts counts;
  const auto broken = put_all(book->session, plan, file, counts);
  if (!broken)
    book->session.close();
  report(options.file, file, to);
  to.out << fmt::format(
              fmt::runtime(_("{} contacts added, {} changed, {} there already, {} refusals")),
              counts.added, counts.changed, plan.already_there, file.refused.size())
         << '\n';
  return broken ? fail(*broken, to) : end_of_import(file);
}

exit_code export_contacts(const common_options& common, const contact_options& options, output to) {
  const bool csv = options.file.ends_with(".csv");
  if (!csv && !options.file.ends_with(".vcf"))
    return refuse_usage(
      fmt::format(fmt::runtime(_("{}: a name that ends in .csv or .vcf expected")), options.file),
      to);
  auto book = open(common, options, to);
  if (!book)
    return book.error();
  book->session.close();
  const auto version = options.vcard == "4.0" ? vcard_version::v4_0 : vcard_version::v3_0;
  const auto written = write_file(options.file, csv ? write_contact_csv(book->contacts)
                                                    : write_vcards(book->contacts, version));
  if (!written)
    return refuse_usage(written.error(), to);
  to.out << fmt::format(fmt::runtime(_("{} contacts exported")), book->contacts.size()) << '\n';
  return exit_code::done;
}

exit_code list_contacts(const common_options& common, const contact_options& options, output to) {
  auto book = open(common, options, to);
  if (!book)
    return book.error();
  book->session.close();
  std::vector<table_row> rows{{_("ID"), _("NAME"), _("COMPANY"), _("NUMBER"), _("E-MAIL")}};
  for (const auto& x : book->contacts)
    rows.push_back({harmless(x.id.value), harmless(x.name), harmless(x.company),
                    x.numbers.empty() ? "" : harmless(x.numbers.front().number),
                    harmless(x.email)});
  print_table(rows, to.out);
  return exit_code::done;
}

} // namespace omstilling
