// The service on a real Asterisk, with its phones and callers: an office that a test drives from both
// sides, the receptionists' commands and the telephones, and whose journal it reads.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { start_asterisk } from '../lab/asterisk/asterisk.mjs';
import { becomes, calling, logged_in } from '../lab/asterisk/expect.mjs';
import { fact_sources, until } from '../lab/asterisk/until.mjs';
import { start } from '../process/programs.mjs';
import { items_of, log_in, observe } from '../process/session.mjs';

export const site = 'hq';

/// People of the office: id, name, number. The first two are receptionists with a login.
export const people = [
  ['pia', 'Pia Winther', '101'],
  ['tom', 'Tom Aagaard', '102'],
  ['anna', 'Anna Brandt', '201'],
  ['bo', 'Bo Lindholm', '202'],
  ['cecilie', 'Cecilie Ørsted', '203'],
  ['dorte', 'Dorte Friis', '204'],
];
const number_of = Object.fromEntries(people.map(([id, , number]) => [id, number]));
/// A service that starts has the store to itself for a moment.
const patiently = ['-cmd', '.timeout 5000'];

const table_of = (pbx, url, phones) => `[[site.asterisk]]
url = "${url}"
user = "${pbx.ari_user}"
password = "${pbx.ari_password}"
voicemail_endpoint = "Local/{number}@voicemail"
ami = true
phones = ${JSON.stringify(phones)}
`;

const settings_of = (folder, pbx, url, beside) => `organisation = "Telephony tests"
[listen]
port = 0
[store]
path = "${folder}/omstilling.db"
[[site]]
id = "${site}"
name = "Hovedkontoret"
pbx = "asterisk"
outside_prefix = "0"
presented_number = "7000"
presented_name = "Hovedkontoret"
${table_of(pbx, url, beside ? ['101', '2'] : [])}${beside ? table_of(beside, beside.ari_url, ['102']) : ''}`;

/// One receptionist at her desk: what she sees, and what she does.
class receptionist {
  constructor(id, reader) {
    Object.assign(this, { id, reader });
  }
  get items() {
    return Object.values(items_of(this.reader.picture, `desk/${this.id}`));
  }
  get calls() {
    return this.items.filter((x) => x.kind === 'call');
  }
  get waiting() {
    return Object.values(items_of(this.reader.picture, 'queue/main')).filter(
      (x) => x.kind === 'call',
    );
  }
  /// The call with this id, as her desk or the queue shows it.
  call(id) {
    return [...this.calls, ...this.waiting].find((x) => x.id === id);
  }
  do(method, params = {}) {
    return this.reader.session.call(method, params);
  }
  /// As soon as her picture is so.
  sees(condition, what, within = 10_000) {
    return until(() => condition(this), { what: `${this.id} sees ${what}`, within });
  }
  /// As soon as this call is in this state.
  state(id, wanted, within = 10_000) {
    return this.sees(() => this.call(id)?.state === wanted, `${id} ${wanted}`, within);
  }
  person(id) {
    return items_of(this.reader.picture, `people/${site}`)[id];
  }
  lamp(person) {
    return this.person(person)?.lamp_state;
  }
  /// As soon as this person's lamp, and what the phone does, is so.
  lights(person, lamp, activity, within) {
    const is_so = () => {
      const seen = this.person(person);
      return seen?.lamp_state === lamp && (!activity || seen.phones[0].activity === activity);
    };
    const seen_as = () => `${this.lamp(person)} ${this.person(person)?.phones[0].activity}`;
    return this.sees(is_so, `${person} ${lamp} ${activity ?? ''}`, within).catch((failure) => {
      failure.message = `${person} is ${seen_as()}: ${failure.message}`;
      throw failure;
    });
  }
}

export class exchange {
  constructor(pbx, folder, url = pbx.ari_url, beside, settings) {
    Object.assign(this, { pbx, folder, readers: [] });
    this.settings = path.join(folder, 'omstilling.toml');
    writeFileSync(this.settings, settings ?? settings_of(folder, pbx, url, beside));
    this.facts = () => this.readers.flatMap((x) => x.calls.map((c) => `${x.id}: ${brief(c)}`));
    fact_sources.add(this.facts);
  }

  /// Starts the service; ready when its link is up.
  async serve() {
    this.service = start('omstillingd', ['--config', this.settings]);
    const [, address] = await this.service.says('err', / serves on (\S+:\d+)\n/);
    this.address = address;
    await this.service.says('err', /the link to .* is up/);
    this.ready_at = Date.now();
  }

  /// Ends the service as a power cut does, and everybody at her desk with it.
  async die() {
    await this.service.stop('SIGKILL');
    this.administrator = null;
    this.readers = [];
  }

  token() {
    return readFileSync(path.join(this.folder, 'admin.token'), 'utf8').trim();
  }

  async administer(method, params) {
    this.administrator ??= await log_in(this.address, { token: this.token() });
    return this.administrator.call(method, params);
  }

