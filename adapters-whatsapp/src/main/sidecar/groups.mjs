// The groups of one session: what Crier asks about them, and what WhatsApp tells.
import { DisconnectReason, getBinaryNodeChild, getBinaryNodeChildren } from 'baileys';

/** A group that is written to often is asked for once in this time, unless something happens to it. */
const FRESH_MS = 300_000;
const MOST_CACHED = 200;

const OUTCOMES = { 200: 'done', 403: 'invite_needed', 408: 'recently_left', 409: 'already_in_group' };
const SETTINGS = {
  onlyAdminsSend: ['not_announcement', 'announcement'],
  onlyAdminsEdit: ['unlocked', 'locked'],
};

export class Groups {
  #sock;
  #of;
  #cache = new Map();

  /** @param of the session: addresses, isMe and emit */
  constructor(of) {
    this.#of = of;
  }

  watch(sock) {
    this.#sock = sock;
    sock.ws.on('CB:notification,type:w:gp2', (node) => this.#happened(node).catch(() => {}));
  }

  /** What Baileys has to know about a group to write to it. */
  async cached(id) {
    const known = this.#cache.get(id);
    return known && Date.now() - known.at < FRESH_MS ? known.group : this.#fetch(id);
  }

  async #fetch(id) {
    this.#cache.delete(id);
    const group = await this.#sock.groupMetadata(id);
    if (this.#cache.size >= MOST_CACHED) {
      this.#cache.delete(this.#cache.keys().next().value);
    }
    this.#cache.set(id, { group, at: Date.now() });
    return group;
  }

