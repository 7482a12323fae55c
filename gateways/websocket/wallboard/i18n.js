// The page's words: English in the source, other languages from gettext files (NAME.po).

/// Reads a .po file into a Map from msgid to msgstr. Fuzzy and empty translations are left out, so
/// that the English stands where nobody has vouched for anything better.
export function parse_po(text) {
  const words = new Map();
  let entry = null;
  let part = null;
  let fuzzy = false;

  const close = () => {
    if (entry?.msgid && entry.msgstr && !entry.fuzzy) words.set(entry.msgid, entry.msgstr);
    entry = null;
    part = null;
  };
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line.startsWith('#')) {
      if (entry?.msgstr !== undefined) close();
      if (line.startsWith('#,')) fuzzy = line.includes('fuzzy');
      continue;
    }
    const started = /^(msgid|msgstr)\s+(".*")$/.exec(line);
    if (started) {
      if (started[1] === 'msgid') {
        close();
        entry = { fuzzy };
        fuzzy = false;
      }
      if (!entry) throw new Error(`po: msgstr without msgid: ${line}`);
      part = started[1];
      entry[part] = unquoted(started[2]);
    } else if (line.startsWith('"') && entry && part) {
      entry[part] += unquoted(line);
    } else if (line !== '') {
      throw new Error(`po: cannot read line: ${line}`);
    }
  }
  close();
  return words;
}

const escapes = { n: '\n', t: '\t', '"': '"', '\\': '\\' };

function unquoted(text) {
  const inner = /^"((?:[^"\\]|\\.)*)"$/.exec(text);
  if (!inner) throw new Error(`po: quoted text expected: ${text}`);
  return inner[1].replace(/\\(.)/g, (_, c) => escapes[c] ?? c);
}

/// A function from an English text with {names} to the same in the language of `words`.
export function make_translator(words = new Map()) {
  return (english, values = {}) =>
    (words.get(english) ?? english).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
