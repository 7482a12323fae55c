#include "services/directory/search_hits.hpp"

#include "services/directory/folding.hpp"
#include "services/directory/sounds.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace omstilling {

namespace {

constexpr std::size_t shortest_within = 3;
constexpr std::size_t shortest_alike = 3;

text_mark span(std::size_t from, std::size_t to) {
  return {static_cast<std::int64_t>(from), static_cast<std::int64_t>(to - from)};
}

text_mark mark_of(const folded_word& x, std::size_t at, std::size_t length) {
  return span(x.from[at], x.to[at + length - 1]);
}

/// Those that overlap or touch become one.
std::vector<text_mark> joined(std::vector<text_mark> marks) {
  std::sort(marks.begin(), marks.end(), [](const text_mark& a, const text_mark& b) {
    return std::tie(a.at, a.length) < std::tie(b.at, b.length);
  });
  std::vector<text_mark> result;
  for (const auto& x : marks)
    if (!result.empty() && x.at <= result.back().at + result.back().length)
      result.back().length =
        std::max(result.back().at + result.back().length, x.at + x.length) - result.back().at;
    else
      result.push_back(x);
  return result;
}

std::vector<folded_word> every_word(std::string_view text) {
  auto result = words_of(text);
  if (!is_ascii(text))
    for (auto& word : words_of(text, letters::bare))
      result.push_back(std::move(word));
  return result;
}

/// Where a fragment stands best: whole, at a beginning, inside. Nothing when nowhere.
std::optional<text_mark> mark_in(const std::vector<folded_word>& words, const fragment& x,
                                 const std::set<std::uint32_t>& taken = {}) {
  std::optional<text_mark> begins, inside;
  for (const auto& word : words) {
    if (taken.contains(word.from.front()))
      continue;
    if (word.text == x.text)
      return mark_of(word, 0, word.text.size());
    const auto at = word.text.find(x.text);
    if (at == 0 && !begins)
      begins = mark_of(word, 0, x.text.size());
    else if (at != std::string::npos && at > 0 && x.text.size() >= shortest_within && !inside)
      inside = mark_of(word, at, x.text.size());
  }
  return begins ? begins : inside;
}

/// Of each fragment, where it stands: in a word of its own if there is one.
std::vector<std::optional<text_mark>> marks_of(const std::vector<folded_word>& words,
                                               const std::vector<fragment>& fragments) {
  std::vector<std::size_t> order(fragments.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return fragments[a].text.size() > fragments[b].text.size();
  });
  std::vector<std::optional<text_mark>> result(fragments.size());
  std::set<std::uint32_t> taken;
  for (const auto i : order) {
    if (fragments[i].plus)
      continue;
    result[i] = mark_in(words, fragments[i], taken);
    if (!result[i])
      result[i] = mark_in(words, fragments[i]);
    if (!result[i])
      continue;
    for (const auto& word : words)
      if (word.from.front() <= result[i]->at && result[i]->at < word.to.back())
        taken.insert(word.from.front());
  }
  return result;
}

/// The word that sounds like the fragment, or else that is one letter from it; whole.
std::optional<text_mark> mark_alike(const std::vector<folded_word>& words, const fragment& x) {
  if (x.digits || x.text.size() < shortest_alike)
    return std::nullopt;
  const auto sound = sound_of(x.text);
  for (const auto& word : words)
    if (!sound.empty() && sound_of(word.text).starts_with(sound))
      return mark_of(word, 0, word.text.size());
  for (const auto& word : words)
    for (const auto length :
         {word.text.size(), x.text.size(), x.text.size() - 1, x.text.size() + 1})
      if (length <= word.text.size() && one_error_apart(word.text.substr(0, length), x.text))
        return mark_of(word, 0, word.text.size());
  return std::nullopt;
}

/// The texts of a hit, while they are filled.
class hit_maker {
public:
  hit_maker(const search_entry& x, audience who, const number_reader& numbers)
    : entry_(x), numbers_(numbers) {
    for (const auto& text : x.texts)
      if (may_know(who, text.field))
        texts_.push_back(&text);
  }

  void fill(search_hit& out, const std::vector<fragment>& fragments, bool alike) {
    const auto& name = entry_.texts.front().text;
    const auto words = every_word(name);
    std::vector<fragment> elsewhere;
    const auto marks = marks_of(words, fragments);
    for (std::size_t i = 0; i < fragments.size(); ++i)
      if (marks[i])
        out.name_marks.push_back(*marks[i]);
      else if (!in_number(out, fragments[i]))
        elsewhere.push_back(fragments[i]);
    out.name = name;
    if (out.number.empty())
      out.number = first_number();
    fill_line(out, words, elsewhere, alike);
    out.name_marks = joined(std::move(out.name_marks));
    out.number_marks = joined(std::move(out.number_marks));
  }

private:
  bool in_number(search_hit& out, const fragment& x) const {
    if (!x.digits)
      return false;
    for (const auto* text : texts_)
      if (is_number(text->field) && (out.number.empty() || out.number == text->text))
        if (const auto mark = mark_in_number(text->text, x, numbers_)) {
          out.number = text->text;
          out.number_marks.push_back(*mark);
          return true;
        }
    return false;
  }

