// The picture a reader holds: per topic its items and the place in the topic's stream that they
// belong to. Pure state; what arrives out of order is told to the caller, who asks anew.

export function make_picture() {
  const topics = new Map(); // topic -> {epoch, revision, items: Map id -> item, arriving}

  const put = (items, set, removed = []) => {
    for (const item of set) items.set(item.id, item);
    for (const id of removed) items.delete(id);
  };

  // A snapshot comes in chunks. They are gathered aside, so that the picture shown is always of one
  // revision: the old one until the last chunk, then the new one.
  function snapshot({ topic, epoch, revision, first, last, items }) {
    const known = topics.get(topic);
    if (first) {
      const arriving = { epoch, revision, items: new Map(), deltas: [] };
      if (known) known.arriving = arriving;
      else topics.set(topic, { epoch: null, revision: 0, items: new Map(), arriving });
    }
    const held = topics.get(topic);
    const arriving = held?.arriving;
    if (!arriving || arriving.epoch !== epoch || arriving.revision !== revision) return 'gap';
    put(arriving.items, items);
    if (!last) return 'arriving';
    topics.set(topic, { epoch, revision, items: arriving.items, arriving: null });
    for (const later of arriving.deltas) if (delta(later) === 'gap') return 'gap';
    return 'complete';
  }

  function delta(frame) {
    const held = topics.get(frame.topic);
    if (!held) return 'gap';
    if (held.arriving) {
      held.arriving.deltas.push(frame);
      return 'arriving';
    }
    if (frame.revision <= held.revision) return 'old';
    if (frame.after > held.revision) return 'gap';
    // Items are whole, so a frame that begins before our place may be laid over it as it is.
    put(held.items, frame.set ?? [], frame.removed ?? []);
    held.revision = frame.revision;
    return 'applied';
  }

  return {
    snapshot,
    delta,
    /// Where to resume, or null when there is nothing to resume from.
    position(topic) {
      const held = topics.get(topic);
      return held?.epoch == null ? null : { epoch: held.epoch, revision: held.revision };
    },
    /// A new subscription begins: half a snapshot of the old one is worth nothing.
    drop_arriving(topic) {
      const held = topics.get(topic);
      if (held) held.arriving = null;
    },
    is_arriving: (topic) => Boolean(topics.get(topic)?.arriving),
    forget(topic) {
      topics.delete(topic);
    },
    keep_only(wanted) {
      for (const topic of [...topics.keys()]) if (!wanted.includes(topic)) this.forget(topic);
    },
    /// The items of every topic under `prefix`, such as `queues/`, or of the one topic of that name.
    items(prefix) {
      const found = [];
      for (const [topic, held] of topics)
        if (prefix.endsWith('/') ? topic.startsWith(prefix) : topic === prefix)
          for (const item of held.items.values()) found.push(item);
      return found;
    },
    has: (topic) => topics.get(topic)?.epoch != null,
    /// Any topic has come whole at least once.
    is_known: () => [...topics.values()].some((held) => held.epoch !== null),
  };
}
