// One session's connection to WhatsApp, from "open" to "close".
import makeWASocket, {
  areJidsSameUser,
  DisconnectReason,
  generateWAMessage,
  isJidBroadcast,
  isJidGroup,
  isJidNewsletter,
  isLidUser,
  isPnUser,
  jidNormalizedUser,
  proto,
  USyncQuery,
  USyncUser,
} from 'baileys';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { ProxyAgent } from 'undici';
import { incoming, outgoing } from './content.mjs';
import { openKeys } from './keys.mjs';
import { quiet } from './quiet.mjs';
import { writeLine } from './wire.mjs';

const FIRST_QR_MS = 60_000;
const NEXT_QR_MS = 20_000;
const TIMELOCK_MS = 5_000;
const KEYS_FAILED = 'keys';
const { HistorySyncType } = proto.HistorySync;
/** By a receipt's type; a receipt without a type means delivered. */
const REACHED = { delivered: 'delivered', read: 'read', played: 'played' };

export class Session {
  #c;
  #settings;
  #proxy;
  #keys;
  #sock;
  #open = false;
  #ended = false;
  #acks = new Map();
  #inbox = Promise.resolve();
  #presence = Promise.resolve();
  /** Just paired: the connection closes to restart, even if the code for that (515) is lost. */
  #paired = false;
  #resolveQrReady;
  /** WhatsApp accepts requests from a device that is not linked only after it has sent a QR code. */
  #qrReady = new Promise((resolve) => (this.#resolveQrReady = resolve));

