// The name of this account, as others see it: in the app state, and in this device's credentials.
import { chatModificationToAppPatch } from 'baileys';
import { failing, faultOf } from './app-state.mjs';

export const NAME_IN = 'critical_block';

export class OwnName {
  #of;

  /** @param of the session: me, and save, which keeps what is known of this account */
  constructor(of) {
    this.#of = of;
  }

  read(book, mutations) {
    for (const { index, value } of mutations) {
      const name = index[0] === 'setting_pushName' && value.pushNameSetting?.name;
      if (name && name !== this.#of.me().name) {
        this.#of.save({ ...this.#of.me(), name });
      }
    }
    return { book, news: [] };
  }

  async change(appState, name) {
    try {
      await appState.change(NAME_IN, () => chatModificationToAppPatch({ pushNameSetting: name }, ''));
    } catch (e) {
      throw failing(faultOf(e));
    }
  }
}
