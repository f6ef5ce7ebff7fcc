// Received messages as WhatsApp sent them.
import { proto } from 'baileys';

/** As much as Crier keeps. */
const LONGEST = 262_144;
/** Crier understands them whole. */
const UNDERSTOOD = new Set(['text', 'image', 'video', 'audio', 'voice', 'document', 'sticker', 'poll', 'reaction']);

/** The message as JSON, unless there is none, Crier understands it anyway, or it is too long. */
export function rawOf({ message }, { type }) {
  if (!message || UNDERSTOOD.has(type)) {
    return undefined;
  }
  const raw = JSON.stringify(proto.Message.toObject(message, { longs: String, enums: String, bytes: String }));
  return raw.length > LONGEST ? undefined : raw;
}
