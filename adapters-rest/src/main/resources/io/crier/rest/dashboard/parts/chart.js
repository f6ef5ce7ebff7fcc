import { language, number } from '../core/texts.js';

const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
const HEIGHT = 260;
const LABELS = 104;
const LINE = 15;
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

/**
 * Draws lines over time; each has its own dashes and its name at its end, so that they can be told
 * apart without colour.
 */
export async function drawChart(place, { byHour, times, lines, axis: value = number }) {
  const Plot = await loadLibrary();
  if (!place.isConnected) return;
  const style = getComputedStyle(place);
  const colours = ['--accent', '--good', '--bad', '--busy', '--soft'].map((it) => resolved(place, it));
  const grid = { stroke: resolved(place, '--line'), width: 1 };
  const axis = { stroke: style.color, grid, ticks: grid };
  const dates = new Intl.DateTimeFormat(language(), byHour ? { day: 'numeric', month: 'short', hour: 'numeric' } : { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const width = () => place.clientWidth - 32;
  const wide = width() > 480;
  place.plot?.destroy();
  place.plot = new Plot(
    {
      width: width(),
      height: HEIGHT,
      padding: [LINE, LABELS, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: true }, y: { range: (_, low, high) => [0, Math.max(5, high * 1.1)] } },
      axes: [
        { ...axis, size: 34, space: wide ? 90 : 55, values: (_, ticks) => ticks.map((it) => dates.format(new Date(it * 1000))) },
        { ...axis, size: 70, values: (_, ticks) => ticks.map((it) => (Number.isInteger(it) ? value(it) : '')) },
      ],
      series: [{}, ...lines.map(({ name }, index) => ({
        label: name, stroke: colours[index % colours.length], width: 2, dash: DASHES[index % DASHES.length],
        fill: lines.length === 1 ? `color-mix(in srgb, ${colours[0]} 15%, transparent)` : undefined, points: { show: wide && times.length < 40 },
      }))],
      hooks: { draw: [(plot) => nameLines(plot, lines, colours, style.fontFamily)] },
    },
    [times, ...lines.map((it) => it.values)],
    place,
  );
  place.resizes ??= new ResizeObserver(() => place.plot.setSize({ width: width(), height: HEIGHT }));
  place.resizes.observe(place);
}

/** Lets go of what a chart that is shown no more holds. */
export function forgetChart(place) {
  place?.resizes?.disconnect();
  place?.plot?.destroy();
}

/** Each line's name where it ends; names that would overlap move up. */
function nameLines(plot, lines, colours, font) {
  const ratio = devicePixelRatio;
  const ends = lines.map(({ name, values }, index) => ({ name, colour: colours[index % colours.length], at: values.findLast((it) => it != null) }))
    .filter((it) => it.at !== undefined)
    .map((it) => ({ ...it, y: plot.valToPos(it.at, 'y', true) }))
    .sort((one, other) => other.y - one.y);
  const { ctx, bbox } = plot;
  let above = Infinity;
  ctx.save();
  ctx.font = `600 ${12 * ratio}px ${font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { name, colour, y } of ends) {
    above = Math.min(y, above - LINE * ratio);
    ctx.fillStyle = colour;
    ctx.fillText(name, bbox.left + bbox.width + 8 * ratio, above, (LABELS - 10) * ratio);
  }
  ctx.restore();
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
