/** The live stream of the account's events: one connection for all pages of this tab. */
const TYPES = [
  'message.received', 'message.sent_elsewhere', 'message.media', 'message.edited', 'message.revoked',
  'message.status', 'poll.vote', 'session.status', 'session.qr', 'session.restriction',
  'notification.status', 'x_account.stale', 'webhook.disabled', 'chat.updated', 'chat.presence',
  'call.incoming', 'group.joined', 'group.left', 'group.updated', 'group.participants',
];

const listeners = new Set();
let source = null;

/** Calls back for each event of these types; returns how to stop it. */
export function listen(types, heard) {
  const listener = { types: new Set(types), heard };
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function openStream() {
  if (source) return;
  source = new EventSource('/v1/events');
  for (const type of TYPES) {
    source.addEventListener(type, ({ data }) => tell(type, data));
  }
}

export function closeStream() {
  source?.close();
  source = null;
}

function tell(type, text) {
  const interested = [...listeners].filter((it) => it.types.has(type));
  if (interested.length) {
    const { data } = JSON.parse(text);
    interested.forEach((it) => it.heard(data, type));
  }
}

/**
 * Runs a task at most once in each period, however often it is asked for, and never twice at a time.
 * The period may be a function.
 */
export function throttled(task, milliseconds = 1000) {
  let wanted = false;
  let busy = false;
  const run = async () => {
    wanted = false;
    busy = true;
    try {
      await task();
    } finally {
      setTimeout(() => {
        busy = false;
        if (wanted) run();
      }, typeof milliseconds === 'function' ? milliseconds() : milliseconds);
    }
  };
  return () => {
    if (busy) wanted = true;
    else run();
  };
}
