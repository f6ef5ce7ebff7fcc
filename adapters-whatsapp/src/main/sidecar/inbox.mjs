// What WhatsApp delivers is stored in Crier's database by the same write as the keys that decrypt the
// next message. Baileys acknowledges it after that write, and it stays stored until Crier has kept it. So
// nothing is lost when the connection, this process or the server ends in between; and what WhatsApp
// delivers again because the acknowledgement got lost is read from there, as it cannot be decrypted twice.
import { createHash } from 'node:crypto';
import {
  cleanMessage,
  decodeMessageNode,
  decryptMessageNode,
  DEFAULT_CONNECTION_CONFIG,
  isJidNewsletter,
  proto,
  unpadRandomMax16,
} from 'baileys';
import { inOrder } from './lanes.mjs';
import { postOf } from './posts.mjs';
import { quiet } from './quiet.mjs';

const KIND = 'inbox';
/** What Crier puts in the place of a message that it has kept. */
const DONE = 'done';
/** A message of the protocol that says nothing, with padding. */
const KEPT_MESSAGE = Buffer.from([...proto.Message.encode({ protocolMessage: {} }).finish(), 1]);
const LOADED_AT_ONCE = 100;

/** A repository for stanzas whose parts are decrypted already. */
const DECRYPTED = {
  lidMapping: { getLIDForPN: async () => undefined, storeLIDPNMappings: async () => {} },
  migrateSession: async () => {},
  decryptMessage: async ({ ciphertext }) => ciphertext,
  decryptGroupMessage: async ({ msg }) => msg,
  processSenderKeyDistributionMessage: async () => {},
};

export class Inbox {
  #keys;
  /** By its ciphertext, each encrypted part of what has arrived: its name, entry, index and author. */
  #parts = new WeakMap();
  /** The sender key that was stored last. */
  #senderKey;

  constructor(keys) {
    this.#keys = keys;
  }

  /**
   * Sees each stanza before Baileys does, which passes only its ciphertext to the repository. Baileys would
   * begin with the next one meanwhile, and finish it first if it has to learn about the person of this one.
   */
  watch(ws) {
    inOrder(ws, 'CB:message');
    ws.prependListener('CB:message', (stanza) => this.#note(stanza));
  }

  #note({ attrs, content }) {
    if (!Array.isArray(content)) {
      return;
    }
    try {
      const { fullMessage, author } = this.#clean(decodeMessageNode({ attrs }, ...this.#me()));
      const entry = { at: performance.timeOrigin + performance.now(), attrs, content: [] };
      for (const part of content) {
        if (part.tag === 'enc' && part.content instanceof Uint8Array) {
          const index = entry.content.push({ tag: part.tag, attrs: part.attrs }) - 1;
          this.#parts.set(part.content, { name: nameOf(fullMessage.key), entry, index, author });
        } else if (part.tag === 'verified_name') {
          entry.content.push(part);
        }
      }
    } catch {
      // Baileys rejects it as well.
    }
  }

  /** Baileys' repository, except that it also stores what it decrypts. */
  repository({ creds, keys }, ...rest) {
    const signal = DEFAULT_CONNECTION_CONFIG.makeSignalRepository({ creds, keys }, ...rest);
    return {
      ...signal,
      decryptMessage: (request) =>
        this.#decrypt(keys, request.ciphertext, request.jid, async ({ author }) => {
          const plaintext = await signal.decryptMessage(request);
          // Also in this write: it would not be decrypted again.
          const senderKey = senderKeyIn(plaintext);
          if (senderKey) {
            await signal.processSenderKeyDistributionMessage({ authorJid: author, item: senderKey }).catch(() => {});
          }
          return plaintext;
        }),
      decryptGroupMessage: (request) =>
        this.#decrypt(keys, request.msg, request.group, () => signal.decryptGroupMessage(request)),
      processSenderKeyDistributionMessage: async (request) => {
        if (!this.#isStored(request.item)) {
          await signal.processSenderKeyDistributionMessage(request);
        }
      },
    };
  }

  async #decrypt(keys, ciphertext, lock, decrypt) {
    const part = this.#parts.get(ciphertext);
    if (!part) {
      return decrypt({});
    }
    const plaintext = await keys
      .transaction(async () => {
        const decrypted = await decrypt(part);
        part.entry.content[part.index].content = decrypted;
        await keys.set({ [KIND]: { [part.name]: part.entry } });
        return decrypted;
      }, lock)
      .catch((e) => this.#decryptedBefore(part, e));
    this.#senderKey = senderKeyIn(plaintext);
    return plaintext;
  }

  async #decryptedBefore({ name, entry, index }, failure) {
    const { [name]: stored } = await this.#keys.keys.get(KIND, [name]);
    const content = stored === DONE ? KEPT_MESSAGE : stored?.content[index]?.content;
    if (!content) {
      throw failure;
    }
    entry.content[index].content = content;
    return content;
  }

  /** Stores what needs no key, unless Crier has kept it before; returns whether it is to be received. */
  async keep(key, entry) {
    const name = nameOf(key);
    const { [name]: stored } = await this.#keys.keys.get(KIND, [name]);
    if (stored !== DONE) {
      await this.#keys.keys.set({ [KIND]: { [name]: entry } });
    }
    return stored !== DONE;
  }

  #isStored({ axolotlSenderKeyDistributionMessage: key }) {
    const stored = this.#senderKey?.axolotlSenderKeyDistributionMessage;
    return Boolean(stored && key) && Buffer.compare(stored, key) === 0;
  }

  /**
   * What earlier connections have left: the messages that Crier has not kept, as Baileys would pass
   * them on, in the order of their arrival, and the names of those that it has.
   */
  async left() {
    const names = await this.#keys.names(KIND);
    const entries = [];
    const kept = [];
    for (let from = 0; from < names.length; from += LOADED_AT_ONCE) {
      const found = await this.#keys.keys.get(KIND, names.slice(from, from + LOADED_AT_ONCE));
      for (const [name, entry] of Object.entries(found)) {
        if (entry === DONE) {
          kept.push(name);
        } else {
          entries.push(entry);
        }
      }
    }
    entries.sort((one, other) => one.at - other.at);
    const messages = await Promise.allSettled(entries.map((entry) => this.#message(entry)));
    return { messages: messages.flatMap(({ value }) => value ?? []), kept };
  }

  async #message(entry) {
    if (isJidNewsletter(entry.attrs.from)) {
      return postOf(entry);
    }
    const decoded = decryptMessageNode(entry, ...this.#me(), DECRYPTED, quiet);
    await decoded.decrypt();
    return this.#clean(decoded).fullMessage;
  }

  #clean(decoded) {
    cleanMessage(decoded.fullMessage, ...this.#me());
    return decoded;
  }

  #me() {
    const { id, lid } = this.#keys.creds.me;
    return [id, lid ?? ''];
  }
}

/** The name under which a message, or what is done to one under its own id, is stored. */
export function nameOf({ remoteJid, participant, id, revision }) {
  return createHash('sha256')
    .update(JSON.stringify([remoteJid, participant || '', id, ...(revision ? [revision] : [])]))
    .digest('base64url');
}

/** The key for a group that a message brings, if any. */
function senderKeyIn(plaintext) {
  try {
    const message = proto.Message.decode(unpadRandomMax16(plaintext));
    return (message.deviceSentMessage?.message ?? message).senderKeyDistributionMessage ?? undefined;
  } catch {
    return undefined;
  }
}
