#include "services/directory/directory.hpp"

#include <time.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

/// How long a keystroke takes in a directory of full size: search_bench [employees] [contacts]
/// [queries].
using namespace omstilling;

namespace {

using clock_type = std::chrono::steady_clock;
using milliseconds = std::chrono::duration<double, std::milli>;
using words = std::vector<std::string>;

const words first_names{
  "Anna",     "Anders",  "Anne",      "Bente",     "Birthe",   "Bo",      "Camilla", "Carl",
  "Cathrine", "Cecilie", "Charlotte", "Christian", "David",    "Ditte",   "Erik",    "Esben",
  "Eva",      "Finn",    "Freja",     "Gitte",     "Hanne",    "Hans",    "Helle",   "Henrik",
  "Ida",      "Inger",   "Jakob",     "Jens",      "Jesper",   "Jørgen",  "Karen",   "Katrine",
  "Kim",      "Kirsten", "Kristian",  "Lars",      "Laura",    "Lene",    "Line",    "Lise",
  "Lone",     "Mads",    "Magnus",    "Maja",      "Maria",    "Mathias", "Mette",   "Michael",
  "Mikkel",   "Morten",  "Niels",     "Ole",       "Pernille", "Peter",   "Pia",     "Rasmus",
  "Rikke",    "Sofie",   "Søren",     "Susanne",   "Thomas",   "Tina",    "Tove",    "Ulla",
  "Vibeke",   "Yusuf",   "Zainab",    "Åge",       "Åse",      "Øjvind"};
const words last_names{
  "Aagaard",     "Andersen", "Bach",      "Bech",       "Bertelsen", "Brandt",   "Bruun",
  "Christensen", "Dahl",     "Dam",       "Eriksen",    "Frandsen",  "Friis",    "Gram",
  "Hansen",      "Holm",     "Iversen",   "Jensen",     "Jeppesen",  "Johansen", "Juhl",
  "Jørgensen",   "Kjær",     "Knudsen",   "Kristensen", "Krogh",     "Larsen",   "Laursen",
  "Lindberg",    "Lund",     "Madsen",    "Mikkelsen",  "Mortensen", "Møller",   "Nielsen",
  "Nørgaard",    "Olesen",   "Olsen",     "Pedersen",   "Petersen",  "Poulsen",  "Rasmussen",
  "Salling",     "Schmidt",  "Simonsen",  "Skov",       "Sørensen",  "Thomsen",  "Toft",
  "Vestergaard", "Winther",  "Østergaard"};
const words titles{"Sagsbehandler",
                   "Byggesagsbehandler",
                   "Ingeniør",
                   "Jurist",
                   "Sygeplejerske",
                   "Pædagog",
                   "Lærer",
                   "Afdelingsleder",
                   "Konsulent",
                   "Projektleder",
                   "Mentor",
                   "Socialrådgiver",
                   "Pedel",
                   "Tandlæge",
                   "Regnskabsassistent",
                   "IT-chef"};
const words subjects{"Bygge", "Miljø",  "Vej",      "Skole",      "Social",  "Børne",
                     "Ældre", "Kultur", "Sundheds", "Løn",        "Økonomi", "Plan",
                     "Havne", "Natur",  "Drifts",   "Spildevands"};
const words matters{"tilladelse", "sager",    "tilskud", "planer",    "klager",
                    "ansøgning",  "ydelse",   "tilsyn",  "anvisning", "rådgivning",
                    "kontrol",    "register", "afgift",  "støtte"};
const words trades{"Tømrer",    "VVS",       "El",     "Taxa",  "Maler", "Advokat",
                   "Revision",  "Transport", "Bageri", "Auto",  "Murer", "Anlæg",
                   "Rengøring", "Data",      "Marine", "Teknik"};
const words streets{"Storegade",   "Algade",      "Havnevej", "Skolevej", "Kirkegade", "Møllevej",
                    "Stationsvej", "Industrivej", "Torvet",   "Kajen",    "Birkevej",  "Ågade"};
const words towns{"8000 Aarhus C",  "8500 Grenaa", "9000 Aalborg", "5000 Odense",
                  "2100 København", "7100 Vejle",  "6700 Esbjerg", "4000 Roskilde"};

class maker {
public:
  int number(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  const std::string& one(const words& of) { return of[random_() % of.size()]; }
  std::string name() {
    auto result = one(first_names) + ' ' + one(last_names);
    if (number(3) == 0)
      result += ' ' + one(last_names);
    if (number(4) == 0) // as many rare names as a country has
      result += rare();
    return result;
  }
  /// A word that few have.
  std::string rare() {
    static const words parts{"vang", "by",   "dal", "høj", "lund", "sten", "strøm", "holt", "borg",
                             "gren", "mark", "bæk", "sø",  "kær",  "ager", "rup",   "lev",  "skov"};
    return ' ' + std::string(1, static_cast<char>('A' + number(26))) + one(parts) + one(parts) +
           one(parts);
  }
  std::string phone() {
    std::string digits;
    for (int i = 0; i < 8; ++i)
      digits += static_cast<char>('0' + (i == 0 ? 2 + number(7) : number(10)));
    switch (number(3)) {
      case 0: return "+45" + digits;
      case 1: return digits;
      default:
        return digits.substr(0, 2) + ' ' + digits.substr(2, 2) + ' ' + digits.substr(4, 2) + ' ' +
               digits.substr(6);
    }
  }
  std::string task() { return one(subjects) + one(matters); }
  listed_employee employee(int i) {
    const auto called = name();
    return {
      .id = employee_id{"e" + std::to_string(i)},
      .site = site_id{"site" + std::to_string(number(20))},
      .name = called,
      .title = one(titles),
      .department = one(subjects) + "afdeling " + std::to_string(number(40)),
      .location = std::to_string(number(5)) + ". sal, lokale " + std::to_string(number(60)),
      .groups = {one(subjects) + "gruppen"},
      .phones = {{std::to_string(100'000 + i), phone_kind::desk}, {phone(), phone_kind::mobile}},
      .email = "e" + std::to_string(i) + "@fjordby.dk",
      .alternate_names = {},
      .tasks = {task(), task()}};
  }
  contact_view contact(int i) {
    const auto called = name();
    return {.id = contact_id{"c" + std::to_string(i)},
            .name = called,
            .company = one(trades) + rare() + " A/S",
            .title = one(titles),
            .address = one(streets) + ' ' + std::to_string(number(200)) + ", " + one(towns),
            .email = one(first_names) + "@" + rare().substr(1) + ".dk",
            .numbers = {{number_type::work, phone()}, {number_type::mobile, phone()}},
            .keywords = {one(trades)}};
  }
  /// What a receptionist types, to the end.
  std::string query() {
    const auto beginning = [this](const std::string& x) { return x.substr(0, 3 + random_() % 4); };
    switch (number(8)) {
      case 0: return one(first_names) + ' ' + one(last_names);
      case 1: return beginning(one(first_names)) + ' ' + beginning(one(last_names));
      case 2: return one(last_names) + ' ' + one(first_names);
      case 3: return task();
      case 4: return phone();
      case 5: return std::to_string(100'000 + number(100'000));
      case 6: return one(trades) + ' ' + one(towns).substr(5);
      default: {
        auto wrong = one(first_names) + ' ' + one(last_names);
        wrong.erase(static_cast<std::size_t>(number(static_cast<int>(wrong.size()))), 1);
        return wrong;
      }
    }
  }

private:
  std::mt19937 random_{20'261'123};
};

/// What this thread has computed so far: other programs do not count.
double computed() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double at(std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

long resident_kib() {
  std::ifstream in{"/proc/self/statm"};
  long all = 0, resident = 0;
  in >> all >> resident;
  return resident * 4;
}

void fill(directory& of, maker& make, int employees, int contacts) {
  for (int i = 0; i < employees; ++i)
    of.put(make.employee(i));
  for (int i = 0; i < contacts; ++i) // a fifth of them in private books
    of.put(i % 5 == 0 ? std::optional{user_id{"u" + std::to_string(i % 1000)}} : std::nullopt,
           {make.contact(i)}, false);
  of.settle();
}

void print(const char* what, std::vector<double> took) {
  std::sort(took.begin(), took.end());
  std::printf("%-28s %7zu  median %6.2f  p99 %6.2f  longest %6.2f ms\n", what, took.size(),
              at(took, 0.5), at(took, 0.99), took.back());
}

/// What a step from place to place in 5 MB costs now: it tells how busy the machine is.
double nanoseconds_a_step() {
  constexpr std::size_t places = 5u << 18;
  constexpr int steps = 1'000'000;
  std::mt19937 random; // NOLINT: the same each time
  std::vector<std::uint32_t> next(places);
  for (auto& x : next)
    x = static_cast<std::uint32_t>(random() % places);
  const auto had = computed();
  std::size_t at = 0;
  for (std::size_t i = 0; i < steps; ++i)
    at = next[(at + i) % places];
  const auto cost = computed() - had;
  return at < places ? cost * 1e6 / steps : 0;
}

struct stopwatch {
  clock_type::time_point begun = clock_type::now();
  double had = computed();
  void stop(std::vector<double>& took, std::vector<double>& cost) const {
    cost.push_back(computed() - had);
    took.push_back(milliseconds{clock_type::now() - begun}.count());
  }
};

/// Every keystroke of so many queries, while people change.
void type(directory& in, maker& make, int employees, int queries) {
  const auto who = make_principal(user_record{.id = user_id{"u5"},
                                              .site = site_id{"site3"},
                                              .name = "u5",
                                              .roles = {role::receptionist},
                                              .queues = {}});
  for (int i = 0; i < 200; ++i)
    in.called(*who.user, {.number = make.phone()}, {});
  std::vector<double> took, cost, first_took, first_cost, change_took, change_cost;
  std::vector<std::pair<double, std::string>> slowest;
  for (int i = 0; i < queries; ++i) {
    const auto text = make.query();
    for (std::size_t length = 1; length <= text.size(); ++length) {
      const stopwatch watch;
      const auto found = in.find(search{.text = text.substr(0, length)}, who);
      if (!found)
        std::abort();
      watch.stop(took, cost);
      slowest.emplace_back(cost.back(), text.substr(0, length));
      if (length == 1) {
        first_took.push_back(took.back());
        first_cost.push_back(cost.back());
      }
    }
    const stopwatch watch;
    in.put(make.employee(make.number(employees)));
    in.settle();
    watch.stop(change_took, change_cost);
  }
  print("a keystroke, by the clock", std::move(took));
  print("a keystroke, computed", std::move(cost));
  print("first letters, by the clock", std::move(first_took));
  print("first letters, computed", std::move(first_cost));
  print("a change, by the clock", std::move(change_took));
  print("a change, computed", std::move(change_cost));
  std::sort(slowest.rbegin(), slowest.rend());
  for (std::size_t i = 0; i < 20 && i < slowest.size(); ++i)
    std::printf("  %6.2f ms  %s\n", slowest[i].first, slowest[i].second.c_str());
}

} // namespace

int main(int count, char** arguments) {
  const int employees = count > 1 ? std::atoi(arguments[1]) : 100'000;
  const int contacts = count > 2 ? std::atoi(arguments[2]) : 200'000;
  maker make;
  directory all{"DK"};
  const auto before = resident_kib();
  const auto begun = clock_type::now();
  fill(all, make, employees, contacts);
  const std::chrono::duration<double> took = clock_type::now() - begun;
  std::printf("%d employees and %d contacts: %.1f s, %ld MB\n", employees, contacts, took.count(),
              (resident_kib() - before) / 1024);
  std::printf("a step in 5 MB of memory: %.0f ns\n", nanoseconds_a_step());
  const int queries = count > 3 ? std::atoi(arguments[3]) : 2000;
  type(all, make, employees, queries);
  std::fflush(stdout);
  std::_Exit(0); // giving the memory back piece by piece takes longer than the search
}
