// WhatsApp's app state: what all devices of an account share about its chats, its labels and its name. It is
// in collections, which change by patches with consecutive versions, signed with keys that the phone shares.
// Baileys keeps nothing of what it reads there, and does not read WhatsApp's answer to a patch of its own.
import { pipeline } from 'node:stream';
import {
  decodePatches,
  decodeSyncdMutations,
  decodeSyncdSnapshot,
  DisconnectReason,
  encodeSyncdPatch,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  isMissingKeyError,
  newLTHashState,
  proto,
  S_WHATSAPP_NET,
} from 'baileys';
import { noMoreThan } from './media.mjs';
import { quiet } from './quiet.mjs';

const KIND = 'app-state';
const KEYS = 'app-state-sync-key';
const MAC_BYTES = 32;
const MOST_BYTES = 64 * 1024 * 1024;
const QUERY_MS = 20_000;
const MOST_ROUNDS = 100;
const MOST_TRIES = 5;
const NEWS_AT_ONCE = 100;
/** Another device was faster. */
const CONFLICT = '409';
const { REMOVE } = proto.SyncdMutation.SyncdOperation;

export class AppState {
  #of;
  #readers;
  #names;
  #sock;
  #store;
  #keys = new Map();
  #last;
  /** The collections of which WhatsApp is asked for everything, since what is here does not match. */
  #doubted = new Set();

  /**
   * @param of the session: start, a promise that everything waits for, files, and tell, which passes news to
   *     Crier and resolves when they are kept
   * @param readers of each collection: read(book, mutations, how), which returns the book after the
   *     mutations and the news about them; how says whether it is the first time, and whether it is all
   */
  constructor(of, readers) {
    this.#of = of;
    this.#last = of.start;
    this.#readers = readers;
    this.#names = Object.keys(readers);
  }

