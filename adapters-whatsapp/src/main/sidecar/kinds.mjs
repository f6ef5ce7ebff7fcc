// What a message is, below the messages that only wrap another one.

/** Beside the message, not the message itself. */
const BESIDE = new Set([
  'messageContextInfo',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
]);
const DEEPEST = 10;

/** The kind of a message, and its content; both undefined if this version of Baileys knows no such kind. */
export function partOf(message, depth = DEEPEST) {
  const kind = Object.keys(message ?? {}).find((each) => !BESIDE.has(each) && isSet(message[each]));
  const part = message?.[kind];
  const inner = part?.message;
  return depth > 0 && inner && typeof inner === 'object' ? partOf(inner, depth - 1) : { kind, part };
}

/** Whether it only brings a key for a group. */
export function isKeyOnly(message) {
  return Object.keys(message).some((kind) => kind !== 'messageContextInfo' && BESIDE.has(kind));
}

function isSet(part) {
  return part !== undefined && part !== null && part !== '';
}
