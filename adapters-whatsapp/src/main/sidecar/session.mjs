// One session's connection to WhatsApp, from "open" to "close".
import makeWASocket, {
  areJidsSameUser,
  DisconnectReason,
  isJidNewsletter,
  isJidStatusBroadcast,
  jidNormalizedUser,
  proto,
} from 'baileys';
import { rm } from 'node:fs/promises';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { ProxyAgent } from 'undici';
import { Account } from './account.mjs';
import { contentOf, lineOf } from './arrivals.mjs';
import { Calls } from './calls.mjs';
import { Channels } from './channels.mjs';
import { addressesOf, isSentToList, senderOf } from './chats.mjs';
import { Groups } from './groups.mjs';
import { History } from './history.mjs';
import { Inbox, nameOf } from './inbox.mjs';
import { openKeys } from './keys.mjs';
import { Lanes } from './lanes.mjs';
import { fileOf, Files } from './media.mjs';
import { Numbers } from './numbers.mjs';
import { pairingCode, removeDevice } from './pairing.mjs';
import { Polls } from './polls.mjs';
import { Posts } from './posts.mjs';
import { Presences } from './presences.mjs';
import { QrCodes } from './qrcodes.mjs';
import { quiet } from './quiet.mjs';
import { receiptOf } from './receipts.mjs';
import { revisionOf } from './revisions.mjs';
import { Sender } from './sender.mjs';
import { Timers } from './timers.mjs';
import { request, writeLine } from './wire.mjs';

const KEYS_FAILED = 'keys';
const { HistorySyncType } = proto.HistorySync;

