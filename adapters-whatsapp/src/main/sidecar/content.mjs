// What messages say: from Crier's words to WhatsApp's, and back.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { downloadMediaMessage, getContentType, normalizeMessageContent } from 'baileys';
import { quiet } from './quiet.mjs';

/** For Baileys' generateWAMessage. */
export function outgoing(to, { content, quoted, mentions }) {
  const message = written(to, content);
  return {
    message: mentions?.length ? { ...message, mentions } : message,
    quoted: quoted && { key: keyOf(to, quoted), message: { conversation: quoted.text } },
  };
}

function written(to, content) {
  const { type, text, path, mimeType: mimetype } = content;
  // No thumbnails: they would take a native library, or a program from wherever it is found.
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
      return { audio: { url: path }, mimetype: spoken(mimetype), ptt: true };
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

function spoken(mimetype) {
  return mimetype === 'audio/ogg' ? 'audio/ogg; codecs=opus' : mimetype;
}

function vcard({ name, number }) {
  const escaped = name.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, ' ');
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', `FN:${escaped}`];
  lines.push(`TEL;type=CELL;waid=${number.slice(1)}:${number}`, 'END:VCARD');
  return lines.join('\n');
}

/**
 * What a received message says, or nothing if it says nothing to people. Its file, if it has one, lies
 * in the folder, for Crier to take.
 *
 * @param place where files are fetched from, and put: host, options, folder, most bytes, reupload
 */
export async function incoming(received, place) {
  const message = normalizeMessageContent(received.message);
  const kind = message && getContentType(message);
  if (!kind || kind === 'protocolMessage' || kind === 'senderKeyDistributionMessage') {
    return undefined;
  }
  const inner = message[kind];
  const context = inner?.contextInfo ?? {};
  return {
    content: await said(kind, inner, { ...place, received }),
    mentions: context.mentionedJid ?? [],
    quoted: context.stanzaId && {
      id: context.stanzaId,
      author: context.participant,
      text: textOf(normalizeMessageContent(context.quotedMessage)),
    },
  };
}

async function said(kind, inner, media) {
  switch (kind) {
    case 'conversation':
      return { type: 'text', text: inner };
    case 'extendedTextMessage':
      return { type: 'text', text: inner.text };
    case 'imageMessage':
    case 'stickerMessage':
      return file('image', inner, media);
    case 'videoMessage':
      return file('video', inner, media);
    case 'audioMessage':
      return file(inner.ptt ? 'voice' : 'audio', inner, media);
    case 'documentMessage':
      return file('document', inner, media);
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
      return card(inner);
    case 'contactsArrayMessage':
      return card(inner.contacts?.[0] ?? {});
    case 'reactionMessage':
      return { type: 'reaction', emoji: inner.text ?? '', target: { id: inner.key?.id, key: inner.key } };
    default:
      return { type: 'unsupported', kind: kind.replace(/Message.*$/, '') };
  }
}

function card({ displayName, vcard: text = '' }) {
  const number = /waid=(\d{7,15})/.exec(text)?.[1] ?? /TEL[^:\n]*:([+\d ()-]{7,30})/.exec(text)?.[1];
  return number
    ? { type: 'contact', name: displayName, number: '+' + number.replace(/\D/g, '') }
    : { type: 'unsupported', kind: 'contact' };
}

async function file(type, inner, { received, host, options, folder, most, reupload }) {
  if (Number(inner.fileLength ?? 0) > most) {
    return { type: 'unsupported', kind: `${type} of ${inner.fileLength} bytes` };
  }
  const path = join(folder, randomUUID());
  try {
    // Only ever from WhatsApp's own host: the sender could name any other, inside of our network too.
    if (!inner.directPath?.startsWith('/')) {
      throw new Error('no path');
    }
    const from = { host: await host(), options };
    const stream = await downloadMediaMessage(received, 'stream', from, { logger: quiet, reuploadRequest: reupload });
    await pipeline(stream, atMost(most), createWriteStream(path, { mode: 0o600 }));
  } catch {
    await rm(path, { force: true });
    return { type: 'unsupported', kind: `${type} that could not be fetched` };
  }
  return {
    type,
    path,
    mimeType: inner.mimetype?.split(';')[0].trim(),
    caption: inner.caption || undefined,
    filename: inner.fileName || undefined,
  };
}

/** What the sender says of its size need not be so. */
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
  return (typeof inner === 'string' ? inner : (inner?.text ?? inner?.caption)) ?? '';
}