  async ask(line) {
    try {
      return await this[`_${line.action}`](line);
    } catch (e) {
      return { fault: await this.#faultOf(e, line) };
    } finally {
      this.#cache.delete(line.id);
    }
  }

  async #faultOf(error, { action, id }) {
    if (error.output?.statusCode === DisconnectReason.connectionClosed) {
      return 'not_connected';
    }
    const code = Number(error.data?.attrs?.code ?? error.data ?? error.output?.statusCode);
    if (action === 'join' && [401, 404, 406, 410].includes(code)) {
      return 'invite_expired';
    }
    switch (code) {
      case 401:
      case 403:
        return (await this.#isIn(id)) ? 'not_admin' : 'not_in_group';
      case 404:
        return 'group_not_found';
      case 408:
        return 'no_answer';
      case 429:
        return 'rate_limited';
      default:
        return 'refused';
    }
  }

  async #isIn(id) {
    try {
      return Boolean(id) && (await this.#fetch(id)).participants.some((it) => this.#isMe(it));
    } catch {
      return false;
    }
  }

  #isMe({ id, phoneNumber, lid }) {
    return [id, phoneNumber, lid].some((jid) => this.#of.isMe(jid));
  }

  async _list() {
    const groups = Object.values(await this.#sock.groupFetchAllParticipating());
    return { groups: await Promise.all(groups.map((it) => this.#shown(it))) };
  }

  async _find({ id }) {
    return { group: await this.#shown(await this.#fetch(id)) };
  }

  async _create({ subject, people }) {
    const key = this.#sock.generateMessageTag();
    const result = await this.#query('@g.us', [
      { tag: 'create', attrs: { subject, key }, content: people.map((jid) => ({ tag: 'participant', attrs: { jid } })) },
    ]);
    const created = getBinaryNodeChild(result, 'group');
    const id = created.attrs.id.includes('@') ? created.attrs.id : `${created.attrs.id}@g.us`;
    const results = await this.#results(getBinaryNodeChildren(created, 'participant'), people, 'add');
    return { ...(await this._find({ id })), results };
  }

  #query(to, content) {
    return this.#sock.query({ tag: 'iq', attrs: { type: 'set', xmlns: 'w:g2', to }, content });
  }

  async _change({ id, subject, description, ...settings }) {
    await this.#fetch(id);
    if (subject !== undefined) {
      await this.#sock.groupUpdateSubject(id, subject);
    }
    if (description !== undefined) {
      await this.#sock.groupUpdateDescription(id, description);
    }
    for (const [name, values] of Object.entries(SETTINGS)) {
      if (settings[name] !== undefined) {
        await this.#sock.groupSettingUpdate(id, values[Number(settings[name])]);
      }
    }
    return this._find({ id });
  }

  async _participants({ id, change, people }) {
    const results = await this.#sock.groupParticipantsUpdate(id, people, change);
    return { results: await this.#results(results.map(({ content }) => content), people, change) };
  }

  /** WhatsApp may answer with another address of a person than the one it was asked for. */
  async #results(nodes, people, change) {
    const outcomes = new Map();
    for (const { attrs } of nodes) {
      const { lid, pn } = await this.#of.addresses(attrs.jid, attrs.phone_number);
      const asked = people.find((jid) => [attrs.jid, attrs.phone_number, attrs.lid, lid, pn].includes(jid));
      if (asked) {
        outcomes.set(asked, outcomeOf(attrs.error ?? '200', change));
      }
    }
    return people.map((jid) => ({ jid, outcome: outcomes.get(jid) ?? 'refused' }));
  }

  async _invite({ id }) {
    return { code: await this.#sock.groupInviteCode(id) };
  }

  async _revoke({ id }) {
    return { code: await this.#sock.groupRevokeInvite(id) };
  }

  async _join({ code }) {
    return { id: await this.#sock.groupAcceptInvite(code) };
  }

  /** WhatsApp does not say that the group was left before. */
  async _leave({ id }) {
    await this.#fetch(id);
    await this.#sock.groupLeave(id);
    return { id };
  }

  async _timer({ id, seconds }) {
    await this.#sock.groupToggleEphemeral(id, seconds);
    return {};
  }

  async #shown(group) {
    return {
      id: group.id,
      subject: group.subject,
      description: group.desc,
      owner: group.owner && (await this.#of.addresses(group.owner, group.ownerPn)),
      created: group.creation || undefined,
      onlyAdminsSend: group.announce,
      onlyAdminsEdit: group.restrict,
      participants: await Promise.all(
        group.participants.map(async ({ id, phoneNumber, lid, admin }) => ({
          ...(await this.#of.addresses(id, phoneNumber ?? lid)),
          role: admin === 'superadmin' ? 'owner' : admin ? 'admin' : 'member',
        })),
      ),
    };
  }

  async #happened({ attrs, content }) {
    const id = attrs.from;
    this.#cache.delete(id);
    const by = attrs.participant && (await this.#of.addresses(attrs.participant, attrs.participant_pn));
    const at = Number(attrs.t ?? 0);
    for (const child of content ?? []) {
      const news = await this.#news(id, child);
      if (news) {
        this.#of.emit({ id, by, at, ...news });
      }
    }
  }

  async #news(id, child) {
    switch (child.tag) {
      case 'create':
        return this.#joined(id);
      case 'subject':
        return { kind: 'updated', subject: child.attrs.subject };
      case 'description':
        return { kind: 'updated', description: getBinaryNodeChild(child, 'body')?.content?.toString() ?? '' };
      case 'announcement':
      case 'not_announcement':
        return { kind: 'updated', onlyAdminsSend: child.tag === 'announcement' };
      case 'locked':
      case 'unlocked':
        return { kind: 'updated', onlyAdminsEdit: child.tag === 'locked' };
      case 'add':
      case 'remove':
      case 'leave':
      case 'promote':
      case 'demote':
        return this.#membersChanged(id, child);
      default:
        return undefined;
    }
  }

  async #joined(id) {
    return { kind: 'joined', group: await this.#shown(await this.#fetch(id)) };
  }

  async #membersChanged(id, { tag, content }) {
    const nodes = (content ?? []).filter((it) => it.tag === 'participant');
    const change = tag === 'leave' ? 'remove' : tag;
    const me = nodes.some(({ attrs }) => this.#isMe({ id: attrs.jid, phoneNumber: attrs.phone_number, lid: attrs.lid }));
    if (me && change === 'add') {
      return this.#joined(id);
    }
    if (me && change === 'remove') {
      return { kind: 'left' };
    }
    const people = nodes.map(({ attrs }) => this.#of.addresses(attrs.jid, attrs.phone_number ?? attrs.lid));
    return { kind: 'participants', change, people: await Promise.all(people) };
  }
}

function outcomeOf(code, change) {
  if (code === '404') {
    return change === 'add' ? 'not_on_whatsapp' : 'not_in_group';
  }
  return (change === 'add' || code === '200') && OUTCOMES[code] ? OUTCOMES[code] : 'refused';
}