  async furnish(queue = {}) {
    this.queue = {
      id: 'main',
      site,
      name: 'Hovednummer',
      number: '7000',
      priority: 10,
      greeting: 'Hovedkontoret, goddag',
      overflow: [],
      ...queue,
    };
    await this.administer('put_queue', this.queue);
    for (const [id, name, number] of people)
      await this.administer('put_employee', { id, site, name, groups: [], phones: [{ number }] });
    for (const [id, name] of people.slice(0, 2))
      await this.administer('put_user', {
        id,
        site,
        name,
        password: `${id}-password`,
        roles: ['receptionist', 'privileged'],
        employee: id,
        queues: ['main'],
      });
  }

  async receptionist(id) {
    const made = await this.receptionist_at(id);
    await made.do('set_agent_state', { state: 'ready' });
    return made;
  }

  /// As she is, at this node.
  async receptionist_at(id) {
    const reader = await observe(this.address, { user: id, password: `${id}-password` }, [
      `desk/${id}`,
      'queue/main',
      `queues/${site}`,
      `people/${site}`,
    ]);
    const made = new receptionist(id, reader);
    this.readers.push(made);
    return made;
  }

  /// Topic `health`, as it is now.
  async health() {
    const reader = await observe(this.address, { token: this.token() }, ['health']);
    await reader.until(reader.whole, 'the health');
    const items = Object.values(items_of(reader.picture, 'health'));
    await reader.session.close();
    return { items };
  }

  /// Every event of a call, in order: [{type, ...body}].
  journal(call) {
    const rows = this.query(
      `select type, body from events where id='${call}' and kind='call' order by number`,
    );
    return rows.map(({ type, body }) => ({ type, ...JSON.parse(body) }));
  }
  /// What is kept of the calls that go on, by id.
  kept_calls() {
    const rows = this.query(`select id, state from entities where kind='call'`);
    return Object.fromEntries(rows.map(({ id, state }) => [id, JSON.parse(state)]));
  }
  /// The types of a call's events, as soon as it is over.
  async story(call) {
    await until(() => this.journal(call).at(-1)?.type === 'call_cleared', {
      what: `${call} cleared`,
    });
    return this.journal(call);
  }
  query(sql) {
    const text = execFileSync('sqlite3', [...patiently, '-json', '-readonly', this.database, sql], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return text ? JSON.parse(text) : [];
  }
  get database() {
    return path.join(this.folder, 'omstilling.db');
  }

  /// Nothing of any call is left: neither in Asterisk nor in the store.
  async is_empty(within = 10_000) {
    await until(
      async () =>
        (await this.pbx.channels()).length === 0 && (await this.pbx.bridges()).length === 0,
      { what: 'an Asterisk without channels and bridges', within },
    );
    await until(
      () => this.query(`select count(*) as n from entities where kind='call'`)[0].n === 0,
      { what: 'a store without calls', within },
    );
  }

  async close() {
    fact_sources.delete(this.facts);
    const end = this.service && !this.service.ended ? await this.service.stop() : { code: 0 };
    await this.pbx.stop();
    rmSync(this.folder, { recursive: true, force: true });
    assert.equal(end.code, 0, `omstillingd ended ${JSON.stringify(end)}:\n${this.service?.err}`);
  }
}

const brief = ({ id, state, holder, sender, target, returned }) =>
  JSON.stringify({ id, state, holder, sender, target: target?.number, returned });

/// A furnished office on an Asterisk of its own. `road(pbx)` gives another URL to reach its ARI by;
/// `beside` is a second PBX of the site, with phone 102; `queues` are more main numbers of the PBX.
export async function open_exchange({ queue, name = 'office', road, beside, queues } = {}) {
  const pbx = await start_asterisk({ name, queues });
  const folder = mkdtempSync(path.join(tmpdir(), 'omstilling-'));
  const made = new exchange(pbx, folder, await road?.(pbx), beside);
  try {
    await made.serve();
    await made.furnish(queue);
  } catch (failure) {
    await made.close();
    throw failure;
  }
  return made;
}

/// Phones of these people, logged in until the test is over.
export async function phones_of(t, office, ...ids) {
  const phones = await logged_in(t, office.pbx, ...ids.map((id) => number_of[id]));
  for (const phone of phones) phone.auto_answers = ['101', '102'].includes(phone.number);
  return phones;
}

/// A caller who waits in the queue: {call, id}, the telephone's side and ours.
export async function waiting_caller(t, office, at_desk, number = '+4520304050', name = 'Carl') {
  const carl = await calling(t, office.pbx, number, name);
  const call = await carl.dial('7000');
  const found = () => at_desk.waiting.find((x) => x.caller.number === number);
  await at_desk.sees(found, `${number} waiting`);
  return { call, id: found().id };
}

/// A caller who talks with the receptionist: {call, id, own}, `own` being her phone's side.
export async function talking_caller(t, office, at_desk, phone, number) {
  const { call, id } = await waiting_caller(t, office, at_desk, number);
  await at_desk.do('answer_call', { call: id });
  const own = await phone.next_call();
  await at_desk.state(id, 'talking');
  await becomes(own, 'talking');
  return { call, id, own };
}

export const types = (events) => events.map((x) => x.type);

/// The events have these types among them, in this order.
export function has_in_order(events, wanted) {
  let at = 0;
  for (const x of events) if (x.type === wanted[at]) at += 1;
  assert.equal(at, wanted.length, `${wanted[at]} is missing in ${types(events)}`);
}
