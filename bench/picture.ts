import { writeFileSync } from 'node:fs';
import { ms } from './measure.ts';

/** What something takes at each size, in milliseconds. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 360, 70, 210, 20, 40];
const COLORS = ['#0f6cbd', '#c50f1f', '#107c10'];

/** Draws cost against size as an SVG, both on scales where each step is ten times the last. */
export function drawPicture(path: string, sizes: readonly number[], series: readonly Series[]): void {
  const values = series.flatMap((one) => one.values).map((value) => Math.max(value, 0.001));
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const [first = 1, last = 1] = [sizes[0], sizes.at(-1)].map((size) => Math.log10(size ?? 1));
  const x = (size: number) => LEFT + ((Math.log10(size) - first) / Math.max(last - first, 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - ((Math.log10(value) - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const label = (at: string, text: string, color = '#616161') => `<text ${at} fill="${color}">${text}</text>`;
  const steps = Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step));
  const scale = [
    ...steps.flatMap((value) => [
      `<path d="M${LEFT} ${y(value)}H${WIDTH - RIGHT}" stroke="#e0e0e0"/>`,
      label(`x="${LEFT - 8}" y="${y(value) + 4}" text-anchor="end"`, ms(value).replace('.0', '')),
    ]),
    ...sizes.map((size) =>
      label(`x="${x(size)}" y="${HEIGHT - BOTTOM + 22}" text-anchor="middle"`, size.toLocaleString('en-US')),
    ),
  ];
  const lines = series.flatMap(({ name, values: taken }, place) => {
    const color = COLORS[place % COLORS.length];
    const points = sizes.map((size, at) => `${x(size)},${y(Math.max(taken[at] ?? 0, 0.001))}`);
    const end = y(Math.max(taken.at(-1) ?? 0, 0.001));
    return [
      `<polyline points="${points.join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>`,
      label(`x="${WIDTH - RIGHT + 10}" y="${end + 4}"`, name, color),
    ];
  });
  const body = [`<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`, ...scale, ...lines].join('\n');
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`;
  writeFileSync(path, `${head}\n${body}\n</svg>\n`);
}
