// Downloads the files of received messages: at once, but only for a moment, and later when Crier asks for it.
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline as connect, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  downloadContentFromMessage,
  downloadMediaMessage,
  getContentType,
  getHttpStream,
  isJidNewsletter,
  proto,
} from 'baileys';
import { Agent, ProxyAgent } from 'undici';
import { partOf } from './kinds.mjs';
import { atMost } from './lanes.mjs';

/** The kinds of messages with a file. */
const TYPES = {
  imageMessage: 'image',
  stickerMessage: 'sticker',
  videoMessage: 'video',
  ptvMessage: 'video',
  audioMessage: 'audio',
  documentMessage: 'document',
};
const MAX_DOWNLOADS = 4;
/** How long a message waits for its file. */
const FIRST_TRY_MS = 3_000;
const DOWNLOAD_MS = 300_000;
const REUPLOAD_MS = 30_000;
const SILENCE = { headersTimeout: 60_000, bodyTimeout: 60_000 };
/** The sender's phone is asked to upload the file again. */
const GONE = new Set([404, 410]);

/** The file of a received message, if it has one: what is needed to download it, and its type. */
export function fileOf({ key, message }) {
  const { kind, part: whole } = partOf(message);
  const type = TYPES[kind];
  if (!type) {
    return undefined;
  }
  const { url, mimetype, fileSha256, fileEncSha256, fileLength, mediaKey, directPath, ptt } = whole;
  const part = { url, mimetype, fileSha256, fileEncSha256, fileLength, mediaKey, directPath };
  const { remoteJid, fromMe, id, participant } = key;
  return {
    type: ptt && type === 'audio' ? 'voice' : type,
    part,
    info: { key: { remoteJid, fromMe, id, participant }, message: { [kind]: part } },
  };
}

/** With which Crier asks for the file later. */
export function referenceTo({ info }) {
  return Buffer.from(proto.WebMessageInfo.encode(info).finish()).toString('base64');
}

/** The downloads of one session. */
export class Files {
  #settings;
  #sock;
  #download = atMost(MAX_DOWNLOADS);
  /** Apart from that for other requests, so that unfinished downloads can be ended. */
  #downloader;

  /**
   * @param settings folder, mediaBytes
   * @param sock returns the current connection
   */
  constructor(settings, proxy, sock) {
    this.#settings = settings;
    this.#sock = sock;
    this.#downloader = proxy ? new ProxyAgent({ uri: proxy, ...SILENCE }) : new Agent(SILENCE);
  }

  close() {
    this.#downloader.destroy().catch(() => {});
  }

  /** Tries to download a file once; returns its path, or why that failed, or nothing after a moment. */
  async first({ info }) {
    const ended = new AbortController();
    let timer;
    const moment = new Promise((resolve) => {
      timer = setTimeout(() => {
        ended.abort();
        resolve({});
      }, FIRST_TRY_MS);
    });
    const tried = await Promise.race([this.#attempt(info, ended.signal), moment]);
    clearTimeout(timer);
    return tried;
  }

  /** Downloads a file to the folder, from which Crier moves it; returns its path, or why that failed. */
  fetch({ reference }) {
    const info = proto.WebMessageInfo.decode(Buffer.from(reference, 'base64'));
    return this.#attempt(info, AbortSignal.timeout(DOWNLOAD_MS));
  }

  /** What another device of this account has uploaded for this one. */
  async uploaded(part, purpose) {
    if (!part.directPath?.startsWith('/')) {
      throw failing('gone');
    }
    return downloadContentFromMessage(part, purpose, await this.#from());
  }

  async #from() {
    const sock = this.#sock();
    await sock.refreshMediaConn(false);
    return { host: sock.getMediaHost(), options: { dispatcher: this.#downloader } };
  }

  #attempt(info, signal) {
    return this.#download(async () => {
      const path = join(this.#settings.folder, randomUUID());
      try {
        signal.throwIfAborted();
        // Created once there is something to write: a file that nobody writes would stay open.
        const source = await this.#open(info);
        const target = createWriteStream(path, { mode: 0o600 });
        await pipeline(source, noMoreThan(this.#settings.mediaBytes), target, { signal });
        signal.throwIfAborted();
        return { path };
      } catch (e) {
        await rm(path, { force: true });
        return { failure: failureOf(e) };
      }
    });
  }

  async #open(info) {
    const part = info.message[getContentType(info.message)];
    if (Number(part.fileLength ?? 0) > this.#settings.mediaBytes) {
      throw failing('too_large');
    }
    // Only from WhatsApp's own host: the sender could name any other, even one in our network.
    if (!part.directPath?.startsWith('/')) {
      throw failing('gone');
    }
    const from = await this.#from();
    if (isJidNewsletter(info.key.remoteJid) && !part.mediaKey?.length) {
      return plainFile(part, from);
    }
    try {
      return await downloadMediaMessage(info, 'stream', from);
    } catch (e) {
      if (!GONE.has(statusOf(e))) {
        throw e;
      }
      await uploadedAgain(this.#sock(), info);
      return downloadMediaMessage(info, 'stream', from);
    }
  }
}

/** A file of a channel, which is not encrypted; fails in the end if it does not match its hash. */
async function plainFile({ directPath, fileSha256 }, { host, options }) {
  const source = await getHttpStream(`https://${host}${directPath}`, options);
  const hash = createHash('sha256');
  const checked = new Transform({
    transform(chunk, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(!fileSha256?.length || hash.digest().equals(fileSha256) ? null : failing('corrupt'));
    },
  });
  // An error of one ends both.
  return connect(source, checked, () => {});
}

/** Asks the sender's phone, which may be off. */
async function uploadedAgain(sock, info) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(failing('gone')), REUPLOAD_MS);
  });
  try {
    await Promise.race([sock.updateMediaMessage(info), timeout]);
  } catch {
    throw failing('gone');
  } finally {
    clearTimeout(timer);
  }
}

/** The size that the sender declares may be wrong. */
export function noMoreThan(bytes) {
  let seen = 0;
  return new Transform({
    transform(chunk, _, done) {
      seen += chunk.length;
      done(seen > bytes ? failing('too_large') : null, chunk);
    },
  });
}

function failing(failure) {
  return Object.assign(new Error(failure), { failure });
}

export function failureOf(e) {
  if (e?.failure) {
    return e.failure;
  }
  if (GONE.has(statusOf(e))) {
    return 'gone';
  }
  return /^(ERR_OSSL|Z_)/.test(e?.code) ? 'corrupt' : 'unreachable';
}

function statusOf(e) {
  return e?.output?.statusCode;
}
