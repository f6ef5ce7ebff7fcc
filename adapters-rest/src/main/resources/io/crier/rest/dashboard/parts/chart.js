import { language, number } from '../core/texts.js';

const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
let library = null;

function loadLibrary() {
  library ??= new Promise((resolve, reject) => {
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: import.meta.resolve('uplot/uPlot.min.css') });
    const script = Object.assign(document.createElement('script'), { src: import.meta.resolve('uplot/uPlot.iife.min.js') });
    script.addEventListener('load', () => resolve(window.uPlot));
    script.addEventListener('error', reject);
    document.head.append(style, script);
  });
  return library;
}

/** Draws lines over time; each has its own dashes, so that they can be told apart without colour. */
export async function drawChart(place, { byHour, times, lines }) {
  const Plot = await loadLibrary();
  const style = getComputedStyle(place);
  const colours = ['--accent', '--good', '--bad', '--busy', '--soft'].map((it) => resolved(place, it));
  const grid = { stroke: resolved(place, '--line'), width: 1 };
  const axis = { stroke: style.color, grid, ticks: grid };
  const dates = new Intl.DateTimeFormat(language(), byHour ? { day: 'numeric', month: 'short', hour: 'numeric' } : { day: 'numeric', month: 'short', timeZone: 'UTC' });
  place.plot?.destroy();
  place.plot = new Plot(
    {
      width: place.clientWidth - 32,
      height: 260,
      legend: { show: lines.length > 1 },
      cursor: { drag: { x: false, y: false } },
      scales: { y: { range: (_, low, high) => [0, Math.max(5, high * 1.1)] } },
      axes: [
        { ...axis, space: 90, values: (_, ticks) => ticks.map((it) => dates.format(new Date(it * 1000))) },
        { ...axis, size: 60, values: (_, ticks) => ticks.map((it) => (Number.isInteger(it) ? number(it) : '')) },
      ],
      series: [{}, ...lines.map(({ name }, index) => ({
        label: name, stroke: colours[index % colours.length], width: 2, dash: DASHES[index % DASHES.length],
        fill: lines.length === 1 ? `color-mix(in srgb, ${colours[0]} 15%, transparent)` : undefined, points: { show: times.length < 40 },
      }))],
    },
    [times, ...lines.map((it) => it.values)],
    place,
  );
  place.resizes ??= new ResizeObserver(() => place.plot.setSize({ width: place.clientWidth - 32, height: 260 }));
  place.resizes.observe(place);
}

/** A colour of the theme as the canvas understands it. */
function resolved(place, name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
