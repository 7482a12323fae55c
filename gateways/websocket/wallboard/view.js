// Everything that is shown, computed from the picture, the settings and the time. Pure; the wall_*
// modules only draw it.

import { half_hours, queue_rows, silent_sites, totals } from './figures.js';
import { agent_rows } from './agents.js';
import { choices, chosen_people, person_view } from './people.js';
import { local_half_hour } from './times.js';

export function make_view({ picture, settings, stream, silent_since, now, t, lang, collator }) {
  const session = stream.session ?? {};
  const sites = session.sites ?? [];
  const known_sites = settings.sites.filter((id) => sites.some((site) => site.id === id));
  const lost_site = settings.sites.length > 0 && sites.length > 0 && !known_sites.length;
  const in_place = (x) => !known_sites.length || known_sites.includes(x.site);
  const time_zone =
    (sites.find((site) => site.id === known_sites[0]) ?? sites[0])?.time_zone || 'UTC';
  const health = picture.items('health');
  const silent = silent_sites(health);
  const has = (right) => (session.rights ?? []).includes(right);

  const view = {
    t,
    lang,
    collator,
    now,
    time_zone,
    settings,
    stream,
    session,
    sites,
    known_sites,
    silent,
    silent_since,
    health,
    lost_site,
    // Ages stand still from where nothing more is known.
    shown_now: silent_since ?? now,
    may_see: { queues: has('read_queues'), people: has('read_people') },
    arrived: picture.is_known(),
  };
  if (lost_site) return view;
  return { ...view, ...(settings.view === 'people' ? people_of(view) : queues_of(view)) };

  function queues_of(x) {
    const queues = picture.items('queues/').filter(in_place);
    const rows = queue_rows(queues, sites, x.shown_now, silent, collator);
    return {
      queues,
      rows,
      totals: totals(queues, rows, x.shown_now),
      half_hours: half_hours(queues, x.shown_now, local_half_hour(x.shown_now, time_zone)),
      agents: agent_rows(queues, silent, collator),
    };
  }

  function people_of(x) {
    const everybody = picture.items('people/');
    const chosen = { sites: known_sites, groups: settings.groups };
    const people = chosen_people(everybody, chosen, collator);
    const lamps = new Map();
    const seen = { silent, stream_silent_since: x.silent_since };
    for (const person of people) {
      const { lamp } = person_view(person, seen);
      lamps.set(lamp, (lamps.get(lamp) ?? 0) + 1);
    }
    return { people, lamps, choices: choices(everybody, sites, chosen, collator), seen };
  }
}
