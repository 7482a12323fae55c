// Small helpers over the DOM. Text comes in as text, never as markup; nodes are kept and changed
// only where they differ, so that nothing moves under the eye or under the keyboard.

const svg_space = 'http://www.w3.org/2000/svg';

/// el('p.note', {role: 'status'}, 'text', node, ...)
export function el(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split('.');
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(' ');
  for (const [name, value] of Object.entries(attributes)) set_attr(node, name, value);
  node.append(...children.filter((x) => x !== null && x !== undefined));
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(svg_space, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function set_text(node, text) {
  const wanted = String(text);
  if (node.textContent !== wanted) node.textContent = wanted;
}

/// null and false take the attribute away.
export function set_attr(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
    return;
  }
  const wanted = value === true ? '' : String(value);
  if (node.getAttribute(name) !== wanted) node.setAttribute(name, wanted);
}

export function set_hidden(node, hidden) {
  if (node.hidden !== hidden) node.hidden = hidden;
}

export function set_style(node, name, value) {
  if (node.style.getPropertyValue(name) !== value) node.style.setProperty(name, value);
}

/// Exactly these children, in this order; those already in place stay untouched.
export function set_children(parent, nodes) {
  nodes.forEach((node, i) => {
    if (parent.childNodes[i] !== node) parent.insertBefore(node, parent.childNodes[i] ?? null);
  });
  while (parent.childNodes.length > nodes.length) parent.lastChild.remove();
}

/// A list of nodes that follows a list of items by key. `create(item)` gives {node, update(item)}.
export function make_keyed(parent, key_of, create) {
  const parts = new Map();
  return (items) => {
    const wanted = new Set(items.map(key_of));
    for (const key of parts.keys()) if (!wanted.has(key)) parts.delete(key);
    const nodes = items.map((item) => {
      const key = key_of(item);
      let part = parts.get(key);
      if (!part) parts.set(key, (part = create(item)));
      part.update(item);
      return part.node;
    });
    set_children(parent, nodes);
  };
}

/// A group of buttons that is one Tab stop: arrows, Home and End move inside it.
export function one_tab_stop(group) {
  const buttons = () => [...group.querySelectorAll('button')];
  const refresh = () => {
    const all = buttons();
    const current =
      all.find((x) => x === document.activeElement) ??
      all.find((x) => x.tabIndex === 0 && x.dataset.stop) ??
      all[0];
    for (const button of all) {
      set_attr(button, 'tabindex', button === current ? '0' : '-1');
      set_attr(button, 'data-stop', button === current);
    }
  };
  group.addEventListener('focusin', refresh);
  group.addEventListener('keydown', (event) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const to = {
      ArrowRight: (at + 1) % all.length,
      ArrowLeft: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    all[to].focus();
  });
  return refresh;
}
