// Who this screen is: a user with a password, or a wallboard token. Errors stand where the act was.

import { el, set_attr, set_hidden, set_text } from './dom.js';
import { make_icon, make_logo } from './icons.js';
import { refusal_text } from './words.js';

function make_field(id, type, autocomplete, icon) {
  const label = el('label', { for: id });
  const input = el('input', {
    id,
    name: id,
    type,
    autocomplete,
    spellcheck: 'false',
    'aria-describedby': `${id}_error`,
  });
  const box = el('div.field', {}, ...(icon ? [make_icon(icon)] : []), input);
  const error = el(
    'p.field_error',
    { id: `${id}_error`, hidden: true },
    make_icon('warn'),
    el('span'),
  );
  const node = el('div.field_place', {}, label, box, error);
  return {
    node,
    input,
    box,
    label,
    say(text) {
      set_text(error.lastChild, text ?? '');
      set_hidden(error, !text);
      set_attr(input, 'aria-invalid', text ? 'true' : null);
    },
  };
}

export function make_login({ log_in, change }) {
  const user = make_field('user', 'text', 'username', 'user');
  const password = make_field('password', 'password', 'current-password', 'lock');
  const token = make_field('token', 'password', 'off', 'lock');
  const show = el('button.link', { type: 'button' });
  const caps = el('p.caps', { hidden: true }, make_icon('warn'), el('span'));
  const title = el('b');
  const detail = el('span');
  const alert = el(
    'div.alert',
    { role: 'alert', hidden: true },
    make_icon('warn'),
    el('div', {}, title, detail),
  );
  const submit = el('button.primary', { type: 'submit' });
  const other = el('button.link', { type: 'button' });
  const intro = el('p.intro');
  const danish = el('button.link', { type: 'button', lang: 'da' }, 'Dansk');
  const english = el('button.link', { type: 'button', lang: 'en' }, 'English');
  password.box.append(show);
  const form = el(
    'form',
    { novalidate: true },
    el('div.brand', {}, make_logo(), el('div', {}, el('h1', {}, 'Omstilling'), intro)),
    alert,
    user.node,
    password.node,
    caps,
    token.node,
    submit,
    other,
    el(
      'div.form_foot',
      {},
      el('span.clip', {}, location.host),
      el('span', {}, danish, ' · ', english),
    ),
  );
  const node = el('main.login', {}, form);
  let with_token = false;
  let t = (text) => text;
  let hidden_problem = null; // one that the next attempt has made old

  danish.onclick = () => change({ lang: 'da' });
  english.onclick = () => change({ lang: 'en' });
  show.onclick = () => {
    password.input.type = password.input.type === 'password' ? 'text' : 'password';
    draw_words();
    password.input.focus();
  };
  other.onclick = () => {
    with_token = !with_token;
    draw_words();
    (with_token ? token : user).input.focus();
  };
  form.addEventListener('keydown', (event) => {
    set_hidden(caps, !event.getModifierState?.('CapsLock'));
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const needed = with_token
      ? [[token, t('Write the token.')]]
      : [
          [user, t('Write your user name.')],
          [password, t('Write your password.')],
        ];
    for (const [field, text] of needed) field.say(field.input.value ? null : text);
    const missing = needed.find(([field]) => !field.input.value);
    if (missing) return missing[0].input.focus();
    log_in(
      with_token
        ? { token: token.input.value.trim() }
        : { user: user.input.value.trim(), password: password.input.value },
    );
  });

  function draw_words() {
    set_text(intro, t('Wallboard'));
    set_text(user.label, t('User name'));
    set_text(password.label, t('Password'));
    set_text(token.label, t('Token'));
    set_text(show, password.input.type === 'password' ? t('Show') : t('Hide'));
    set_attr(
      show,
      'aria-label',
      password.input.type === 'password' ? t('Show the password') : t('Hide the password'),
    );
    set_text(caps.lastChild, t('Caps Lock is on'));
    set_text(other, with_token ? t('Use a user name instead') : t('Use a token instead'));
    set_hidden(user.node, with_token);
    set_hidden(password.node, with_token);
    set_hidden(token.node, !with_token);
  }

  function update(v) {
    t = v.t;
    const { phase, problem } = v.stream;
    if (phase === 'refused' && problem !== hidden_problem) {
      hidden_problem = problem;
      with_token = Boolean(v.tried_token);
      const { field } = refusal_text(problem, with_token, t);
      for (const x of [user, password, token]) x.say(null);
      if (field) set_attr({ password, token }[field].input, 'aria-invalid', 'true');
    }
    draw_words();
    const waiting = phase === 'waiting';
    const said = waiting
      ? { title: t('No connection to the service'), detail: t('Trying again by itself.') }
      : phase === 'refused'
        ? refusal_text(problem, with_token, t)
        : null;
    set_hidden(alert, !said);
    if (said) {
      set_text(title, said.title);
      set_text(detail, said.detail);
    }
    set_text(submit, phase === 'connecting' ? t('Logging in …') : t('Log in'));
    submit.disabled = phase === 'connecting' || waiting;
  }
  return { node, update, focus: () => user.input.focus() };
}
