// What recipients' phones report about messages.

import { hasAuthors } from './chats.mjs';

/** By a receipt's type; a receipt without a type means delivered. */
const REACHED = { delivered: 'delivered', read: 'read', played: 'played' };

/** A receipt; it says nothing if it has not reached anything, or is one of our own devices'. */
export function receiptOf({ attrs, content }) {
  const more = Array.isArray(content) ? content.flatMap((list) => list.content ?? []) : [];
  return {
    ids: [attrs.id, ...more.filter(({ tag }) => tag === 'item').map((item) => item.attrs.id)],
    sender: attrs.participant ?? attrs.from,
    /** Whose phone it is, and their other address, if the message was sent to several. */
    member: hasAuthors(attrs.from) && attrs.participant ? [attrs.participant, attrs.participant_pn ?? attrs.participant_lid] : undefined,
    reached: attrs.recipient ? undefined : REACHED[attrs.type ?? 'delivered'],
    at: Number(attrs.t ?? 0),
  };
}
