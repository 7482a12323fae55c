// One caller, one receptionist, one other phone: where the calls of a table of failures take place,
// several side by side.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { caller } from '../lab/asterisk/phone.mjs';
import { until } from '../lab/asterisk/until.mjs';
import { employ, employ_receptionist, silent_phone } from './seats.mjs';

const run_file = promisify(execFile);

/// What Asterisk's channels are, asked once for all lanes that want to know it now.
function shared_look(pbx) {
  let last = null;
  return () => {
    if (!last) {
      last = Promise.all([pbx.channels(), pbx.bridges()]);
      setTimeout(() => (last = null), 40).unref();
    }
    return last;
  };
}

const detail_of = (x) => x.cause ?? x.reason ?? x.outcome;

export class lane {
  constructor(office, desk, numbers, look) {
    Object.assign(this, { office, desk, ...numbers, look, calls_made: 0 });
  }

  /// Opens a lane for each pair of numbers.
  static async open_all(office, pairs) {
    const look = shared_look(office.pbx);
    return Promise.all(
      pairs.map(async ([own_number, target_number]) => {
        const id = await employ_receptionist(office, own_number);
        const target_id = await employ(office, target_number);
        const desk = await office.receptionist(id);
        return new lane(office, desk, { own_number, target_number, target_id }, look);
      }),
    );
  }

  /// Everybody is there, nobody talks.
  async clear() {
    await this.leave();
    this.own = await silent_phone(this.office.pbx, this.own_number, { auto_answers: true });
    this.target = await silent_phone(this.office.pbx, this.target_number);
    await this.lamps('idle', 'idle');
    Object.assign(this, { call: null, id: null, own_call: null, mark: 0 });
  }

  async leave() {
    await this.carl?.close();
    for (const x of [this.own, this.target]) await x?.close({ abruptly: true });
    this.carl = null;
  }

  lamps(own, target) {
    return this.desk.sees(
      ({ id }) => this.desk.lamp(id) === own && this.desk.lamp(this.target_id) === target,
      `the lamps of ${this.own_number} ${own} and ${this.target_number} ${target}`,
    );
  }

  lamp_of_target(lamp) {
    return this.desk.sees(() => this.desk.lamp(this.target_id) === lamp, `the target ${lamp}`);
  }

  // --- what people do ---

  async talk() {
    this.calls_made += 1;
    this.number = `+45${this.own_number}${String(this.calls_made).padStart(5, '0')}`;
    this.carl = await caller({ pbx: this.office.pbx, number: this.number, silent: true });
    this.call = await this.carl.dial('7000');
    const found = () => this.desk.waiting.find((x) => x.caller.number === this.number);
    await this.desk.sees(found, `${this.number} waiting`);
    this.id = found().id;
    await this.desk.do('answer_call', { call: this.id });
    this.own_call = await this.own.next_call();
    await this.desk.state(this.id, 'talking');
    await until(() => this.own_call.state === 'talking', { what: 'her phone to talk' });
  }

  /// As soon as the call is in this state, and so.
  state(wanted, so = () => true) {
    return this.desk.sees(() => this.view?.state === wanted && so(), `${this.id} ${wanted}`);
  }

  do(method, params = {}) {
    return this.desk.do(method, { call: this.id, ...params });
  }

  /// The other phone rings, and answers.
  async target_answers() {
    this.target_call = await this.target.next_call();
    await this.target_call.answer();
  }

  /// The call is known by this when it was dialled here.
  async dial() {
    this.id = (await this.desk.do('dial_call', { employee: this.target_id })).call;
  }

  // --- what is seen ---

  get view() {
    return this.desk.call(this.id);
  }

  /// Who of the three has a leg in Asterisk, and whether a bridge is left.
  async legs() {
    const [channels, bridges] = await this.look();
    const is_theirs = (x, number) => x.name.startsWith(`PJSIP/${number}-`);
    const found = [];
    for (const x of channels)
      if (is_theirs(x, this.own_number)) found.push('own');
      else if (is_theirs(x, this.target_number)) found.push('target');
      else if (x.name.startsWith('PJSIP/trunk-') && x.caller.number === this.number)
        found.push('caller');
    if (bridges.some((x) => x.id.startsWith(`${this.id}.`))) found.push('bridge');
    return found.sort();
  }

  /// As soon as this is the last that is kept.
  has_kept(type) {
    const is_last = async () => (await this.events()).at(-1) === type;
    return until(is_last, { what: `${type} kept of ${this.id}` });
  }

  /// What happened, as `failed busy`; that phones rang is left out.
  async events() {
    const sql = `select type, body from events where id='${this.id}' and kind='call'`;
    const args = ['-json', '-readonly', this.office.database, `${sql} order by number`];
    const { stdout } = await run_file('sqlite3', args);
    return JSON.parse(stdout || '[]')
      .filter(({ type }) => type !== 'delivered')
      .map(({ type, body }) => [type, detail_of(JSON.parse(body))].filter(Boolean).join(' '));
  }
}
