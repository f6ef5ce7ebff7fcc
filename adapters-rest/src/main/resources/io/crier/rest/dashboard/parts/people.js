import { html } from 'lit';
import { t } from '../core/texts.js';

/** A field for several numbers, one on each line. */
export const numbersField = () => html`<label>${t('group.numbers')}
  <textarea name="numbers" rows="3" dir="ltr" required placeholder="+966501234567"></textarea></label>`;

export const numbersOf = (text) => text.split(/[\n,;]+/).map((it) => it.replace(/[^\d+@.a-z]/gi, '')).filter(Boolean);
