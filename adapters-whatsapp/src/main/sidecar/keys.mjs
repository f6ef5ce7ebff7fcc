// A session's credentials. They live in Crier's database: nothing is kept here, every key is read and
// written over the wire. A write that fails is the end of the session's connection, since what is in
// memory would part from what is in the database.
import { BufferJSON, initAuthCreds, proto } from 'baileys';
import { ask } from './wire.mjs';

/** So many sent messages can be sent again when a recipient's phone asks: the older ones make room. */
const KEPT = 1024;

const write = (value) => JSON.stringify(value, BufferJSON.replacer);
const read = (text) => JSON.parse(text, BufferJSON.reviver);

/** @param refused called when a write fails */
export async function openKeys(c, refused) {
  const load = async (names) => (await ask({ do: 'load', c, names })).values;
  const save = async (put, remove = []) => {
    try {
      await ask({ do: 'save', c, put, remove });
    } catch (e) {
      refused();
      throw e;
    }
  };

  const { creds: kept } = await load(['creds']);
  const creds = kept ? read(kept) : initAuthCreds();
  if (creds.me && !creds.account) {
    // A pairing code was asked for, and never typed.
    delete creds.me;
    delete creds.pairingCode;
  }

  return {
    creds,
    saveCreds: () => save({ creds: write(creds) }),

    keys: {
      async get(kind, ids) {
        const values = await load(ids.map((id) => `${kind}/${id}`));
        const found = {};
        for (const id of ids) {
          const text = values[`${kind}/${id}`];
          if (text) {
            const value = read(text);
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
              put[`${kind}/${id}`] = write(value);
            } else {
              remove.push(`${kind}/${id}`);
            }
          }
        }
        await save(put, remove);
      },
    },

    /** Before a message leaves, so that it can be sent again whatever happens. */
    keepSent: (id, message) =>
      save({ [slot(id)]: write({ id, message: proto.Message.encode(message).finish() }) }),

    async sent(id) {
      const text = (await load([slot(id)]))[slot(id)];
      const found = text && read(text);
      return found?.id === id ? proto.Message.decode(found.message) : undefined;
    },
  };
}

function slot(id) {
  let hash = 0;
  for (const character of id) {
    hash = (hash * 31 + character.codePointAt(0)) % 4294967296;
  }
  return `sent/${hash % KEPT}`;
}