  std::string first_number() const {
    const auto found =
      std::find_if(texts_.begin(), texts_.end(), [](const auto* x) { return is_number(x->field); });
    return found == texts_.end() ? "" : (*found)->text;
  }

  void fill_line(search_hit& out, const std::vector<folded_word>& name,
                 const std::vector<fragment>& elsewhere, bool alike) {
    std::vector<const searched_text*> found;
    std::vector<text_mark> whole; // of what is only alike, in the one text it stands in
    for (const auto& x : elsewhere) {
      if (const auto* text = text_with(x, false)) {
        found.push_back(text);
      } else if (!alike) {
        continue;
      } else if (const auto mark = mark_alike(name, x)) {
        out.name_marks.push_back(*mark);
      } else if (const auto* like = text_with(x, true)) {
        found.push_back(like);
        whole.push_back(*mark_alike(every_word(like->text), x));
      }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    const bool usual =
      std::all_of(found.begin(), found.end(), [](const auto* x) { return is_usual(x->field); });
    write_line(out, usual ? usual_line() : found, elsewhere);
    if (found.size() == 1 && !usual)
      out.line_marks.insert(out.line_marks.end(), whole.begin(), whole.end());
    out.line_marks = joined(std::move(out.line_marks));
  }

  static bool is_usual(searched_field x) {
    return x == searched_field::title || x == searched_field::department ||
           x == searched_field::company;
  }

  /// Title and department; of a contact also the company.
  std::vector<const searched_text*> usual_line() const {
    std::vector<const searched_text*> result;
    std::copy_if(texts_.begin(), texts_.end(), std::back_inserter(result),
                 [](const auto* x) { return is_usual(x->field); });
    return result;
  }

  static void write_line(search_hit& out, const std::vector<const searched_text*>& texts,
                         const std::vector<fragment>& fragments) {
    for (const auto* text : texts)
      out.line += (out.line.empty() ? "" : ", ") + text->text;
    std::replace(out.line.begin(), out.line.end(), '\n', ' ');
    std::replace(out.line.begin(), out.line.end(), '\r', ' ');
    out.line_marks = marks_in(out.line, fragments);
  }

  const searched_text* text_with(const fragment& x, bool alike) const {
    for (const auto* text : texts_) {
      if (is_number(text->field) || text->field == searched_field::name)
        continue;
      const auto words = every_word(text->text);
      if (alike ? mark_alike(words, x) : mark_in(words, x))
        return text;
    }
    return nullptr;
  }

  const search_entry& entry_;
  const number_reader& numbers_;
  std::vector<const searched_text*> texts_; // that may be known
};

} // namespace

std::vector<text_mark> marks_in(std::string_view text, const std::vector<fragment>& fragments) {
  std::vector<text_mark> result;
  for (const auto& mark : marks_of(every_word(text), fragments))
    if (mark)
      result.push_back(*mark);
  return joined(std::move(result));
}

std::optional<text_mark> mark_in_number(std::string_view number, const fragment& x,
                                        const number_reader& numbers) {
  std::string digits;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < number.size(); ++i)
    if (number[i] >= '0' && number[i] <= '9') {
      digits += number[i];
      places.push_back(i);
    }
  std::string_view asked{x.text};
  const bool abroad = x.plus || asked.starts_with("00");
  if (!x.plus && abroad)
    asked.remove_prefix(2);
  std::vector<std::string> ways{x.text, std::string{asked}};
  const auto has = numbers.read(number);
  if (!has.country.empty() && asked.starts_with(has.country))
    ways.emplace_back(asked.substr(has.country.size()));
  ways.push_back(numbers.read((abroad ? "+" : "") + std::string{asked}).national);
  for (const auto& way : ways)
    if (const auto at = digits.find(way); at != std::string::npos && !way.empty())
      return span(places[at], places[at + way.size() - 1] + 1);
  return std::nullopt;
}

search_hit make_hit(const search_entry& x, hit_group group, const std::vector<fragment>& fragments,
                    audience who, const number_reader& numbers) {
  search_hit result{.id = x.id, .group = group, .name_marks = {}, .line_marks = {}};
  const auto last = x.id.substr(x.id.rfind('/') + 1);
  if (x.employee) {
    result.employee = employee_id{last};
  } else {
    result.contact = contact_id{last};
    result.shared = !x.owner;
    result.id = (x.owner ? "contact/" : "shared/") + last;
  }
  hit_maker{x, who, numbers}.fill(result, fragments, group == hit_group::sounds_like);
  return result;
}

} // namespace omstilling
