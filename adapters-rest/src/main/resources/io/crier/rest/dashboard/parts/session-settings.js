import { html, nothing } from 'lit';
import { get, patch } from '../core/api.js';
import { has, t } from '../core/texts.js';
import { ask } from './dialog.js';

/** Asks for a session's name and the settings of its engine; resolves with the changed session, if any. */
export async function changeSettings(session) {
  const engines = (await get('/v1/engines')).items;
  const settings = engines.find((it) => it.name === session.engine)?.settings ?? [];
  return ask({
    title: t('session.settings'),
    body: html`
      <label>${t('name')}<input name="name" required maxlength="64" .value=${session.name}></label>
      ${settings.map((it) => field(it, session.settings?.[it.name]))}`,
    submit: ({ name, ...typed }) => patch(`/v1/sessions/${session.id}`, { name, settings: changes(settings, typed) }),
  });
}

/** An empty field removes its setting; of a secret, which is never shown, it changes nothing. */
const changes = (settings, typed) => Object.fromEntries(
  settings
    .map(({ name, secret }) => [name, typed[name] || null, secret])
    .filter(([, value, secret]) => value || !secret)
    .map(([name, value]) => [name, value]),
);

const field = ({ name, required, secret }, value) => html`
  <label>${has(`setting.${name}`) ? t(`setting.${name}`) : html`<code>${name}</code>`}
    <input name=${name} autocomplete="off" dir="ltr" ?required=${required && !secret}
      type=${secret ? 'password' : 'text'} .value=${value ?? ''} placeholder=${secret ? t('session.secret-kept') : ''}>
    ${has(`setting.${name}-text`) ? html`<small>${t(`setting.${name}-text`)}</small>` : nothing}</label>`;
