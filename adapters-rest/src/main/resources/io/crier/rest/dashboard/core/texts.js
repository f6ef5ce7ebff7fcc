/** The texts of the interface, one file for each language; English where a language has none. */
export const LANGUAGES = { en: 'English', ar: 'العربية' };
const RIGHT_TO_LEFT = new Set(['ar']);

let english = {};
let texts = {};
let chosen = 'en';
let plural = new Intl.PluralRules('en');

async function read(language) {
  return (await fetch(`/dashboard/texts/${language}.json`)).json();
}

function preferred() {
  const stored = localStorage.getItem('language');
  return stored in LANGUAGES ? stored : navigator.languages.map((it) => it.split('-')[0]).find((it) => it in LANGUAGES) ?? 'en';
}

/** Loads the language that was chosen here, else the browser's. */
export async function loadTexts(wanted = preferred()) {
  english = await read('en');
  texts = wanted === 'en' ? english : await read(wanted);
  chosen = wanted;
  plural = new Intl.PluralRules(wanted);
  document.documentElement.lang = wanted;
  document.documentElement.dir = RIGHT_TO_LEFT.has(wanted) ? 'rtl' : 'ltr';
}

export async function chooseLanguage(language) {
  localStorage.setItem('language', language);
  await loadTexts(language);
}

export const language = () => chosen;

/**
 * The text with this key, its {placeholders} filled. If `values.n` is a number, the text may exist in
 * the forms of the language's plural: `key.one`, `key.other` and so on.
 */
export function t(key, values = {}) {
  const form = typeof values.n === 'number' ? `${key}.${plural.select(values.n)}` : key;
  const other = `${key}.other`;
  const text = texts[form] ?? texts[key] ?? texts[other] ?? english[form] ?? english[key] ?? english[other] ?? key;
  return text.replace(/\{(\w+)\}/g, (hole, name) => (typeof values[name] === 'number' ? number(values[name]) : values[name] ?? hole));
}

/** Whether there is such a text: for codes of the server that may be newer than the texts. */
export const has = (key) => key in texts || key in english;

export const number = (value) => new Intl.NumberFormat(chosen).format(value);
