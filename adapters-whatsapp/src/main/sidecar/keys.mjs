// A session's credentials. They are stored in Crier's database: nothing is stored here, every key is
// read and written over the wire. A failed write ends the session's connection, since the keys in
// memory would no longer match those in the database.
import { BufferJSON, initAuthCreds, proto } from 'baileys';
import { request } from './wire.mjs';

/** How many sent messages are kept in case a recipient's phone requests them again, and how many polls. */
const SENT_SLOTS = 1024;

const serialize = (value) => JSON.stringify(value, BufferJSON.replacer);
const parse = (text) => JSON.parse(text, BufferJSON.reviver);

/** @param onWriteFailed called when a write fails */
export async function openKeys(c, onWriteFailed) {
  const load = async (names) => (await request({ do: 'load', c, names })).values;
  const save = async (put, remove = []) => {
    try {
      await request({ do: 'save', c, put, remove });
    } catch (e) {
      onWriteFailed();
      throw e;
    }
  };

  const names = async (kind) =>
    (await request({ do: 'list', c, prefix: `${kind}/` })).names.map((name) => name.slice(kind.length + 1));

  const { creds: stored } = await load(['creds']);
  const creds = stored ? parse(stored) : initAuthCreds();
  if (creds.me && !creds.account) {
    // A pairing code was requested, and never entered.
    delete creds.me;
    delete creds.pairingCode;
  }

  return {
    creds,
    names,
    saveCreds: () => save({ creds: serialize(creds) }),

    keys: {
      async get(kind, ids) {
        const values = await load(ids.map((id) => `${kind}/${id}`));
        const found = {};
        for (const id of ids) {
          const text = values[`${kind}/${id}`];
          if (text) {
            const value = parse(text);
            found[id] =
              kind === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(value) : value;
          }
        }
        return found;
      },
      async set(data) {
        const put = {};
        const remove = [];
        for (const [kind, entries] of Object.entries(data)) {
          for (const [id, value] of Object.entries(entries)) {
            if (value) {
              put[`${kind}/${id}`] = serialize(value);
            } else {
              remove.push(`${kind}/${id}`);
            }
          }
        }
        await save(put, remove);
      },
    },

    /** Called before a message is sent, so that it can be sent again even after a crash. */
    keepSent: (id, message) =>
      save({ [slot(id)]: serialize({ id, message: proto.Message.encode(message).finish() }) }),

    /** Called before a poll is sent or told, so that the votes in it can be read. */
    keepPoll: (id, poll) => save({ [slot(id, 'poll')]: serialize({ id, ...poll }) }),

    async poll(id) {
      const text = (await load([slot(id, 'poll')]))[slot(id, 'poll')];
      const found = text && parse(text);
      return found?.id === id ? found : undefined;
    },

    async sent(id) {
      const text = (await load([slot(id)]))[slot(id)];
      const found = text && parse(text);
      return found?.id === id ? proto.Message.decode(found.message) : undefined;
    },
  };
}

function slot(id, kind = 'sent') {
  let hash = 0;
  for (const character of id) {
    hash = (hash * 31 + character.codePointAt(0)) % 4294967296;
  }
  return `${kind}/${hash % SENT_SLOTS}`;
}