export class Session {
  #addresses = (jid, alt) => addressesOf(jid, alt, (lid) => this.#numberOf(lid));
  #c;
  #online;
  #settings;
  #proxy;
  #keys;
  #sock;
  #open = false;
  #ended = false;
  #sender;
  #inbox;
  #polls;
  /** What earlier connections have left in the inbox for Baileys, such as keys from the phone. */
  #left = [];
  #resolveUp;
  #up = new Promise((resolve) => (this.#resolveUp = resolve));
  /** One for each chat: its messages wait for each other's files, and others do not. */
  #chats = new Lanes(this.#up);
  /** The names of the messages that are being received. */
  #receiving = new Set();
  #files;
  /** What its parts need of it, which report events of this kind. */
  #for = (event) => ({
    addresses: this.#addresses,
    isMe: (jid) => this.#isMe(jid),
    emit: (line) => this.#emit(event, line),
  });
  #groups = new Groups(this.#for('group'));
  #history;
  #calls = new Calls(this.#for('call'));
  #account;
  #timers;
  #numbers = new Numbers();
  #channels = new Channels();
  #posts;
  #presences;
  /** Just paired: the connection closes to restart, even if the code for that (515) is lost. */
  #paired = false;
  #resolveQrReady;
  /** WhatsApp accepts requests from a device that is not linked only after it has sent a QR code. */
  #qrReady = new Promise((resolve) => (this.#resolveQrReady = resolve));

  /**
   * @param settings the version to report, how much history to take in (none, recent or full), whether to
   *     receive stories and channels and, shared by all sessions, url, folder, mediaBytes, qrMs
   * @param online whether WhatsApp shows it as online, and reports the presence of others
   */
  constructor(c, settings, proxy, online) {
    this.#c = c;
    this.#presences = new Presences({ ...this.#for('presence'), receives: online, isOpen: () => this.#open });
    this.#online = online;
    this.#settings = settings;
    this.#proxy = proxy && {
      agent: new HttpsProxyAgent(proxy),
      options: { dispatcher: new ProxyAgent(proxy) },
    };
    this.#posts = new Posts({
      receives: settings.channels,
      inbox: () => this.#inbox,
      received: (post) => this.#receive(post),
    });
    this.#files = new Files(settings, proxy, () => this.#sock);
    this.#account = new Account({
      ...this.#for('block'),
      start: this.#up,
      files: this.#files,
      dispatcher: () => this.#proxy?.options.dispatcher,
      tell: (news) => request({ do: 'state', c, news }),
    });
    this.#history = new History(settings.history, {
      files: this.#files,
      start: this.#up,
      hasEnded: () => this.#ended,
      isMe: (jid) => this.#isMe(jid),
      numberOf: (lid) => this.#numberOf(lid),
      keep: (messages) => request({ do: 'history', c: this.#c, messages }),
      done: (inbox) => this.#emit('handled', { inbox }),
    });
  }

  async open() {
    this.#keys = await openKeys(this.#c, () => this.#lost(KEYS_FAILED));
    this.#inbox = new Inbox(this.#keys);
    this.#polls = new Polls(this.#keys);
    this.#timers = new Timers(this.#keys.keys, this.#for('timer'));
    this.#sender = new Sender({
      timers: this.#timers,
      channels: this.#channels,
      dispatcher: this.#proxy?.options.dispatcher,
      keys: this.#keys,
      polls: this.#polls,
      numbers: this.#numbers,
      requireOpen: () => this.#requireOpen(),
    });
    const { messages, kept } = await this.#inbox.left();
    kept.forEach((inbox) => this.#emit('handled', { inbox }));
    const isForBaileys = ({ key }) => key.fromMe && !isJidNewsletter(key.remoteJid);
    this.#left = messages.filter(isForBaileys);
    messages.filter((message) => !isForBaileys(message)).forEach((message) => this.#receive(message));
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
      // The phone stops notifying its user, but WhatsApp reports presence only to those who are online.
      markOnlineOnConnect: this.#online,
      syncFullHistory: this.#settings.history === 'full',
      // What they contain is read by History, if at all; the other types contain the ids of contacts.
      shouldSyncHistoryMessage: ({ syncType }) =>
        syncType !== HistorySyncType.FULL && syncType !== HistorySyncType.RECENT,
      shouldIgnoreJid: (jid) => (isJidStatusBroadcast(jid) && !this.#settings.stories) || isJidNewsletter(jid),
      makeSignalRepository: (...parts) => this.#sender.counting(this.#inbox.repository(...parts)),
      transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
      cachedGroupMetadata: (id) => this.#groups.cached(id),
      getMessage: ({ id }) => this.#keys.sent(id),
    });
    this.#sock = sock;
    this.#inbox.watch(sock.ws);
    this.#history.watch(sock, this.#keys);
    for (const each of [this.#groups, this.#calls, this.#presences, this.#timers, this.#channels, this.#posts]) {
      each.watch(sock);
    }
    this.#account.watch(sock, this.#keys);
    const codes = new QrCodes(this.#keys, this.#settings.qrMs, (line) => this.#emit('qr', line));
    sock.ev.on('creds.update', () => this.#keys.saveCreds().catch(() => {}));
    sock.ev.on('connection.update', ({ qr, isNewLogin, connection, lastDisconnect }) => {
      if (qr) {
        this.#resolveQrReady();
        codes.show(qr);
      }
      if (isNewLogin) {
        this.#paired = true;
        this.#emit('linked', this.#me());
      }
      if (connection === 'open') {
        this.#open = true;
        this.#paired = false;
        this.#emit('up', this.#me());
        this.#resolveUp();
        this.#left.splice(0).forEach((message) => sock.upsertMessage(message, 'append').catch(() => {}));
      }
      if (connection === 'close' && sock === this.#sock) {
        this.#closed(lastDisconnect?.error);
      }
    });
    sock.ev.on('messages.upsert', ({ messages }) => messages.forEach((message) => this.#receive(message)));
    this.#sender.watch(sock);
    // Baileys merges receipts that arrive together.
    sock.ws.on('CB:receipt', (node) => this.#receipt(node).catch(() => {}));
    sock.ws.on('CB:notification,type:companion_reg_refresh', (node) => codes.refresh(sock, node).catch(() => {}));
    sock.ws.on('CB:notification,type:passkey_prologue_request', () => this.#lost('passkey'));
  }

  #closed(error) {
    const code = error?.output?.statusCode;
    const restart = code === DisconnectReason.restartRequired || this.#paired;
    this.#paired = false;
    if (restart && !this.#ended) {
      this.#connect();
    } else {
      this.#lost(code ?? 0, error?.data?.expire);
    }
  }

  #lost(code, expire) {
    if (!this.#ended) {
      this.#emit('down', { code, expire });
      this.close();
    }
  }

  close() {
    this.#ended = true;
    this.#open = false;
    this.#sender?.close();
    this.#sock?.end(undefined);
    this.#proxy?.options.dispatcher.close().catch(() => {});
    this.#files.close();
  }

  async logout() {
    try {
      await removeDevice(this.#sock, this.#keys.creds);
      return {};
    } finally {
      this.close();
    }
  }

  async code({ number }) {
    await this.#qrReady;
    return pairingCode(this.#sock, this.#keys, number);
  }

  async check({ numbers }) {
    this.#requireOpen();
    return { found: await Promise.all(numbers.map((number) => this.#numbers.find(this.#sock, number))) };
  }

  send(line) {
    return this.#sender.send(this.#sock, line);
  }

  typing({ to, on }) {
    this.#presences.show({ to, state: on ? 'composing' : 'paused' });
  }

  presence(line) {
    this.#presences.show(line);
  }

  async seen({ to, author, id }) {
    // Posts have counters instead of receipts.
    if (this.#open && !isJidNewsletter(to)) {
      await this.#sock.readMessages([{ remoteJid: to, id, participant: author }]);
    }
  }

  /** Downloads the file of a message that was received before. */
  async media(line) {
    this.#requireOpen();
    return this.#files.fetch(line);
  }

  group(line) {
    this.#requireOpen();
    return this.#groups.ask(line);
  }

  /** @param part profiles, labels or marks */
  account(part, line) {
    this.#requireOpen();
    return this.#account[part].ask(line);
  }

  channel(line) {
    this.#requireOpen();
    return this.#channels.ask(line);
  }

  timer(line) {
    this.#requireOpen();
    return this.#timers.set(line, this.#groups, (message) => this.send(message));
  }

  reject({ id }) {
    this.#requireOpen();
    return this.#calls.reject(id);
  }

  #requireOpen() {
    if (!this.#open || this.#ended) {
      throw Object.assign(new Error('not connected'), { fault: 'not_connected' });
    }
  }

  async #receipt(node) {
    const { ids, sender, member, ...receipt } = receiptOf(node);
    if (receipt.reached && !this.#isMe(sender)) {
      const by = member && (await this.#addresses(...member));
      ids.forEach((id) => this.#emit('receipt', { id, ...receipt, member: by }));
    }
  }

  /** It stays in the inbox until Crier has kept it, even if this connection ends before. */
  #receive(received) {
    const { key } = received;
    // What has no content is not in the inbox; its content may come later under the same name.
    const name = received.message && !received.messageStubType ? nameOf(key) : undefined;
    if (name && this.#receiving.has(name)) {
      return;
    }
    if (this.#history.take(received, name)) {
      return;
    }
    if (isSentToList(key)) {
      this.#emit('handled', { inbox: name });
      return;
    }
    if (name) {
      this.#receiving.add(name);
    }
    const revision = revisionOf(received, (jid) => this.#isMe(jid));
    const file = fileOf(received);
    const downloading = file && this.#up.then(() => this.#files.first(file));
    this.#chats.add(senderOf(key), async () => {
      const downloaded = await downloading;
      let handedOn = false;
      try {
        handedOn = await this.#process(received, name, revision, downloaded);
      } catch {
        this.#emit('unread', {});
      } finally {
        if (downloaded?.path && !handedOn) {
          await rm(downloaded.path, { force: true }).catch(() => {});
        }
        this.#receiving.delete(name);
      }
    });
  }

  /** Returns whether Crier has the message now, and its file with it. */
  async #process(received, name, revision, downloaded) {
    const sock = this.#sock;
    await this.#polls.keep(received);
    if (!this.#ended && (await this.#timers.take(received, name))) {
      return false;
    }
    const vote = await this.#polls.vote(received);
    const message = vote ? { content: {}, mentions: [] } : contentOf(received, revision, downloaded);
    if (this.#ended || !sock.ws.isOpen) {
      // It comes again.
      return false;
    }
    if (!message) {
      this.#emit('handled', { inbox: name });
      return false;
    }
    const line = await lineOf(received, { revision, vote }, message, {
      isMe: (jid) => this.#isMe(jid),
      numberOf: (lid) => this.#numberOf(lid),
    });
    this.#emit('message', { inbox: name, ...line });
    return true;
  }

  #numberOf(lid) {
    return this.#sock.signalRepository.lidMapping.getPNForLID(lid);
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
