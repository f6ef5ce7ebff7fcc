// The labels of a business account, and the chats that have them.
import { chatModificationToAppPatch, isLidUser, isPnUser, proto } from 'baileys';
import { failing, faultOf } from './app-state.mjs';

export const LABELS_IN = 'regular';
const { UNREAD, GROUPS, FAVORITES, COMMUNITY, DRAFTED } = proto.SyncActionValue.LabelEditAction.ListType;
/** Lists that WhatsApp fills by itself. */
const FILTERS = new Set([UNREAD, GROUPS, FAVORITES, COMMUNITY, DRAFTED]);

export class Labels {
  #of;

  /** @param of the session: addresses, hiddenId of a person's number, and appState */
  constructor(of) {
    this.#of = of;
  }

  async ask(line) {
    try {
      return await this[`_${line.action}`](line);
    } catch (e) {
      return { fault: faultOf(e) };
    }
  }

  async read(stored, mutations, { first, all }) {
    const before = bookOf(stored);
    const book = all ? bookOf() : before;
    const changes = mutations.map((mutation) => apply(book, mutation)).filter(Boolean);
    // When everything comes for the first time, nothing has happened.
    const happened = all ? (first ? [] : differences(before, book)) : changes;
    const news = await Promise.all(
      happened.map(async ({ jid, ...change }) => (jid ? { ...change, chat: await this.#of.addresses(jid) } : change)),
    );
    return { book: { labels: [...book.labels], chats: [...book.chats].map(([id, jids]) => [id, [...jids]]) }, news };
  }

  async _list() {
    return { labels: list(await this.#book()) };
  }

  async _of({ jid }) {
    const book = await this.#book();
    const names = await this.#namesOf(jid);
    return { labels: list(book).filter(({ id }) => names.some((name) => book.chats.get(id)?.has(name))) };
  }

  async _chats({ label }) {
    const jids = [...((await this.#book()).chats.get(label) ?? [])];
    return { chats: await Promise.all(jids.map((jid) => this.#of.addresses(jid))) };
  }

  async _change({ jid, label, assigned }) {
    const names = await this.#namesOf(jid);
    await this.#of.appState().change(LABELS_IN, (stored) => {
      const book = bookOf(stored);
      if (!book.labels.has(label)) {
        throw failing('refused');
      }
      const named = names.find((name) => book.chats.get(label)?.has(name));
      if (Boolean(named) === assigned) {
        return undefined;
      }
      return assigned
        ? chatModificationToAppPatch({ addChatLabel: { labelId: label } }, nameIn(book, names))
        : chatModificationToAppPatch({ removeChatLabel: { labelId: label } }, named);
    });
    return {};
  }

  async #book() {
    return bookOf(await this.#of.appState().book(LABELS_IN));
  }

  /** Under which a chat may be found: that of a person by the number and by the hidden id. */
  async #namesOf(jid) {
    const { address, lid, pn } = await this.#of.addresses(jid);
    const hidden = await this.#of.hiddenId(jid);
    return [...new Set([pn, lid, hidden, address].filter(Boolean))];
  }
}

/** The phone names people by their hidden ids, or by their numbers. */
function nameIn(book, names) {
  const named = [...book.chats.values()].flatMap((jids) => [...jids]);
  const hidden = names.find(isLidUser);
  return hidden && named.some(isLidUser) && !named.some(isPnUser) ? hidden : names[0];
}

function bookOf({ labels = [], chats = [] } = {}) {
  return { labels: new Map(labels), chats: new Map(chats.map(([id, jids]) => [id, new Set(jids)])) };
}

const list = ({ labels }) => [...labels].map(([id, label]) => ({ id, ...label }));

/** Returns what that changes, if anything. */
function apply(book, { index: [type, id, jid], value, removed }) {
  if (type === 'label_edit' && value.labelEditAction) {
    const { deleted, ...label } = value.labelEditAction;
    return edit(book, id, { ...label, deleted: deleted || removed });
  }
  if (type === 'label_jid' && value.labelAssociationAction) {
    return associate(book, id, jid, Boolean(value.labelAssociationAction.labeled) && !removed);
  }
  return undefined;
}

function edit({ labels, chats }, id, { name, color, deleted, type }) {
  if (FILTERS.has(type)) {
    return undefined;
  }
  const before = labels.get(id);
  if (deleted) {
    labels.delete(id);
    chats.delete(id);
    return before && { deleted: id };
  }
  const label = { name: name ?? '', color: color ?? 0 };
  labels.set(id, label);
  return isSame(before, label) ? undefined : { label: { id, ...label } };
}

function associate({ chats }, id, jid, assigned) {
  const jids = chats.get(id) ?? new Set();
  if (jids.has(jid) === assigned) {
    return undefined;
  }
  if (assigned) {
    jids.add(jid);
  } else {
    jids.delete(jid);
  }
  chats.set(id, jids);
  return { of: id, jid, assigned };
}

function differences(before, after) {
  const deleted = [...before.labels.keys()].filter((id) => !after.labels.has(id)).map((id) => ({ deleted: id }));
  const updated = list(after).filter(({ id }) => !isSame(before.labels.get(id), after.labels.get(id)));
  const associated = [...after.labels.keys()].flatMap((id) => {
    const [old, now] = [before, after].map(({ chats }) => chats.get(id) ?? new Set());
    return [
      ...[...now].filter((jid) => !old.has(jid)).map((jid) => ({ of: id, jid, assigned: true })),
      ...[...old].filter((jid) => !now.has(jid)).map((jid) => ({ of: id, jid, assigned: false })),
    ];
  });
  return [...deleted, ...updated.map((label) => ({ label })), ...associated];
}

function isSame(one, other) {
  return one?.name === other.name && one.color === other.color;
}
