// Messages from before this device was linked, which the phone uploads in parts. A part stays in the inbox
// until Crier has kept all of its messages; they are read from the stream and passed on a few at a time.
import { pipeline, Readable } from 'node:stream';
import { createInflate } from 'node:zlib';
import { getHistoryMsg, isJidBroadcast, isJidNewsletter, isLidUser, proto } from 'baileys';
// Not exported, and without it Baileys would not remove tokens when they have expired.
import { buildMergedTcTokenIndexWrite } from 'baileys/lib/Utils/tc-token-utils.js';
import { contentOf, lineOf } from './arrivals.mjs';
import { failureOf, noMoreThan } from './media.mjs';
import { delimited, fieldsIn, fieldsOf } from './protobuf.mjs';

const { INITIAL_BOOTSTRAP, RECENT, FULL } = proto.HistorySync.HistorySyncType;
const TYPES = { recent: [INITIAL_BOOTSTRAP, RECENT], full: [INITIAL_BOOTSTRAP, RECENT, FULL] };
/** How many messages of one session are taken in, and how many of each chat in a part, the newest. */
const MOST = { recent: 20_000, full: 200_000 };
const MOST_OF_CHAT = 2_000;
const MOST_BYTES = 256 * 1024 * 1024;
const LONGEST_CHAT = 32 * 1024 * 1024;
/** How much is passed on at once. */
const MESSAGES_AT_ONCE = 100;
const CHARACTERS_AT_ONCE = 1_000_000;
const RETRY_MS = [10_000, 60_000, 600_000];
/** Trying again does not help. */
const FINAL = new Set(['gone', 'too_large', 'corrupt']);
const CONVERSATIONS = 2;
const MESSAGES = 2;

export class History {
  #mode;
  #files;
  #hasEnded;
  #me;
  #keep;
  #done;
  #sock;
  #keys;
  #last;

  /**
   * @param mode none, recent or full
   * @param start a promise that all parts wait for
   * @param keep passes messages to Crier, and resolves when they are kept
   * @param done called with the name of a part of which nothing is needed any more
   */
  constructor(mode, { files, start, hasEnded, isMe, numberOf, keep, done }) {
    this.#mode = mode;
    this.#files = files;
    this.#last = start;
    this.#hasEnded = hasEnded;
    this.#me = { isMe, numberOf };
    this.#keep = keep;
    this.#done = done;
  }

  watch(sock, keys) {
    this.#sock = sock;
    this.#keys = keys;
  }

  /** Returns whether this announces a part, which is then read after those before it. */
  take({ key, message }, name) {
    const part = key.fromMe && getHistoryMsg(message);
    if (!part) {
      return false;
    }
    if (TYPES[this.#mode]?.includes(part.syncType)) {
      this.#last = this.#last.then(() => this.#insist(part, name)).catch(() => {});
    } else {
      this.#done(name);
    }
    return true;
  }

  /** If nothing helps, it is read again with the next connection. */
  async #insist(part, name) {
    for (const pause of [...RETRY_MS, undefined]) {
      if (this.#hasEnded()) {
        return;
      }
      try {
        await this.#read(part);
        this.#done(name);
        return;
      } catch (e) {
        const failure = failureOf(e);
        if (FINAL.has(failure)) {
          this.#done(name);
          return;
        }
      }
      await new Promise((resolve) => pause && setTimeout(resolve, pause).unref());
    }
  }

  async #read(part) {
    const taken = (await this.#keys.keys.get('history', ['taken'])).taken ?? 0;
    const batch = new Batch(this.#keep);
    let left = MOST[this.#mode] - taken;
    for await (const { number, bytes } of fieldsOf(await this.#open(part), LONGEST_CHAT)) {
      if (this.#hasEnded()) {
        throw new Error('closed');
      }
      if (number === CONVERSATIONS && left > 0) {
        left -= await this.#chat(bytes, Math.min(left, MOST_OF_CHAT), batch);
      }
    }
    await batch.flush();
    await this.#keys.keys.set({ history: { taken: MOST[this.#mode] - left } });
  }

  async #open({ initialHistBootstrapInlinePayload: inline, ...part }) {
    const compressed = inline?.length ? Readable.from([inline]) : await this.#files.uploaded(part, 'md-msg-hist');
    // Whoever reads it sees each failure.
    return pipeline(compressed, createInflate(), noMoreThan(MOST_BYTES), () => {});
  }

  /** Returns how many of its messages were passed on. */
  async #chat(bytes, most, batch) {
    const fields = [...fieldsIn(bytes)];
    const about = fields.filter(({ number }) => number !== MESSAGES).map(delimited);
    const chat = proto.Conversation.decode(Buffer.concat(about));
    await this.#learn(chat);
    if (!chat.id || isJidBroadcast(chat.id) || isJidNewsletter(chat.id)) {
      return 0;
    }
    const alt = isLidUser(chat.id) ? chat.pnJid : chat.lidJid;
    const newest = fields.filter(({ number }) => number === MESSAGES).slice(0, most);
    let passed = 0;
    // The phone puts the newest first.
    for (const field of newest.reverse()) {
      const line = await this.#line(field.bytes, chat.id, alt);
      if (line) {
        passed++;
        await batch.add(line);
      }
    }
    return passed;
  }

  async #line(bytes, remoteJid, remoteJidAlt) {
    try {
      const { message: past } = proto.HistorySyncMsg.decode(bytes);
      if (!past?.message || past.messageStubType) {
        return undefined;
      }
      const { fromMe, id, participant } = past.key;
      const key = { remoteJid, remoteJidAlt, fromMe, id, participant: participant || past.participant };
      const received = { ...past, key, message: past.message, pushName: past.pushName };
      const message = contentOf(received, undefined, {});
      return message && (await lineOf(received, {}, message, this.#me));
    } catch {
      return undefined;
    }
  }

  /** Which number a hidden id has, and the token without which WhatsApp takes no message to a person. */
  async #learn({ id, pnJid, lidJid, tcToken, tcTokenTimestamp, tcTokenSenderTimestamp }) {
    const pair = isLidUser(id) ? { lid: id, pn: pnJid } : { lid: lidJid, pn: id };
    if (pair.lid && pair.pn) {
      await this.#sock.signalRepository.lidMapping.storeLIDPNMappings([pair]).catch(() => {});
    }
    const timestamp = Number(tcTokenTimestamp ?? 0);
    const jid = pair.lid ?? id;
    if (!tcToken?.length || !timestamp || !jid) {
      return;
    }
    const { [jid]: known } = await this.#keys.keys.get('tctoken', [jid]);
    if (Number(known?.timestamp ?? 0) >= timestamp) {
      return;
    }
    const sender = tcTokenSenderTimestamp && { senderTimestamp: Number(tcTokenSenderTimestamp) };
    const token = { ...known, ...sender, token: Buffer.from(tcToken), timestamp: String(timestamp) };
    const index = await buildMergedTcTokenIndexWrite(this.#keys.keys, [jid]);
    await this.#keys.keys.set({ tctoken: { [jid]: token, ...index } });
  }
}

/** Lines that are passed on together. */
class Batch {
  #keep;
  #lines = [];
  #characters = 0;

  constructor(keep) {
    this.#keep = keep;
  }

  async add(line) {
    this.#lines.push(line);
    this.#characters += JSON.stringify(line).length;
    if (this.#lines.length >= MESSAGES_AT_ONCE || this.#characters >= CHARACTERS_AT_ONCE) {
      await this.flush();
    }
  }

  async flush() {
    const lines = this.#lines.splice(0);
    this.#characters = 0;
    if (lines.length) {
      await this.#keep(lines);
    }
  }
}
