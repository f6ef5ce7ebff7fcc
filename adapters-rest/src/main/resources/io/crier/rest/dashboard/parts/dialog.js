import { html, render } from 'lit';
import { t } from '../core/texts.js';
import { problemBox, submits } from './ui.js';

/**
 * Opens a dialog with a form and resolves with what `submit` returns, or with undefined if it was
 * closed. What the server refuses is shown in the dialog, which stays open.
 */
export function ask({ title, body, confirm = t('save'), danger = false, submit = () => true }) {
  const dialog = document.createElement('dialog');
  document.body.append(dialog);
  return new Promise((resolve) => {
    let result;
    const draw = (problem) =>
      render(
        html`<article>
          <header><h2>${title}</h2></header>
          <form @submit=${submits(async (fields, form) => {
            try {
              result = await submit(fields, form);
              dialog.close();
            } catch (refused) {
              draw(refused);
            }
          })}>
            ${body}
            ${problem ? problemBox(problem) : ''}
            <footer>
              <button type="button" class="secondary outline" @click=${() => dialog.close()}>${t('cancel')}</button>
              <button type="submit" class=${danger ? 'danger' : ''}>${confirm}</button>
            </footer>
          </form>
        </article>`,
        dialog,
      );
    draw();
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(result);
    });
    dialog.showModal();
    dialog.querySelector('input, select, textarea')?.focus();
  });
}

/** Asks before something that cannot be taken back. */
export function confirmed(title, text, confirm, submit) {
  return ask({ title, body: html`<p>${text}</p>`, confirm, danger: true, submit });
}

/** Shows something once, such as a secret. */
export function tell(title, body) {
  return ask({ title, body, confirm: t('done') });
}
