import { html } from 'lit';
import { get, post } from '../core/api.js';
import { t } from '../core/texts.js';
import { ask } from './dialog.js';

/** Asks for a name, an engine and what the engine needs; resolves with the new session, if any. */
export async function createSession() {
  const engines = (await get('/v1/engines')).items;
  let chosen = engines.find((it) => !it.missing) ?? engines[0];
  const settings = () => chosen.settings.filter((it) => it.required || it.secret);
  return ask({
    title: t('sessions.new'),
    confirm: t('create'),
    body: html`
      <label>${t('name')}<input name="name" required maxlength="64" placeholder=${t('sessions.name-example')}></label>
      <label>${t('engine')}
        <select name="engine" @change=${(event) => choose(event)}>
          ${engines.map((it) => html`<option value=${it.name} ?selected=${it === chosen}>${t(`engine.${it.name}`)}</option>`)}
        </select>
      </label>
      <div class="engine-fields"></div>`,
    submit: async ({ name, engine, ...rest }) => {
      const given = Object.fromEntries(settings().filter((it) => rest[it.name]).map((it) => [it.name, rest[it.name]]));
      return post('/v1/sessions', { name, engine, ...(Object.keys(given).length ? { settings: given } : {}) });
    },
  });

  function choose({ target }) {
    chosen = engines.find((it) => it.name === target.value);
    target.form.querySelector('.engine-fields').replaceChildren(...settings().map(field));
  }

  function field({ name, required, secret }) {
    const label = document.createElement('label');
    const input = Object.assign(document.createElement('input'), { name, required, type: secret ? 'password' : 'text', autocomplete: 'off' });
    label.append(name, input);
    return label;
  }
}
