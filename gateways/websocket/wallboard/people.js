// From the people of the picture to the grid on the wall: who is shown, what their lamp says, how
// they are spread over pages. Pure.

const instant = (text) => (text ? Date.parse(text) : null);

/// Places and groups to choose from, with how many people a choice would show.
export function choices(people, sites, chosen, collator) {
  const in_groups = (x) =>
    !chosen.groups.length || (x.groups ?? []).some((group) => chosen.groups.includes(group));
  const in_sites = (x) => !chosen.sites.length || chosen.sites.includes(x.site);
  const per_site = new Map(sites.map((site) => [site.id, 0]));
  const per_group = new Map(chosen.groups.map((group) => [group, 0]));
  let all_sites = 0;
  let all_groups = 0;
  for (const person of people) {
    if (in_groups(person)) {
      all_sites += 1;
      per_site.set(person.site, (per_site.get(person.site) ?? 0) + 1);
    }
    for (const group of person.groups ?? [])
      per_group.set(group, (per_group.get(group) ?? 0) + (in_sites(person) ? 1 : 0));
    if (in_sites(person)) all_groups += 1;
  }
  const name = new Map(sites.map((site) => [site.id, site.name]));
  return {
    all_sites,
    all_groups,
    sites: [...per_site].map(([id, count]) => ({ id, name: name.get(id) ?? id, count })),
    groups: [...per_group]
      .map(([id, count]) => ({ id, name: id, count }))
      .sort((a, b) => collator.compare(a.name, b.name)),
  };
}

/// Those of the chosen places and groups, by name.
export function chosen_people(people, chosen, collator) {
  return people
    .filter(
      (x) =>
        (!chosen.sites.length || chosen.sites.includes(x.site)) &&
        (!chosen.groups.length || (x.groups ?? []).some((group) => chosen.groups.includes(group))),
    )
    .sort((a, b) => collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

/// One person as shown. What is not known has no last-known colour: neither while the whole stream
/// is silent nor while the site's PBX is.
export function person_view(person, { silent, stream_silent_since }) {
  const pbx_silent = silent.get(person.site) ?? null;
  const own = person.lamp_state === 'unknown' ? instant(person.lamp_since) : null;
  const unmonitored = person.lamp_state === 'unmonitored';
  const unknown_since = unmonitored
    ? stream_silent_since
    : earliest([own, pbx_silent, stream_silent_since]);
  const status = person.status ?? {};
  const until = instant(status.until);
  return {
    id: person.id,
    name: person.name,
    extension: person.extension ?? '',
    department: person.department ?? '',
    lamp: unknown_since === null ? person.lamp_state : 'unknown',
    unknown_since,
    forwarded_to: person.forwarded_to ?? '',
    status: status.type ?? 'available',
    activity: status.activity ?? 'unknown',
    follows_phone: status.source === 'device' && unknown_since !== null,
    until,
    overrun: Boolean(status.overrun),
    stale: stream_silent_since !== null,
  };
}

function earliest(times) {
  const known = times.filter((x) => x !== null && Number.isFinite(x));
  return known.length ? Math.min(...known) : null;
}

/// Spreads `count` people over as few pages as the place allows, and evenly, so that no page is
/// nearly empty. A page is filled column by column.
export function page_plan(count, columns, rows_that_fit) {
  const fit = Math.max(1, columns * Math.max(1, rows_that_fit));
  const pages = Math.max(1, Math.ceil(count / fit));
  const rows = Math.max(1, Math.ceil(count / pages / columns));
  return { pages, columns, rows, per_page: rows * columns };
}

/// The same for the largest size at which everybody fits on one page; the smallest when they never
/// do. `room` is {width, height}, `cell` the least that one person needs, both in one unit.
export function size_plan(count, room, cell, sizes = [1.6, 1.3, 1]) {
  let plan = null;
  for (const size of sizes) {
    const columns = Math.max(1, Math.floor(room.width / (cell.width * size)));
    plan = { size, ...page_plan(count, columns, Math.floor(room.height / (cell.height * size))) };
    if (plan.pages === 1) break;
  }
  return plan;
}

/// The page that is up: it turns every `seconds`, from the moment somebody chose one by hand.
export function page_at(now, turned_at, chosen_page, pages, seconds) {
  if (pages <= 1) return 0;
  const turns = Math.max(0, Math.floor((now - turned_at) / (seconds * 1000)));
  return (((chosen_page + turns) % pages) + pages) % pages;
}
