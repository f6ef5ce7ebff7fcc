// The channels of one session: what Crier asks about them, and whether the account may post in them.
import { DisconnectReason, getBinaryNodeChild, QueryIds, S_WHATSAPP_NET, XWAPaths } from 'baileys';

/** The channels of the account; Baileys has no name for this query. */
const SUBSCRIBED = ['6388546374527196', 'xwa2_newsletter_subscribed'];
const METADATA = [QueryIds.METADATA, XWAPaths.xwa2_newsletter_metadata];
const FOLLOW = [QueryIds.FOLLOW, XWAPaths.xwa2_newsletter_join_v2];
const UNFOLLOW = [QueryIds.UNFOLLOW, XWAPaths.xwa2_newsletter_leave_v2];
const TIMEOUT_MS = 10_000;

const ROLES = { OWNER: 'owner', ADMIN: 'admin', SUBSCRIBER: 'follower' };
const POSTING = new Set(['owner', 'admin']);
/** A channel that is posted in often is asked for once in this time. */
const FRESH_MS = 300_000;
const MOST_KNOWN = 1_000;

/** What a refusal of a post means; other codes say nothing about the channel. */
const FAULTS_OF_POSTS = { 401: 'not_channel_admin', 403: 'not_channel_admin', 404: 'channel_not_found', 410: 'channel_not_found' };

export class Channels {
  #sock;
  /** When WhatsApp last told that the account may post, by channel. */
  #posting = new Map();

  watch(sock) {
    this.#sock = sock;
  }

  async ask(line) {
    try {
      return await this[`_${line.action}`](line);
    } catch (e) {
      return { fault: faultOf(e) };
    }
  }

  /** Why the account cannot post in a channel, or undefined if it can. */
  async refusal(id) {
    if (Date.now() - (this.#posting.get(id) ?? 0) < FRESH_MS) {
      return undefined;
    }
    this.#posting.delete(id);
    try {
      const { role } = shown(await this.#find({ key: id, type: 'JID' }));
      if (!POSTING.has(role)) {
        return { fault: 'not_channel_admin' };
      }
    } catch (e) {
      const fault = faultOf(e);
      // Nothing has been written.
      return { fault: fault === 'no_answer' || fault === 'refused' ? 'engine_failed' : fault, code: codeOf(e) };
    }
    if (this.#posting.size >= MOST_KNOWN) {
      this.#posting.delete(this.#posting.keys().next().value);
    }
    this.#posting.set(id, Date.now());
    return undefined;
  }

  /** WhatsApp's answer to a post, explained if it is about the channel. */
  explained(id, answer) {
    const fault = FAULTS_OF_POSTS[answer.refused];
    if (answer.refused) {
      this.#posting.delete(id);
    }
    return fault ? { fault, code: answer.refused } : answer;
  }

  async _list() {
    const channels = (await this.#query(SUBSCRIBED, {})) ?? [];
    return { channels: channels.map((it) => shown(it, 'follower')) };
  }

  async _find({ id, code }) {
    // WhatsApp tells the role only to those who ask by the id.
    const key = id ?? (await this.#find({ key: code, type: 'INVITE' })).id;
    return { channel: shown(await this.#find({ key, type: 'JID' })) };
  }

  async _follow({ id }) {
    if ((await this.#roleIn(id)) === 'none') {
      await this.#query(FOLLOW, { newsletter_id: id });
    }
    return { id };
  }

  async _unfollow({ id }) {
    if ((await this.#roleIn(id)) !== 'none') {
      await this.#query(UNFOLLOW, { newsletter_id: id });
    }
    this.#posting.delete(id);
    return { id };
  }

  async #roleIn(id) {
    return shown(await this.#find({ key: id, type: 'JID' })).role;
  }

  async #find(input) {
    const options = { fetch_creation_time: false, fetch_full_image: false };
    const found = await this.#query(METADATA, { ...options, fetch_viewer_metadata: input.type === 'JID', input });
    if (!found?.id) {
      throw Object.assign(new Error('no such channel'), { data: 404 });
    }
    return found;
  }

  async #query([query_id, path], variables) {
    const content = Buffer.from(JSON.stringify({ variables }));
    const attrs = { type: 'get', to: S_WHATSAPP_NET, xmlns: 'w:mex' };
    const query = { tag: 'iq', attrs, content: [{ tag: 'query', attrs: { query_id }, content }] };
    const answer = await this.#sock.query(query, TIMEOUT_MS);
    if (!answer) {
      throw Object.assign(new Error('no answer'), { data: DisconnectReason.timedOut });
    }
    const { data, errors } = JSON.parse(getBinaryNodeChild(answer, 'result').content.toString());
    if (errors?.length) {
      throw Object.assign(new Error('refused'), { data: errors[0].extensions?.error_code });
    }
    return data?.[path];
  }
}

function codeOf(error) {
  return Number(error.data?.attrs?.code ?? error.data ?? error.output?.statusCode) || undefined;
}

function faultOf(error) {
  if (error.output?.statusCode === DisconnectReason.connectionClosed) {
    return 'not_connected';
  }
  switch (codeOf(error)) {
    case 404:
    case 410:
      return 'channel_not_found';
    case DisconnectReason.timedOut:
      return 'no_answer';
    case 429:
      return 'rate_limited';
    default:
      return 'refused';
  }
}

/** @param least the role if WhatsApp does not tell it */
function shown({ id, thread_metadata: thread, viewer_metadata: viewer }, least = 'none') {
  return {
    id,
    name: thread?.name?.text,
    description: thread?.description?.text,
    invite: thread?.invite,
    followers: Number(thread?.subscribers_count ?? NaN),
    verified: thread?.verification === 'VERIFIED',
    role: viewer?.role ? (ROLES[viewer.role] ?? 'none') : least,
  };
}
