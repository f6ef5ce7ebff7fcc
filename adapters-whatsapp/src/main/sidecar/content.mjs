// Translates the content of messages between Crier's format and WhatsApp's.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { downloadMediaMessage, getContentType, normalizeMessageContent } from 'baileys';
import { quiet } from './quiet.mjs';

const DEEPEST = 30;
/** The text of a quoted message, whatever its kind. */
const READABLE = ['text', 'caption', 'name', 'displayName', 'fileName', 'title', 'contentText', 'selectedDisplayText'];
/** An album only announces the files that follow it. */
const NOT_MESSAGES = new Set(['protocolMessage', 'senderKeyDistributionMessage', 'albumMessage']);

/** For Baileys' generateWAMessage. */
export function outgoing(to, { content, quoted, mentions }) {
  const message = toBaileys(to, content);
  return {
    message: mentions?.length ? { ...message, mentions } : message,
    quoted: quoted && { key: keyOf(to, quoted), message: { conversation: quoted.text } },
  };
}

function toBaileys(to, content) {
  const { type, text, path, mimeType: mimetype } = content;
  // No thumbnails: they would require a native library, or run any program found on the path.
  const media = { mimetype, caption: content.caption, jpegThumbnail: null };
  switch (type) {
    case 'text':
      return { text, linkPreview: null };
    case 'image':
      return { image: { url: path }, ...media };
    case 'video':
      return { video: { url: path }, ...media };
    case 'audio':
      return { audio: { url: path }, mimetype };
    case 'voice':
      return { audio: { url: path }, mimetype: voiceType(mimetype), ptt: true };
    case 'document':
      return { document: { url: path }, mimetype, caption: content.caption, fileName: content.filename };
    case 'location':
      return {
        location: {
          degreesLatitude: content.latitude,
          degreesLongitude: content.longitude,
          name: content.name,
          address: content.address,
        },
      };
    case 'contact':
      return {
        contacts: { displayName: content.name, contacts: [{ displayName: content.name, vcard: vcard(content) }] },
      };
    case 'reaction':
      return { react: { text: content.emoji, key: keyOf(to, content.target) } };
    default:
      throw new Error('unknown type');
  }
}

function keyOf(remoteJid, { id, ours, author }) {
  return { remoteJid, id, fromMe: ours, participant: author };
}

function voiceType(mimetype) {
  return mimetype === 'audio/ogg' ? 'audio/ogg; codecs=opus' : mimetype;
}

function vcard({ name, number }) {
  const escaped = name.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, ' ');
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', `FN:${escaped}`];
  lines.push(`TEL;type=CELL;waid=${number.slice(1)}:${number}`, 'END:VCARD');
  return lines.join('\n');
}

/**
 * The content of a received message, or undefined if it is one of the protocol's own. If the message
 * has a file, it is downloaded to the folder, from which Crier moves it.
 *
 * @param download how files are downloaded: host, options, folder, maxBytes, reupload
 */
export async function incoming(received, download) {
  const message = normalizeMessageContent(received.message);
  const kind = message && getContentType(message);
  if (!kind || NOT_MESSAGES.has(kind)) {
    return undefined;
  }
  const inner = message[kind];
  const context = inner?.contextInfo ?? {};
  return {
    content: await fromBaileys(kind, inner, { ...download, received }),
    mentions: context.mentionedJid ?? [],
    origin: {
      name: received.pushName || undefined,
      forwarded: Boolean(context.isForwarded),
      ad: plain(context.externalAdReply, DEEPEST),
    },
    quoted: context.stanzaId && {
      id: context.stanzaId,
      author: context.participant,
      text: textOf(normalizeMessageContent(context.quotedMessage)),
    },
  };
}

async function fromBaileys(kind, inner, download) {
  switch (kind) {
    case 'conversation':
      return { type: 'text', text: inner };
    case 'extendedTextMessage':
      return { type: 'text', text: inner.text };
    case 'imageMessage':
      return file('image', inner, download);
    case 'stickerMessage':
      return file('sticker', inner, download);
    case 'videoMessage':
      return file('video', inner, download);
    case 'audioMessage':
      return file(inner.ptt ? 'voice' : 'audio', inner, download);
    case 'documentMessage':
      return file('document', inner, download);
    case 'locationMessage':
    case 'liveLocationMessage':
      return {
        type: 'location',
        latitude: inner.degreesLatitude,
        longitude: inner.degreesLongitude,
        name: inner.name || undefined,
        address: inner.address || undefined,
      };
    case 'contactMessage':
      return cards([inner]);
    case 'contactsArrayMessage':
      return cards(inner.contacts ?? []);
    case 'reactionMessage':
      return { type: 'reaction', emoji: inner.text ?? '', target: { id: inner.key?.id, key: inner.key } };
    default:
      return { type: 'other', kind, message: plain(inner, DEEPEST) };
  }
}

function cards(contacts) {
  return { type: 'contacts', cards: contacts.map(({ displayName, vcard }) => ({ name: displayName, vcard })) };
}

/** The texts and lists of a part of a message, without keys, hashes and thumbnails. */
function plain(value, depth) {
  if (typeof value === 'string') {
    return value;
  }
  if (!value || typeof value !== 'object' || value instanceof Uint8Array || depth === 0) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map((each) => plain(each, depth - 1));
  }
  const fields = Object.entries(value).filter(([name]) => name !== 'contextInfo');
  return Object.fromEntries(fields.map(([name, each]) => [name, plain(each, depth - 1)]));
}

async function file(type, inner, { received, host, options, folder, maxBytes, reupload }) {
  if (Number(inner.fileLength ?? 0) > maxBytes) {
    return withoutFile(type, inner);
  }
  const path = join(folder, randomUUID());
  try {
    // Only from WhatsApp's own host: the sender could name any other, even one in our network.
    if (!inner.directPath?.startsWith('/')) {
      throw new Error('no path');
    }
    const from = { host: await host(), options };
    const stream = await downloadMediaMessage(received, 'stream', from, { logger: quiet, reuploadRequest: reupload });
    await pipeline(stream, atMost(maxBytes), createWriteStream(path, { mode: 0o600 }));
  } catch {
    await rm(path, { force: true });
    return withoutFile(type, inner);
  }
  return {
    type,
    path,
    mimeType: inner.mimetype?.split(';')[0].trim(),
    caption: inner.caption || undefined,
    filename: inner.fileName || undefined,
  };
}

function withoutFile(kind, { caption, fileName }) {
  return { type: 'unsupported', kind, text: [caption, fileName].filter(Boolean).join('\n') };
}

/** The size that the sender declares may be wrong. */
function atMost(bytes) {
  let seen = 0;
  return new Transform({
    transform(chunk, _, done) {
      seen += chunk.length;
      done(seen > bytes ? new Error('too large') : null, chunk);
    },
  });
}

function textOf(message) {
  const kind = message && getContentType(message);
  const inner = kind && message[kind];
  return (typeof inner === 'string' ? inner : (READABLE.map((field) => inner?.[field]).find(Boolean) ?? '')) ?? '';
}
