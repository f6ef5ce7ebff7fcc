// The version of WhatsApp's own web client.
import { fetch, ProxyAgent } from 'undici';

const TIMEOUT_MS = 10_000;
const MOST_CHARACTERS = 8_000_000;
/** All versions of the last years begin with this; the page tells only the third number. */
const FAMILY = '2.3000';
const REVISION = /\\?"client_revision\\?":\s*(\d{1,12})\D/;
/** WhatsApp answers only what looks like a browser that opens the page. */
const HEADERS = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)', 'sec-fetch-site': 'none' };

/** The version that WhatsApp's page tells, if it tells one. */
export async function newestVersion({ page, proxy }) {
  const dispatcher = proxy && new ProxyAgent(proxy);
  const end = new AbortController();
  const timeout = setTimeout(() => end.abort(), TIMEOUT_MS);
  try {
    const answer = await fetch(page, { dispatcher, signal: end.signal, redirect: 'error', headers: HEADERS });
    const revision = answer.ok && (await revisionIn(answer.body));
    return revision ? { version: `${FAMILY}.${revision}` } : {};
  } finally {
    clearTimeout(timeout);
    end.abort();
    dispatcher?.destroy().catch(() => {});
  }
}

async function revisionIn(body) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    const found = REVISION.exec(text);
    if (found || text.length > MOST_CHARACTERS) {
      return found?.[1];
    }
  }
  return undefined;
}