  watch(sock, store) {
    this.#sock = sock;
    this.#store = store;
    sock.ws.prependListener('CB:notification,type:server_sync', (node) => {
      this.#follow(getBinaryNodeChildren(node, 'collection').map(({ attrs }) => attrs.name));
      // Otherwise Baileys would ask as well.
      node.content = undefined;
    });
    sock.ev.on('creds.update', ({ myAppStateKeyId }) => myAppStateKeyId && this.#follow(this.#names));
    sock.ev.on('connection.update', ({ connection }) => connection === 'open' && this.#follow(this.#names));
  }

  /** What was missed is asked for again with the next change, and when the connection opens. */
  #follow(names) {
    const known = names.filter((name) => this.#names.includes(name));
    this.#alone(async () => (await this.#keyId()) && this.#update(known)).catch(() => {});
  }

  /** What a collection says now. */
  book(name) {
    return this.#alone(async () => {
      await this.#update([name]);
      return (await this.#stored(name)).book;
    });
  }

  /**
   * Changes a collection.
   *
   * @param create returns the change, given the book, or nothing if it is as it should be
   */
  change(name, create) {
    return this.#alone(async () => {
      let doubted = false;
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        await this.#update([name]);
        const stored = await this.#stored(name);
        const change = create(stored.book);
        const error = change && (await this.#submit(name, stored, change));
        if (!error) {
          return;
        }
        if (error !== CONFLICT && doubted) {
          throw failing('refused');
        }
        if (error !== CONFLICT) {
          doubted = true;
          this.#doubted.add(name);
        }
      }
      throw failing('no_answer');
    });
  }

  /** Returns WhatsApp's error, if any. */
  async #submit(name, stored, change) {
    const keyId = await this.#keyId();
    const { patch, state } = await encodeSyncdPatch(change, keyId, stored.state, (id) => this.#key(id));
    const content = [{ tag: 'patch', attrs: {}, content: proto.SyncdPatch.encode(patch).finish() }];
    const [node] = await this.#query([collection(name, stored.state.version, false, content)]);
    const error = errorOf(node);
    if (!error) {
      await this.#keep(name, { ...stored, state }, [[{ index: change.index, value: change.syncAction }]], {});
    }
    return error;
  }

  #alone(task) {
    const done = this.#last.then(task);
    this.#last = done.catch(() => {});
    return done;
  }

  /** Takes in what has changed; collections do not wait for each other. */
  async #update(names) {
    let failure;
    let behind = names;
    for (let round = 0; behind.length; round++) {
      if (round === MOST_ROUNDS) {
        throw failing('refused');
      }
      const asked = await Promise.all(behind.map(async (name) => [name, await this.#trusted(name)]));
      const nodes = await this.#query(
        asked.map(([name, { state, all }]) => collection(name, state.version, all)),
      );
      behind = [];
      for (const [name, stored] of asked) {
        try {
          const node = nodes.find(({ attrs }) => attrs.name === name);
          if (node && (await this.#take(name, node, stored))) {
            behind.push(name);
          }
        } catch (e) {
          failure = e;
        }
      }
    }
    if (failure) {
      throw failure;
    }
  }

  /** Returns whether there is more. */
  async #take(name, node, stored) {
    if (errorOf(node)) {
      return this.#doubt(name, stored, failing('refused'));
    }
    const before = stored;
    try {
      const nothing = stored.all ? { state: newLTHashState(), mutations: [] } : undefined;
      const all = (await this.#snapshot(name, node)) ?? nothing;
      if (all) {
        await this.#keep(name, { ...stored, state: all.state }, [all.mutations], { all: true });
        stored = await this.#stored(name);
      }
      const patches = await this.#patches(name, node, stored.state);
      if (patches.length) {
        const steps = patches.map(({ mutations }) => mutations);
        await this.#keep(name, { ...stored, state: patches.at(-1).state }, steps, {});
      }
      this.#doubted.delete(name);
      return node.attrs.has_more_patches === 'true';
    } catch (e) {
      if (e.unverified) {
        return this.#doubt(name, before, e);
      }
      throw isMissingKeyError(e) ? failing('no_answer') : e;
    }
  }

  #doubt(name, stored, failure) {
    if (stored.all) {
      this.#doubted.delete(name);
      throw failure;
    }
    this.#doubted.add(name);
    return true;
  }

  async #snapshot(name, node) {
    const reference = getBinaryNodeChild(node, 'snapshot')?.content;
    if (!reference?.length) {
      return undefined;
    }
    const snapshot = proto.SyncdSnapshot.decode(await this.#download(proto.ExternalBlobReference.decode(reference)));
    const { state, mutationMap } = await verified((logger) =>
      decodeSyncdSnapshot(name, snapshot, (id) => this.#key(id), undefined, true, logger),
    );
    return { state, mutations: Object.values(mutationMap).map((mutation) => mutationOf(mutation)) };
  }

  /** One after the other, because of several changes of one thing Baileys would return only the last. */
  async #patches(name, node, state) {
    const patches = [];
    let version = state.version;
    for (const { content } of getBinaryNodeChildren(getBinaryNodeChild(node, 'patches') ?? node, 'patch')) {
      const patch = proto.SyncdPatch.decode(content);
      patch.version ??= { version: version + 1 };
      if (patch.externalMutations) {
        const { mutations } = proto.SyncdMutations.decode(await this.#download(patch.externalMutations));
        patch.mutations = mutations;
        patch.externalMutations = undefined;
      }
      const removals = patch.mutations.filter(({ operation }) => operation === REMOVE);
      const { state: next, mutationMap } = await verified((logger) =>
        decodePatches(name, [patch], state, (id) => this.#key(id), {}, undefined, logger),
      );
      const removed = await this.#indexes(removals);
      const mutations = Object.values(mutationMap).map((mutation) => mutationOf(mutation, removed));
      patches.push({ state: next, mutations });
      state = next;
      version = next.version;
    }
    return patches;
  }

  /** Baileys does not tell what is set from what is removed. */
  async #indexes(mutations) {
    const indexes = new Set();
    await decodeSyncdMutations(
      mutations,
      newLTHashState(),
      (id) => this.#key(id),
      ({ index }) => indexes.add(String(index)),
      true,
    );
    return indexes;
  }

  async #download(reference) {
    if (!reference.directPath?.startsWith('/')) {
      throw failing('refused');
    }
    const source = await this.#of.files.uploaded(reference, 'md-app-state');
    const chunks = [];
    for await (const chunk of pipeline(source, noMoreThan(MOST_BYTES), () => {})) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** Crier keeps the news first: if that or the write fails, they come again. */
  async #keep(name, { state, book, known }, steps, { all = false }) {
    const news = [];
    for (const mutations of steps) {
      const read = await this.#readers[name].read(book, mutations, { first: !known, all });
      book = read.book;
      news.push(...read.news);
    }
    for (let from = 0; from < news.length; from += NEWS_AT_ONCE) {
      await this.#of.tell(news.slice(from, from + NEWS_AT_ONCE));
    }
    const { version, hash, indexValueMap } = state;
    await this.#store.keys.set({ [KIND]: { [name]: { version, hash, macs: packed(indexValueMap), book } } });
  }

  async #stored(name) {
    const { [name]: row } = await this.#store.keys.get(KIND, [name]);
    if (!row) {
      return { state: newLTHashState() };
    }
    const { version, hash, macs, book } = row;
    return { state: { version, hash, indexValueMap: unpacked(macs) }, book, known: true };
  }

  async #trusted(name) {
    const stored = await this.#stored(name);
    return this.#doubted.has(name) || !stored.known ? { ...stored, state: newLTHashState(), all: true } : stored;
  }

  async #query(collections) {
    const iq = {
      tag: 'iq',
      attrs: { to: S_WHATSAPP_NET, type: 'set', xmlns: 'w:sync:app:state' },
      content: [{ tag: 'sync', attrs: {}, content: collections }],
    };
    const answer = await this.#sock.query(iq, QUERY_MS);
    return getBinaryNodeChildren(getBinaryNodeChild(answer, 'sync'), 'collection');
  }

  /** The newest key; empty until the phone has shared one. */
  async #keyId() {
    const { myAppStateKeyId } = this.#store.creds;
    if (myAppStateKeyId) {
      return myAppStateKeyId;
    }
    const found = Object.entries(await this.#store.keys.get(KEYS, await this.#store.names(KEYS)));
    found.sort(([, one], [, other]) => Number(one.timestamp) - Number(other.timestamp));
    return found.at(-1)?.[0];
  }

  async #key(id) {
    if (!this.#keys.has(id)) {
      const { [id]: key } = await this.#store.keys.get(KEYS, [id]);
      if (!key) {
        return undefined;
      }
      this.#keys.set(id, key);
    }
    return this.#keys.get(id);
  }
}

