import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { renderCard } from '../../src/bot/cards/render.ts';
import { hostConfig, sheetStyles, type Theme } from './host-config.ts';
import { allCards } from './samples/all.ts';

/**
 * Draws every card in every state at three widths, light and dark, in English and Dutch: `npm run cards`, then look at
 * `out/cards`. `npm run cards -- preview` draws those whose name has the word.
 */

const OUT = 'out/cards';
const WIDTHS = [320, 480, 720];
const THEMES: readonly Theme[] = ['light', 'dark'];
const COLUMNS: Readonly<Record<number, number>> = { 320: 6, 480: 4, 720: 3 };
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const RENDERER = readFileSync(createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js'), 'utf8');

const [filter = ''] = process.argv.slice(2);
const languages = ['en', 'nl'] as const;

mkdirSync(OUT, { recursive: true });
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  for (const language of languages) {
    const cards = [...allCards(language)]
      .filter(([name]) => name.includes(filter))
      .map(([name, card]) => ({ name, card: renderCard(card) }));
    for (const theme of THEMES) {
      for (const width of WIDTHS) await draw(browser, { language, theme, width, cards });
    }
  }
} finally {
  await browser.close();
}

interface Sheet {
  readonly language: string;
  readonly theme: Theme;
  readonly width: number;
  readonly cards: readonly { readonly name: string; readonly card: object }[];
}

async function draw(on: Browser, { language, theme, width, cards }: Sheet): Promise<void> {
  const columns = Math.min(COLUMNS[width] ?? 3, cards.length);
  const page = await on.newPage({ viewport: { width: columns * (width + 20) + 20, height: 800 } });
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.setContent(html({ language, theme, width, cards }, columns));
  await page.addScriptTag({ content: RENDERER });
  await page.addScriptTag({ content: 'draw()' });
  const file = join(OUT, `${language}-${width}-${theme}.png`);
  writeFileSync(file, await page.screenshot({ fullPage: true }));
  await page.close();
  console.log(file);
}

function html({ language, theme, width, cards }: Sheet, columns: number): string {
  const data = JSON.stringify({ cards, config: hostConfig(theme), width, columns }).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><style>${sheetStyles(theme)}</style><body><div class="sheet"></div>
<script>
function draw() {
const { cards, config, width, columns } = ${data};
const sheet = document.querySelector('.sheet');
const stacks = Array.from({ length: columns }, () => sheet.appendChild(Object.assign(document.createElement('div'), { className: 'column' })));
for (const { name, card } of cards) {
  const adaptive = new AdaptiveCards.AdaptiveCard();
  adaptive.hostConfig = new AdaptiveCards.HostConfig(config);
  adaptive.parse(card);
  const box = document.createElement('div');
  const frame = Object.assign(document.createElement('div'), { className: 'frame' });
  frame.style.width = width + 'px';
  frame.append(adaptive.render());
  box.append(Object.assign(document.createElement('div'), { className: 'label', textContent: name }), frame);
  stacks.reduce((low, stack) => (stack.offsetHeight < low.offsetHeight ? stack : low)).append(box);
}
}
</script></body></html>`;
}
