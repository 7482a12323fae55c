// Calls in every state that there is, all at the same time, and what each should sound like.

import { becomes, calling, hears, logged_in } from '../lab/asterisk/expect.mjs';
import { outside } from '../lab/asterisk/phone.mjs';
import { until } from '../lab/asterisk/until.mjs';
import { talking_caller, waiting_caller } from './exchange.mjs';
import { employ } from './seats.mjs';

/// The people who are called, by what becomes of their call.
const numbers = {
  conference: '205',
  consult_ringing: '206',
  consult_talking: '207',
  swapped: '208',
  put_through: '209',
  put_through_gone: '210',
  ringing: '211',
  ringing_answered: '212',
  ringing_rejected: '213',
  camped: '214',
  internal: '215',
  returning: '216',
  direct_ringing: '217',
  direct_talking: '218',
  internal_waiting: '219',
};
const employee_of = (name) => `p${numbers[name]}`;

class cast {
  constructor(t, office, pia, tom) {
    Object.assign(this, { t, office, pia, tom, called: 0, calls: {}, phones: {} });
  }

  async log_in() {
    const { t, office } = this;
    for (const number of Object.values(numbers)) await employ(office, number);
    [this.own, this.toms] = await logged_in(t, office.pbx, '101', '102');
    this.own.auto_answers = true;
    const all = await logged_in(t, office.pbx, ...Object.values(numbers));
    this.phones = Object.fromEntries(Object.keys(numbers).map((name, i) => [name, all[i]]));
    this.world = await outside({ pbx: office.pbx });
    t.after(this.world.close);
  }

  new_number() {
    this.called += 1;
    return `+45200000${String(this.called).padStart(2, '0')}`;
  }

  /// The id of the call that the office has from this party.
  id_of(number) {
    const found = () =>
      Object.values(this.office.kept_calls()).find((x) => x.caller.number === number)?.id;
    return until(found, { what: `a call from ${number}` });
  }

  /// Somebody who waits, under this name.
  async wait(name) {
    const number = this.new_number();
    this.calls[name] = await waiting_caller(this.t, this.office, this.pia, number);
    return this.calls[name];
  }

  /// Somebody who talks with Pia.
  async talk(name) {
    const number = this.new_number();
    this.calls[name] = await talking_caller(this.t, this.office, this.pia, this.own, number);
    return this.calls[name];
  }

  /// A call of Pia's becomes another by what she does with it; `at` is the phone that it comes to.
  async send(name, method, { answers = false } = {}) {
    const made = await this.talk(name);
    await this.pia.do(method, { call: made.id, employee: employee_of(name) });
    made.at = await this.phones[name].next_call();
    await becomes(made.at, 'ringing');
    if (!answers) return made;
    await made.at.answer();
    if (method === 'transfer_call') await this.pia.state(made.id, 'talking');
    else await this.pia.sees((x) => x.call(made.id).consultation === 'connected', name);
    return made;
  }

  async direct(name) {
    const number = this.new_number();
    const carl = await calling(this.t, this.office.pbx, number);
    const call = await carl.dial(`7${numbers[name]}`);
    const at = await this.phones[name].next_call();
    this.calls[name] = { call, at, id: await this.id_of(number) };
    return this.calls[name];
  }