/** Why something in the app state is not answered, in Crier's words. */
export function faultOf(e) {
  if (e.fault) {
    return e.fault;
  }
  if (e.output?.statusCode === DisconnectReason.connectionClosed) {
    return 'not_connected';
  }
  if (isMissingKeyError(e) || e.output?.statusCode === DisconnectReason.timedOut) {
    return 'no_answer';
  }
  return Number(e.data) === 429 ? 'rate_limited' : 'refused';
}

export function failing(fault) {
  return Object.assign(new Error(fault), { fault });
}

function collection(name, version, snapshot, content) {
  return { tag: 'collection', attrs: { name, version: String(version), return_snapshot: String(snapshot) }, content };
}

function errorOf(node) {
  return node?.attrs.type === 'error' ? (getBinaryNodeChild(node, 'error')?.attrs.code ?? 'unknown') : undefined;
}

function mutationOf({ index, syncAction }, removed) {
  return { index, value: syncAction.value ?? {}, removed: Boolean(removed?.has(String(index))) };
}

/** Baileys only logs what does not match its signature. */
async function verified(decode) {
  let verifies = true;
  const result = await decode({ ...quiet, warn: () => (verifies = false) });
  if (!verifies) {
    throw Object.assign(failing('refused'), { unverified: true });
  }
  return result;
}

function packed(indexValueMap) {
  return Buffer.concat(
    Object.entries(indexValueMap).flatMap(([index, { valueMac }]) => [Buffer.from(index, 'base64'), valueMac]),
  );
}

function unpacked(macs) {
  const map = {};
  for (let at = 0; at < macs.length; at += 2 * MAC_BYTES) {
    const index = macs.subarray(at, at + MAC_BYTES).toString('base64');
    map[index] = { valueMac: macs.subarray(at + MAC_BYTES, at + 2 * MAC_BYTES) };
  }
  return map;
}