  /** @param settings shared by all sessions: url, version, folder, mediaBytes, qrMs */
  constructor(c, settings, proxy) {
    this.#c = c;
    this.#settings = settings;
    this.#proxy = proxy && {
      agent: new HttpsProxyAgent(proxy),
      options: { dispatcher: new ProxyAgent(proxy) },
    };
  }

  async open() {
    this.#keys = await openKeys(this.#c, () => this.#lost(KEYS_FAILED));
    if (!this.#ended) {
      this.#connect();
    }
  }

  #connect() {
    const { url, version } = this.#settings;
    const sock = makeWASocket({
      auth: { creds: this.#keys.creds, keys: this.#keys.keys },
      waWebSocketUrl: url,
      ...(version && { version }),
      ...(this.#proxy && { ...this.#proxy, fetchAgent: this.#proxy.agent }),
      qrTimeout: this.#settings.qrMs,
      logger: quiet,
      emitOwnEvents: false,
      // Otherwise the phone would stop notifying its user.
      markOnlineOnConnect: false,
      syncFullHistory: false,
      // Old chats are not needed; the other types contain the ids of contacts.
      shouldSyncHistoryMessage: ({ syncType }) =>
        syncType !== HistorySyncType.FULL && syncType !== HistorySyncType.RECENT,
      shouldIgnoreJid: (jid) => isJidBroadcast(jid) || isJidNewsletter(jid),
      transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
      getMessage: ({ id }) => this.#keys.sent(id),
    });
    this.#sock = sock;
    let qrMs = this.#settings.qrMs ?? FIRST_QR_MS;
    sock.ev.on('creds.update', () => this.#keys.saveCreds().catch(() => {}));
    sock.ev.on('connection.update', ({ qr, isNewLogin, connection, lastDisconnect }) => {
      if (qr) {
        this.#resolveQrReady();
        this.#emit('qr', { value: qr, ms: qrMs });
        qrMs = this.#settings.qrMs ?? NEXT_QR_MS;
      }
      if (isNewLogin) {
        this.#paired = true;
        this.#emit('linked', this.#me());
      }
      if (connection === 'open') {
        this.#open = true;
        this.#paired = false;
        this.#emit('up', this.#me());
      }
      if (connection === 'close' && sock === this.#sock) {
        this.#closed(lastDisconnect?.error);
      }
    });
    sock.ev.on('messages.upsert', ({ messages }) => messages.forEach((message) => this.#receive(message)));
    // Baileys considers a message sent as soon as it is written, and merges receipts that arrive together.
    sock.ws.on('CB:ack,class:message', ({ attrs }) => this.#acks.get(attrs.id)?.(attrs));
    sock.ws.on('CB:receipt', (node) => this.#receipt(node));
  }

  #closed(error) {
    const code = error?.output?.statusCode;
    const restart = code === DisconnectReason.restartRequired || this.#paired;
    this.#paired = false;
    if (restart && !this.#ended) {
      this.#connect();
    } else {
      this.#lost(code ?? 0);
    }
  }

  #lost(code) {
    if (!this.#ended) {
      this.#emit('down', { code });
      this.close();
    }
  }

  close() {
    this.#ended = true;
    this.#open = false;
    this.#acks.forEach((done) => done({ lost: true }));
    this.#acks.clear();
    this.#sock?.end(undefined);
    this.#proxy?.options.dispatcher.close().catch(() => {});
  }

  async logout() {
    await this.#sock?.logout();
    this.close();
    return {};
  }

  async code({ number }) {
    await this.#qrReady;
    return { code: await this.#sock.requestPairingCode(number.slice(1)) };
  }

  async check({ numbers }) {
    this.#requireOpen();
    return { found: await Promise.all(numbers.map((number) => this.#find(number))) };
  }

  /** One query per number, since WhatsApp's answer to several does not contain the numbers queried. */
  async #find(number) {
    const query = new USyncQuery().withContactProtocol().withLIDProtocol().withUser(new USyncUser().withPhone(number));
    const answer = await this.#sock.executeUSyncQuery(query);
    if (!answer) {
      throw new Error('no answer');
    }
    const found = answer.list.find(({ contact }) => contact);
    if (found?.lid) {
      await this.#sock.signalRepository.lidMapping.storeLIDPNMappings([{ pn: found.id, lid: found.lid }]);
    }
    return { number, address: found?.id, lid: found?.lid };
  }

  async send(line) {
    this.#requireOpen();
    const sock = this.#sock;
    const { message, quoted } = outgoing(line.to, line);
    const whole = await generateWAMessage(line.to, message, {
      logger: quiet,
      userJid: sock.user.id,
      upload: sock.waUploadToServer,
      messageId: line.id,
      quoted,
    });
    await this.#keys.keepSent(line.id, whole.message);
    this.#requireOpen();
    const acknowledged = new Promise((resolve) => this.#acks.set(line.id, resolve));
    try {
      await sock.relayMessage(line.to, whole.message, { messageId: line.id });
      const { error, lost } = await acknowledged;
      if (lost) {
        return { fault: 'unknown_outcome' };
      }
      return error ? { refused: error, until: error === '463' ? await this.#restrictedUntil() : undefined } : {};
    } catch (e) {
      // Baileys fetches devices and keys before it writes the message, and saves keys afterwards.
      return { fault: e.output?.statusCode === DisconnectReason.connectionClosed ? 'not_connected' : 'unknown_outcome' };
    } finally {
      this.#acks.delete(line.id);
    }
  }

  async #restrictedUntil() {
    const timelock = this.#sock.fetchAccountReachoutTimelock().catch(() => undefined);
    const timeout = new Promise((resolve) => setTimeout(resolve, TIMELOCK_MS).unref());
    return (await Promise.race([timelock, timeout]))?.timeEnforcementEnds?.toISOString();
  }

  /** One at a time, so that "paused" does not overtake "composing". */
  typing({ to, on }) {
    this.#presence = this.#presence.then(() => this.#type(to, on)).catch(() => {});
  }

  async #type(to, on) {
    if (this.#open) {
      if (on && !isJidGroup(to)) {
        await this.#sock.presenceSubscribe(to);
      }
      await this.#sock.sendPresenceUpdate(on ? 'composing' : 'paused', to);
    }
  }

  async seen({ to, author, id }) {
    if (this.#open) {
      await this.#sock.readMessages([{ remoteJid: to, id, participant: author }]);
    }
  }

  #requireOpen() {
    if (!this.#open || this.#ended) {
      throw Object.assign(new Error('not connected'), { fault: 'not_connected' });
    }
  }

  #receipt({ attrs, content }) {
    const reached = REACHED[attrs.type ?? 'delivered'];
    const sender = attrs.participant ?? attrs.from;
    if (!reached || this.#isMe(sender) || attrs.recipient) {
      return;
    }
    const more = Array.isArray(content) ? content.flatMap((list) => list.content ?? []) : [];
    const ids = [attrs.id, ...more.filter(({ tag }) => tag === 'item').map((item) => item.attrs.id)];
    ids.forEach((id) => this.#emit('receipt', { id, reached, at: Number(attrs.t ?? 0) }));
  }

  /** One at a time, so that later messages do not overtake one with a slow download. */
  #receive(received) {
    if (!received.key.fromMe && received.message) {
      this.#inbox = this.#inbox.then(() => this.#process(received)).catch(() => this.#emit('unread', {}));
    }
  }

  async #process(received) {
    const { key } = received;
    const message = await incoming(received, {
      folder: this.#settings.folder,
      maxBytes: this.#settings.mediaBytes,
      host: async () => {
        await this.#sock.refreshMediaConn(false);
        return this.#sock.getMediaHost();
      },
      options: this.#proxy?.options,
      reupload: this.#sock.updateMediaMessage,
    });
    if (!message) {
      return;
    }
    const target = message.content.target;
    if (target) {
      target.ours = Boolean(target.key?.fromMe);
      target.author = target.key?.participant && (await this.#addresses(target.key.participant));
      delete target.key;
    }
    if (message.quoted) {
      message.quoted.ours = this.#isMe(message.quoted.author);
      message.quoted.author = message.quoted.author && (await this.#addresses(message.quoted.author));
    }
    this.#emit('message', {
      id: key.id,
      at: Number(received.messageTimestamp ?? 0),
      from: await this.#addresses(key.remoteJid, key.remoteJidAlt),
      author: key.participant && (await this.#addresses(key.participant, key.participantAlt)),
      content: message.content,
      quoted: message.quoted,
      origin: message.origin,
      mentions: await Promise.all(message.mentions.map((jid) => this.#addresses(jid))),
    });
  }

  /** Both addresses of a person, as far as they are known: the number's (pn) and the opaque one (lid). */
  async #addresses(jid, alt) {
    const address = jidNormalizedUser(jid);
    if (isJidGroup(jid)) {
      return { address };
    }
    const known = [address, jidNormalizedUser(alt)];
    const lid = known.find(isLidUser);
    const pn =
      known.find(isPnUser) || (lid && jidNormalizedUser(await this.#sock.signalRepository.lidMapping.getPNForLID(lid)));
    return { address, lid, pn: pn || undefined };
  }

  #isMe(jid) {
    const { me } = this.#keys.creds;
    return Boolean(jid && me) && (areJidsSameUser(jid, me.id) || areJidsSameUser(jid, me.lid));
  }

  #me() {
    const { me } = this.#keys.creds;
    return { address: jidNormalizedUser(me.id), lid: me.lid && jidNormalizedUser(me.lid) };
  }

  #emit(event, line) {
    if (!this.#ended) {
      writeLine({ event, c: this.#c, ...line });
    }
  }
}