  async stable_ones() {
    const { pia, calls, phones } = this;
    const do_with = (name, method, params = {}) =>
      pia.do(method, { call: calls[name].id, ...params });
    await this.send('conference', 'consult_call', { answers: true });
    await do_with('conference', 'conference_call');
    await this.send('consult_talking', 'consult_call', { answers: true });
    await this.send('swapped', 'consult_call', { answers: true });
    await do_with('swapped', 'swap_call');
    await this.send('put_through', 'transfer_call', { answers: true });
    await this.send('put_through_gone', 'transfer_call', { answers: true });
    await this.talk('held');
    await do_with('held', 'hold_call');
    await this.talk('held_down');
    await do_with('held_down', 'hold_call');
    await calls.held_down.own.hang_up();
    await this.talk('held_key');
    await calls.held_key.own.hold();
    await pia.state(calls.held_key.id, 'held');
    await this.talk('parked');
    await do_with('parked', 'park_call', { slot: '7' });
    await pia.state(calls.parked.id, 'parked');
    const internal = await phones.camped.dial('215');
    calls.internal = { call: internal, at: await phones.internal.next_call() };
    calls.internal.id = await this.id_of('214');
    await calls.internal.at.answer();
    await this.talk('camped');
    await pia.lights(employee_of('camped'), 'busy');
    await do_with('camped', 'camp_on_call', { employees: [employee_of('camped')] });
    const { call: outbound } = await pia.do('dial_call', { number: '012345678' });
    const own = await this.own.next_call();
    calls.outbound = { id: outbound, own, call: await this.world.next_call() };
    await calls.outbound.call.answer();
    await pia.state(outbound, 'talking');
    await (await this.direct('direct_talking')).at.answer();
    const inside = await phones.internal_waiting.dial('7000');
    calls.internal_waiting = { call: inside, id: await this.id_of('219') };
    await this.talk('talking');
    await this.talk('talking_gone');
    await this.wait('waiting');
    await this.wait('waiting_gone');
  }

  /// They ring for 20 s and no longer.
  async ringing_ones() {
    const { pia, calls } = this;
    await this.wait('offered');
    await this.tom.do('answer_call', { call: calls.offered.id });
    calls.offered.at = await this.toms.next_call();
    await becomes(calls.offered.at, 'ringing');
    await this.send('returning', 'transfer_call');
    calls.returning.at.reject(486);
    calls.returning.back = await this.own.next_call();
    await pia.state(calls.returning.id, 'returning');
    const { call: outbound } = await pia.do('dial_call', { number: '087654321' });
    const own = await this.own.next_call();
    calls.outbound_ringing = { id: outbound, own, call: await this.world.next_call() };
    await this.direct('direct_ringing');
    await this.send('consult_ringing', 'consult_call');
    for (const name of ['ringing', 'ringing_answered', 'ringing_rejected'])
      await this.send(name, 'transfer_call');
  }
}

/// All of them, by name: {id, call, ...}: `call` is the caller's side (or whom Pia has called), `own`
/// that of Pia's phone, `at` that of the phone it came to.
export async function everything_at_once(t, office, pia, tom) {
  const made = new cast(t, office, pia, tom);
  await made.log_in();
  await made.stable_ones();
  await made.ringing_ones();
  return made;
}

/// Everybody hears whom, or what, they should.
export async function all_is_heard(calls) {
  const number = (name) => calls[name].call.party.number;
  const heard = [
    [calls.conference.call, '101', '205'],
    [calls.conference.at, '101', number('conference')],
    [calls.consult_talking.call, 'music'],
    [calls.consult_talking.at, '101'],
    [calls.swapped.call, '101'],
    [calls.swapped.at, 'music'],
    [calls.put_through.call, '209'],
    [calls.put_through.at, number('put_through')],
    [calls.held.call, 'music'],
    [calls.held_down.call, 'music'],
    [calls.held_key.call, 'music'],
    [calls.parked.call, 'music'],
    [calls.internal.call, '215'],
    [calls.internal.at, '214'],
    [calls.camped.call, 'music'],
    [calls.outbound.call, '101'],
    [calls.outbound.own, 'outside'],
    [calls.direct_talking.call, '218'],
    [calls.direct_talking.at, number('direct_talking')],
    [calls.internal_waiting.call, 'music'],
    [calls.talking.call, '101'],
    [calls.talking.own, number('talking')],
    [calls.waiting.call, 'music'],
    [calls.offered.call, 'music'],
    [calls.returning.call, 'music'],
    [calls.consult_ringing.call, 'music'],
    [calls.consult_ringing.own, 'ringing_tone'],
    [calls.ringing.call, 'ringing_tone'],
    [calls.outbound_ringing.own, 'ringing_tone'],
  ];
  for (const [call, ...names] of heard) await hears(call, ...names);
}
