// Reads Protocol Buffers field by field, so that a long message need not be decoded at once.

const VARINT = 0;
const FIXED64 = 1;
const DELIMITED = 2;
const FIXED32 = 5;

/**
 * The delimited fields of the message in a stream, one after the other: number, and bytes.
 *
 * @param longest no field may have more bytes
 */
export async function* fieldsOf(stream, longest) {
  let parts = [];
  let have = 0;
  let need = 1;
  for await (const chunk of stream) {
    parts.push(chunk);
    have += chunk.length;
    if (have < need) {
      continue;
    }
    let rest = Buffer.concat(parts);
    let field = fieldAt(rest, 0);
    while (field && field.end <= rest.length) {
      if (field.start !== undefined) {
        yield { number: field.number, bytes: rest.subarray(field.start, field.end) };
      }
      rest = rest.subarray(field.end);
      field = fieldAt(rest, 0);
    }
    need = field?.end ?? rest.length + 1;
    if (need > longest) {
      throw failing('too_large');
    }
    parts = [rest];
    have = rest.length;
  }
  if (have > 0) {
    throw failing('corrupt');
  }
}

/** The delimited fields of a whole message. */
export function* fieldsIn(bytes) {
  for (let at = 0; at < bytes.length; ) {
    const field = fieldAt(bytes, at);
    if (!field || field.end > bytes.length) {
      throw failing('corrupt');
    }
    yield { number: field.number, bytes: bytes.subarray(field.start ?? field.end, field.end), whole: bytes.subarray(at, field.end) };
    at = field.end;
  }
}

/** A field with its number and length, as it was. */
export const delimited = ({ whole }) => whole;

/** Where a field starts and ends, without a start if it is a number; undefined if it is cut too early. */
function fieldAt(bytes, from) {
  const key = varintAt(bytes, from);
  if (!key) {
    return undefined;
  }
  const number = Math.floor(key.value / 8);
  switch (key.value % 8) {
    case VARINT: {
      const value = varintAt(bytes, key.end);
      return value && { number, end: value.end };
    }
    case FIXED64:
      return { number, end: key.end + 8 };
    case FIXED32:
      return { number, end: key.end + 4 };
    case DELIMITED: {
      const length = varintAt(bytes, key.end);
      return length && { number, start: length.end, end: length.end + length.value };
    }
    default:
      throw failing('corrupt');
  }
}

function varintAt(bytes, from) {
  let value = 0;
  for (let at = from, factor = 1; at < bytes.length; at++, factor *= 128) {
    value += (bytes[at] & 127) * factor;
    if (bytes[at] < 128) {
      return { value, end: at + 1 };
    }
    if (at - from > 9) {
      throw failing('corrupt');
    }
  }
  return undefined;
}

function failing(failure) {
  return Object.assign(new Error(failure), { failure });
}
