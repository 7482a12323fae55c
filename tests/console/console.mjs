// The operator console as a person meets it: a window on a display, looked at and worked by mouse
// and keyboard. What it shows is read from `--describe`.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { start } from '../process/programs.mjs';

const middle = (x) => [Math.round(x.x + x.w / 2), Math.round(x.y + x.h / 2)];
const is = (wanted) => (said) =>
  wanted instanceof RegExp ? wanted.test(said) : said === wanted;

export class console_program {
  /// `more`: further arguments; `env`: over the desktop's. Danish unless `language` says otherwise.
  constructor(display, folder, { server, user, password, size = '1920x1080', more = [], env = {} }) {
    const login = [];
    if (user) {
      const file = path.join(folder, `password-${user}`);
      writeFileSync(file, password ?? `fjordby-${user}`, { mode: 0o600 });
      login.push('--user', user, '--password-file', file);
    }
    this.display = display;
    this.screen = { texts: [], controls: [] };
    this.lines = 0;
    this.waiting = new Set();
    this.program = start(
      'omstilling_console',
      ['--server', server, '--size', size, '--describe', ...login, ...more],
      {
        env: {
          DISPLAY: display.name,
          HOME: folder,
          XDG_CONFIG_HOME: path.join(folder, 'config'),
          LANGUAGE: 'da',
          LC_ALL: 'C.UTF-8',
          LIBGL_ALWAYS_SOFTWARE: '1',
          ...env,
        },
      },
    );
    let rest = '';
    this.program.child.stdout.on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      this.program.out = '';
      if (lines.length === 0) return;
      this.screen = JSON.parse(lines.at(-1));
      this.lines += lines.length;
      this.waiting.forEach((look) => look());
    });
    this.program.end.then(() => this.waiting.forEach((look) => look()));
  }

  /// As soon as `look(this)` gives something; on failure says what is to be read.
  until(look, what, within = 20_000) {
    return new Promise((done, fail) => {
      const finish = () => (clearTimeout(timer), this.waiting.delete(try_it));
      const try_it = () => {
        let found;
        try {
          found = look(this);
        } catch (wrong) {
          finish();
          return fail(wrong);
        }
        if (found) return finish(), done(found);
        if (!this.program.ended) return;
        finish();
        fail(new Error(`the console ended before ${what}: ${this.program.err}`));
      };
      const timer = setTimeout(() => {
        finish();
        fail(new Error(`never ${what}; it shows:\n${this.all_words()}`));
      }, within);
      this.waiting.add(try_it);
      try_it();
    });
  }

  /// The same; what the window shows stands with its failure.
  beside(promise) {
    return promise.catch((failure) => {
      failure.message += `; the window shows:\n${this.all_words()}`;
      throw failure;
    });
  }

  all_words() {
    return this.screen.texts.map((x) => x.whole).join(' | ');
  }

  /// The first text that is so, or that matches.
  text(wanted) {
    return this.screen.texts.find((x) => is(wanted)(x.whole));
  }
  /// The texts in the same line as `at`, from left to right, as one.
  line_of(at) {
    const y = at.y + at.h / 2;
    return this.screen.texts
      .filter((x) => x.y <= y && y <= x.y + x.h)
      .sort((a, b) => a.x - b.x)
      .map((x) => x.whole)
      .join(' ');
  }
  /// What can be read inside a control or any other box.
  words_in(box) {
    return this.screen.texts
      .filter((x) => x.y >= box.y - 2 && x.y + x.h <= box.y + box.h + 2)
      .filter((x) => x.x >= box.x - 2 && x.x <= box.x + box.w)
      .map((x) => x.whole)
      .join(' | ');
  }
  control(id, text) {
    return this.screen.controls.find(
      (x) => is(id)(x.id) && (text === undefined || is(text)(x.text)),
    );
  }
  shows(wanted, within) {
    return this.until(() => this.text(wanted), `shows ${wanted}`, within);
  }
  hides(wanted, within) {
    return this.until(() => !this.text(wanted), `hides ${wanted}`, within);
  }
  has(id, text, within) {
    return this.until(() => this.control(id, text), `has ${id} ${text ?? ''}`, within);
  }
  /// As soon as it may be pressed.
  async press(id, text) {
    const found = await this.until(
      () => {
        const x = this.control(id, text);
        return x?.enabled && x;
      },
      `can be pressed: ${id} ${text ?? ''}`,
    );
    await this.display.click(...middle(found));
    return found;
  }
  async click(wanted, button) {
    await this.display.click(...middle(await this.shows(wanted)), button);
  }
  async double_click(wanted) {
    await this.display.double_click(...middle(await this.shows(wanted)));
  }
  async drag(from, to) {
    await this.display.drag(middle(await this.shows(from)), middle(await this.shows(to)));
  }
  key(...keys) {
    return this.display.key(...keys);
  }
  type(text) {
    return this.display.type(text);
  }
  stop(signal = 'SIGTERM') {
    return this.program.stop(signal);
  }
}
