// What WhatsApp shows of people, of groups and of this account, and whom it has blocked.
import { DisconnectReason, getBinaryNodeChild, getBinaryNodeChildren, isJidGroup, S_WHATSAPP_NET } from 'baileys';

const MOST_BYTES = 5_000_000;
const DOWNLOAD_MS = 20_000;
const NOT_FOUND = 404;
const NOT_ALLOWED = new Set([401, 403]);

export class Profiles {
  #of;
  #sock;

  /** @param of the session: addresses, me, rename, emit, and the dispatcher for downloads */
  constructor(of) {
    this.#of = of;
  }

  watch(sock) {
    this.#sock = sock;
    sock.ws.on('CB:notification,type:account_sync', (node) => this.#synced(node).catch(() => {}));
  }

  async ask(line) {
    try {
      return await this[`_${line.action}`](line);
    } catch (e) {
      return { fault: e.fault ?? faultOf(e, line) };
    }
  }

  async _find({ jid }) {
    const [about, business] = await Promise.all([this.#about(jid), this.#business(jid)]);
    return { about, business };
  }

  async _own() {
    const { id, name } = this.#of.me();
    return { name, ...(await this._find({ jid: id })) };
  }

  async _change({ name, about }) {
    if (name !== undefined) {
      await this.#of.rename(name);
    }
    if (about !== undefined) {
      await this.#sock.updateProfileStatus(about);
    }
    return this._own();
  }

  async #about(jid) {
    const found = await this.#sock.fetchStatus(jid);
    return found?.[0]?.status?.status || undefined;
  }

  async #business(jid) {
    const found = await this.#sock.getBusinessProfile(jid);
    return (
      found && {
        description: found.description || undefined,
        address: found.address || undefined,
        email: found.email || undefined,
        websites: found.website ?? [],
        categories: [found.category].filter(Boolean),
      }
    );
  }

  async _picture({ jid = this.#of.me().id }) {
    let url;
    try {
      url = await this.#sock.profilePictureUrl(jid, 'image');
    } catch (e) {
      if (codeOf(e) === NOT_FOUND || (!isJidGroup(jid) && NOT_ALLOWED.has(codeOf(e)))) {
        return {};
      }
      throw e;
    }
    return url ? { data: (await this.#download(url)).toString('base64') } : {};
  }

  async #download(url) {
    const response = await fetch(url, {
      dispatcher: this.#of.dispatcher(),
      signal: AbortSignal.timeout(DOWNLOAD_MS),
      redirect: 'error',
    });
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > MOST_BYTES) {
        throw new Error('too large');
      }
      chunks.push(chunk);
    }
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    return Buffer.concat(chunks);
  }

  /** Baileys would need a native library to shrink the picture; Crier has done that. */
  async _setPicture({ jid: target, data }) {
    await this.#sock.query({
      tag: 'iq',
      attrs: { to: S_WHATSAPP_NET, type: 'set', xmlns: 'w:profile:picture', ...(target && { target }) },
      ...(data && { content: [{ tag: 'picture', attrs: { type: 'image' }, content: Buffer.from(data, 'base64') }] }),
    });
    return {};
  }

  async _blocked() {
    const result = await this.#sock.query({
      tag: 'iq',
      attrs: { xmlns: 'blocklist', to: S_WHATSAPP_NET, type: 'get' },
    });
    const items = getBinaryNodeChildren(getBinaryNodeChild(result, 'list'), 'item');
    return { people: await Promise.all(items.map(({ attrs }) => this.#of.addresses(attrs.jid, attrs.pn_jid))) };
  }

  async _block({ jid }) {
    await this.#sock.updateBlockStatus(jid, 'block');
    return {};
  }

  async _unblock({ jid }) {
    await this.#sock.updateBlockStatus(jid, 'unblock');
    return {};
  }

  async #synced(node) {
    for (const list of getBinaryNodeChildren(node, 'blocklist')) {
      for (const { attrs } of getBinaryNodeChildren(list, 'item')) {
        const person = await this.#of.addresses(attrs.jid, attrs.pn_jid);
        this.#of.emit({ person, blocked: attrs.action === 'block' });
      }
    }
  }
}

function codeOf(error) {
  return Number(error.data?.attrs?.code ?? error.data ?? error.output?.statusCode);
}

function faultOf(error, { jid }) {
  if (error.output?.statusCode === DisconnectReason.connectionClosed) {
    return 'not_connected';
  }
  switch (codeOf(error)) {
    case 401:
    case 403:
      return isJidGroup(jid) ? 'not_admin' : 'refused';
    case 404:
      return isJidGroup(jid) ? 'group_not_found' : 'refused';
    case 408:
      return 'no_answer';
    case 429:
      return 'rate_limited';
    default:
      return 'refused';
  }
}
