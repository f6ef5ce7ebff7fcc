/** What the server refused: its stable code, and what to do about it. */
export class Problem extends Error {
  constructor({ status, code, title, detail, requestId, retryAfter }) {
    super(detail || title || `HTTP ${status}`);
    Object.assign(this, { status, code, title, detail, requestId, retryAfter });
  }
}

const SIGNED_OUT = new Set(['missing_authorization', 'not_signed_in']);

let csrfToken = null;

/** Fired when a request shows that nobody is signed in any more. */
export const signedOut = new EventTarget();

/** The token that changes need, from the answer to a sign-in or to `GET /v1/me`. */
export function useCsrfToken(token) {
  csrfToken = token;
}

async function problemOf(response) {
  const retryAfter = response.headers.get('Retry-After');
  try {
    return new Problem({ ...(await response.json()), status: response.status, retryAfter });
  } catch {
    return new Problem({ status: response.status, code: 'unreadable', title: response.statusText, retryAfter });
  }
}

/** Calls the API as the person who is signed in; throws a {@link Problem}. */
export async function call(method, path, { body, headers = {}, signal } = {}) {
  const sent = { Accept: 'application/json', ...headers };
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) {
    sent['Content-Type'] ??= 'application/json';
  }
  if (method !== 'GET' && csrfToken) {
    sent['X-CSRF-Token'] = csrfToken;
  }
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: sent,
      body: body === undefined || isForm ? body : JSON.stringify(body),
      signal,
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem({ status: 0, code: 'unreachable' });
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.status === 401 && SIGNED_OUT.has(problem.code)) {
      signedOut.dispatchEvent(new Event('signed-out'));
    }
    throw problem;
  }
  return response;
}

async function json(response) {
  return response.status === 204 || response.headers.get('Content-Length') === '0' ? null : response.json();
}

export const get = (path, options) => call('GET', path, options).then(json);
export const post = (path, body, options) => call('POST', path, { body, ...options }).then(json);
export const put = (path, body) => call('PUT', path, { body }).then(json);
export const patch = (path, body) => call('PATCH', path, { body }).then(json);
export const remove = (path, body) => call('DELETE', path, { body }).then(json);

/** A path with its query, without the parameters that are empty. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') query.append(name, value);
  }
  return query.size ? `${path}?${query}` : path;
}

/** All pages of a list, up to a limit. */
export async function all(path, parameters = {}, most = 1000) {
  const items = [];
  let cursor;
  do {
    const page = await get(withQuery(path, { limit: 200, ...parameters, cursor }));
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && items.length < most);
  return items;
}

/** The first items of a list, as many as are wanted, and where the rest begins. */
export async function upTo(path, parameters, wanted) {
  const items = [];
  let nextCursor;
  do {
    const page = await get(withQuery(path, { ...parameters, limit: Math.min(wanted - items.length, 200), cursor: nextCursor }));
    items.push(...page.items);
    nextCursor = page.nextCursor;
  } while (nextCursor && items.length < wanted);
  return { items, nextCursor };
}

/** The same link at the address at which this page is open: the server may be known by several names. */
export function here(link) {
  const { pathname, search } = new URL(link, location.href);
  return `${location.origin}/${pathname.replace(/^\/+/, '')}${search}`;
}
