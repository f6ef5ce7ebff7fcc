// What the devices of an account share: its profile, its labels, and the app state with which its devices agree.
import { isPnUser, jidDecode } from 'baileys';
import { AppState } from './app-state.mjs';
import { Labels, LABELS_IN } from './labels.mjs';
import { Marks, MARKS_IN } from './marks.mjs';
import { NAME_IN, OwnName } from './own-name.mjs';
import { Profiles } from './profiles.mjs';

export class Account {
  profiles;
  labels;
  marks;
  #state;
  #sock;
  #store;

  /** @param of the session: start, files, addresses, dispatcher, emit, and tell */
  constructor({ start, files, addresses, dispatcher, emit, tell }) {
    const me = () => this.#store.creds.me;
    const name = new OwnName({ me, save: (changed) => this.#sock.ev.emit('creds.update', { me: changed }) });
    this.profiles = new Profiles({
      addresses,
      me,
      rename: (wanted) => name.change(this.#state, wanted),
      dispatcher,
      emit,
    });
    const names = { addresses, hiddenId: (jid) => this.#hiddenId(jid), appState: () => this.#state };
    this.labels = new Labels(names);
    this.marks = new Marks(names);
    const marks = MARKS_IN.map((collection) => [collection, this.marks]);
    const readers = { [NAME_IN]: name, [LABELS_IN]: this.labels, ...Object.fromEntries(marks) };
    this.#state = new AppState({ start, files, tell }, readers);
  }

  watch(sock, store) {
    this.#sock = sock;
    this.#store = store;
    this.profiles.watch(sock);
    this.marks.watch(sock);
    this.#state.watch(sock, store);
  }

  async #hiddenId(jid) {
    if (!isPnUser(jid)) {
      return undefined;
    }
    const { user } = jidDecode(jid);
    const { [user]: hidden } = await this.#store.keys.get('lid-mapping', [user]);
    return hidden && `${hidden}@lid`;
  }
}
