// Posts in channels. WhatsApp can read them: neither they nor their files are encrypted.
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { DEFAULT_ORIGIN, getContentType, isJidNewsletter, proto } from 'baileys';

const TAG = 'post';
const { REVOKE, MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;
const { CIPHERTEXT } = proto.WebMessageInfo.StubType;
/** By the attribute "edit" of a stanza. */
const REVISIONS = { 1: MESSAGE_EDIT, 3: MESSAGE_EDIT, 7: REVOKE, 8: REVOKE };
const UPLOAD_MS = 300_000;
const KINDS = { imageMessage: 'image', videoMessage: 'video' };

/** What is posted in the channels of one session. */
export class Posts {
  #receives;
  #inbox;
  #received;
  #last = Promise.resolve();

  /**
   * @param receives whether the session wants them
   * @param inbox returns where they are stored
   * @param received called with each, once it is stored and acknowledged
   */
  constructor({ receives, inbox, received }) {
    this.#receives = receives;
    this.#inbox = inbox;
    this.#received = received;
  }

  /** Under another tag, as Baileys would acknowledge a post before it is stored. */
  watch(sock) {
    sock.ws.on('frame', (frame) => {
      if (frame.tag === 'message' && isJidNewsletter(frame.attrs.from)) {
        frame.tag = TAG;
      }
    });
    sock.ws.on(`CB:${TAG}`, ({ attrs, content }) => {
      this.#last = this.#last.then(() => this.#arrived(sock, { attrs, content })).catch(() => {});
    });
  }

  async #arrived(sock, { attrs, content }) {
    const parts = (Array.isArray(content) ? content : []).filter(({ tag }) => tag === 'plaintext' || tag === 'meta');
    const entry = { at: performance.timeOrigin + performance.now(), attrs, content: parts };
    const post = this.#receives && postOf(entry);
    const isNew = post && (!post.message || (await this.#inbox().keep(post.key, entry)));
    await sock.sendMessageAck({ tag: 'message', attrs });
    if (isNew) {
      this.#received(post);
    }
  }
}

/** A stanza from a channel as a message; undefined if it says nothing, as one that brings reactions. */
export function postOf({ attrs, content }) {
  const { from: remoteJid, id, t, server_id, is_sender, edit } = attrs;
  const type = REVISIONS[edit];
  // The stanza of a change has the id of what it changes.
  const revision = type === undefined ? undefined : `${edit}/${content.find(({ tag }) => tag === 'meta')?.attrs.msg_edit_t ?? t}`;
  const key = { remoteJid, id, fromMe: is_sender === 'true', server_id, revision };
  const post = { key, messageTimestamp: Number(t) };
  if (type === REVOKE) {
    return { ...post, message: proto.Message.fromObject({ protocolMessage: { key: { id }, type } }) };
  }
  const plain = content.find(({ tag }) => tag === 'plaintext');
  if (!plain) {
    return undefined;
  }
  try {
    const message = proto.Message.decode(plain.content ?? Buffer.alloc(0));
    const edited = { protocolMessage: { key: { id }, type, editedMessage: message } };
    return { ...post, message: type === undefined ? message : proto.Message.fromObject(edited) };
  } catch {
    return { ...post, messageStubType: CIPHERTEXT };
  }
}

/** A post to a channel: first its file is uploaded, if it has one, then it is submitted. */
export class Post {
  #sock;
  #to;
  #id;
  #dispatcher;
  #handle;

  constructor(sock, { to, id }, dispatcher) {
    this.#sock = sock;
    this.#to = to;
    this.#id = id;
    this.#dispatcher = dispatcher;
  }

  /** Called by Baileys, which deletes the file only if this succeeds. */
  upload = async (path, { mediaType, fileEncSha256B64: hash }) => {
    const { hosts, auth } = await this.#sock.refreshMediaConn(false);
    const token = hash.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    const query = new URLSearchParams({ auth, token });
    for (const { hostname } of hosts) {
      const taken = await this.#send(`https://${hostname}/newsletter/newsletter-${mediaType}/${token}?${query}`, path);
      if (taken?.direct_path) {
        this.#handle = taken.handle;
        return { mediaUrl: taken.url, directPath: taken.direct_path };
      }
    }
    await rm(path, { force: true });
    throw new Error('no host has taken the file');
  };

  async #send(url, path) {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body: createReadStream(path),
        duplex: 'half',
        headers: {
          'Content-Type': 'application/octet-stream',
          'Content-Length': String((await stat(path)).size),
          Origin: DEFAULT_ORIGIN,
        },
        dispatcher: this.#dispatcher,
        signal: AbortSignal.timeout(UPLOAD_MS),
      });
      return await answer.json();
    } catch {
      return undefined;
    }
  }

  submit(message) {
    const kind = KINDS[getContentType(message)];
    return this.#sock.sendNode({
      tag: 'message',
      attrs: {
        to: this.#to,
        id: this.#id,
        type: kind ? 'media' : 'text',
        ...(this.#handle && { media_id: this.#handle }),
      },
      content: [{ tag: 'plaintext', attrs: kind ? { mediatype: kind } : {}, content: proto.Message.encode(message).finish() }],
    });
  }
}
