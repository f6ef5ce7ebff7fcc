// Translates the content of messages between Crier's format and WhatsApp's.
import { changeOf } from './changes.mjs';
import { isKeyOnly, partOf } from './kinds.mjs';
import { fileOf, referenceTo } from './media.mjs';

const DEEPEST = 30;
const FORWARDED = { isForwarded: true, forwardingScore: 1 };
/** The text of a quoted message, whatever its kind. */
const READABLE = ['text', 'caption', 'name', 'displayName', 'fileName', 'title', 'contentText', 'selectedDisplayText'];
/** An album only announces the files that follow it. */
const NOT_MESSAGES = new Set(['protocolMessage', 'albumMessage', 'pollUpdateMessage']);

/** For Baileys' generateWAMessage, or as it is if it changes a message that was sent before. */
export function outgoing(to, { content, quoted, mentions, mentionAll, forwarded }) {
  const change = content.target && changeOf(content, keyOf(to, content.target));
  if (change) {
    return { change };
  }
  const message = {
    ...toBaileys(to, content),
    ...(mentions?.length && { mentions }),
    ...(mentionAll && { mentionAll }),
    ...(content.viewOnce && { viewOnce: true }),
    ...(forwarded && { contextInfo: FORWARDED }),
  };
  return {
    message,
    quoted: quoted && { key: keyOf(to, quoted), message: { conversation: quoted.text } },
  };
}

function toBaileys(to, content) {
  const { type, text, path, mimeType: mimetype } = content;
  // No thumbnails: they would require a native library, or run any program found on the path.
  const media = { mimetype, caption: content.caption, jpegThumbnail: null };
  switch (type) {
    case 'text':
      return { text, linkPreview: previewOf(content) };
    case 'image':
      return { image: { url: path }, ...media };
    case 'sticker':
      return { sticker: { url: path }, mimetype };
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
    case 'poll':
      return { poll: { name: content.question, values: content.options, selectableCount: content.multiple ? 0 : 1 } };
    case 'timer':
      return { disappearingMessagesInChat: content.seconds };
    case 'reaction':
      return { react: { text: content.emoji, key: keyOf(to, content.target) } };
    default:
      throw new Error('unknown type');
  }
}

function previewOf({ preview }) {
  return preview ? { 'matched-text': preview.url, 'canonical-url': preview.url, ...preview } : null;
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
 * The content of a received message, or undefined if it is one of the protocol's own.
 *
 * @param downloaded what the first attempt to download its file has returned, if it has one
 */
export function incoming(received, downloaded) {
  const { kind, part: inner } = partOf(received.message);
  if (NOT_MESSAGES.has(kind) || (!kind && (received.category === 'peer' || isKeyOnly(received.message)))) {
    return undefined;
  }
  const context = inner?.contextInfo ?? {};
  return {
    content: fromBaileys(kind, inner, fileOf(received), downloaded),
    mentions: context.mentionedJid ?? [],
    envelope: {
      name: received.pushName || undefined,
      forwarded: Boolean(context.isForwarded),
      ad: plain(context.externalAdReply, DEEPEST),
    },
    quoted: context.stanzaId && {
      id: context.stanzaId,
      author: context.participant,
      text: textOf(context.quotedMessage),
    },
  };
}

function fromBaileys(kind, inner, file, downloaded) {
  if (file) {
    return withFile(file, inner, downloaded);
  }
  switch (kind) {
    case 'conversation':
      return { type: 'text', text: inner };
    case 'extendedTextMessage':
      return { type: 'text', text: inner.text };
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
    case 'pollCreationMessage':
    case 'pollCreationMessageV2':
    case 'pollCreationMessageV3':
    case 'pollCreationMessageV5':
      return {
        type: 'poll',
        question: inner.name ?? '',
        options: (inner.options ?? []).map(({ optionName }) => optionName ?? ''),
        multiple: inner.selectableOptionsCount !== 1,
      };
    case 'reactionMessage':
      return { type: 'reaction', emoji: inner.text ?? '', target: { id: inner.key?.id, key: inner.key } };
    default:
      return { type: 'other', kind: kind ?? 'unknown', message: plain(inner, DEEPEST) ?? {} };
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

function withFile(file, { caption, fileName }, downloaded) {
  const { mimetype, fileLength } = file.part;
  return {
    type: file.type,
    mimeType: mimetype?.split(';')[0].trim(),
    size: Number(fileLength ?? 0) || undefined,
    caption: caption || undefined,
    filename: fileName || undefined,
    ...downloaded,
    reference: referenceTo(file),
  };
}

function textOf(message) {
  const { part: inner } = partOf(message);
  return (typeof inner === 'string' ? inner : (READABLE.map((field) => inner?.[field]).find(Boolean) ?? '')) ?? '';
}
