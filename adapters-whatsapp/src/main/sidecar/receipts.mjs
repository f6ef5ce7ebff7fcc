// What recipients' phones report about messages.

/** By a receipt's type; a receipt without a type means delivered. */
const REACHED = { delivered: 'delivered', read: 'read', played: 'played' };

/** A receipt; it says nothing if it has not reached anything, or is one of our own devices'. */
export function receiptOf({ attrs, content }) {
  const more = Array.isArray(content) ? content.flatMap((list) => list.content ?? []) : [];
  return {
    ids: [attrs.id, ...more.filter(({ tag }) => tag === 'item').map((item) => item.attrs.id)],
    sender: attrs.participant ?? attrs.from,
    reached: attrs.recipient ? undefined : REACHED[attrs.type ?? 'delivered'],
    at: Number(attrs.t ?? 0),
  };
}
