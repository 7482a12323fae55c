// What a wall is told by its address: view, places, groups, language, theme, size, pace. Pure text
// in and out; whatever the address does not say has its default.

export const views = ['queues', 'people'];
export const languages = ['da', 'en'];
export const themes = ['light', 'dark', 'hc'];
const address = /^[a-z0-9.[\]:-]+:\d{1,5}$/i;
const scales = [0.75, 1, 1.25, 1.5, 1.75, 2];

const one_of = (list, word, otherwise) => (list.includes(word) ? word : otherwise);

/// `query` is location.search. `nodes` are host:port of other nodes that show the same. `lang` and `theme` are null when the screen's own are to be used.
export function read_settings(query) {
  const params = new URLSearchParams(query);
  const rotate = Number(params.get('rotate'));
  return {
    view: one_of(views, params.get('view'), 'queues'),
    sites: params.getAll('site').filter(Boolean),
    groups: params.getAll('group').filter(Boolean),
    lang: one_of(languages, params.get('lang'), null),
    theme: one_of(themes, params.get('theme'), null),
    scale: one_of(scales, Number(params.get('scale')), 1),
    nodes: params.getAll('node').filter((x) => address.test(x)),
    rotate_seconds: rotate >= 1 && rotate <= 3600 ? Math.floor(rotate) : 12,
  };
}

/// The query that gives these settings back; empty for the defaults.
export function write_settings(x) {
  const params = new URLSearchParams();
  if (x.view !== 'queues') params.set('view', x.view);
  for (const site of x.sites) params.append('site', site);
  for (const group of x.groups) params.append('group', group);
  if (x.lang) params.set('lang', x.lang);
  if (x.theme) params.set('theme', x.theme);
  if (x.scale !== 1) params.set('scale', String(x.scale));
  if (x.rotate_seconds !== 12) params.set('rotate', String(x.rotate_seconds));
  for (const node of x.nodes) params.append('node', node);
  const text = params.toString();
  return text ? `?${text}` : '';
}

/// The next size up or down.
export function other_scale(scale, step) {
  const at = scales.indexOf(scale) + step;
  return scales[Math.max(0, Math.min(scales.length - 1, at))];
}

/// The token in `#token=...`, or null.
export function token_in(hash) {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') || null;
}

/// A value in or out of a list of chosen ones; null clears it.
export function toggled(chosen, value) {
  if (value === null) return [];
  return chosen.includes(value) ? chosen.filter((x) => x !== value) : [...chosen, value];
}
