import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { renderCard } from '../../src/cards/render.ts';
import { hostConfig, sheetStyles, THEMES } from './host-config.ts';
import { allCards } from './samples/all.ts';
import { worstCards } from './samples/worst.ts';
import { demoWorld, hostileWorld } from './world.ts';

/**
 * Draws every card in every state at three widths, light and dark, in English and Dutch: `npm run cards`, then look at
 * `out/cards`. Words narrow it: `npm run cards -- nl 320 dark preview` draws the previews in Dutch on a dark phone;
 * `hostile` draws everything at its largest, with the meanest names.
 */

const OUT = 'out/cards';
const LANGUAGES = ['en', 'nl'] as const;
const WIDTHS = ['320', '480', '720'] as const;
const COLUMNS = { 320: 6, 480: 4, 720: 3 } as const;
const CARDS_ON_A_SHEET = 18;
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const CHROMIUM_ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const RENDERER = readFileSync(createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js'), 'utf8');

/** Runs in the page: each card into the column that is shortest so far. */
const DRAW_ALL = `
const make = (className, text = '') => Object.assign(document.createElement('div'), { className, textContent: text });
const sheet = document.querySelector('.sheet');
const stacks = Array.from({ length: columns }, () => sheet.appendChild(make('column')));
for (const { name, card } of cards) {
  const adaptive = new AdaptiveCards.AdaptiveCard();
  adaptive.hostConfig = new AdaptiveCards.HostConfig(config);
  adaptive.parse(card);
  const frame = make('frame');
  frame.style.width = width + 'px';
  frame.append(adaptive.render());
  const box = make('box');
  box.append(make('label', name), frame);
  stacks.reduce((low, stack) => (stack.offsetHeight < low.offsetHeight ? stack : low)).append(box);
}`;

const said = process.argv.slice(2);
const chosen = <T extends string>(all: readonly T[]): readonly T[] => {
  const named = all.filter((one) => said.includes(one));
  return named.length > 0 ? named : all;
};
const hostile = said.includes('hostile');
const known: readonly string[] = [...LANGUAGES, ...WIDTHS, ...THEMES, 'hostile'];
const parts = said.filter((word) => !known.includes(word));

mkdirSync(OUT, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS });
try {
  for (const language of chosen(LANGUAGES)) {
    const all = hostile ? worstCards(hostileWorld(language)) : allCards(() => demoWorld(language));
    const cards = [...all]
      .filter(([name]) => parts.length === 0 || parts.some((part) => name.includes(part)))
      .map(([name, card]) => ({ name, card: renderCard(card) }));
    for (const theme of chosen(THEMES)) {
      for (const width of chosen(WIDTHS)) {
        for (let first = 0; first < cards.length; first += CARDS_ON_A_SHEET) {
          const file = `${hostile ? 'hostile-' : ''}${language}-${width}-${theme}-${first / CARDS_ON_A_SHEET + 1}.png`;
          const columns = COLUMNS[width];
          const data = {
            cards: cards.slice(first, first + CARDS_ON_A_SHEET),
            config: hostConfig(theme),
            width: Number(width),
            columns,
          };
          writeFileSync(join(OUT, file), await draw(browser, language, sheetStyles(theme), data));
          console.log(join(OUT, file));
        }
      }
    }
  }
} finally {
  await browser.close();
}

interface Sheet {
  readonly cards: readonly { readonly name: string; readonly card: object }[];
  readonly config: object;
  readonly width: number;
  readonly columns: number;
}

async function draw(on: Browser, language: string, styles: string, sheet: Sheet): Promise<Buffer> {
  const page = await on.newPage({
    viewport: { width: sheet.columns * (sheet.width + 20) + 20, height: 800 },
    locale: language === 'nl' ? 'nl-NL' : 'en-GB',
    timezoneId: 'Europe/Amsterdam',
  });
  page.on('pageerror', (error) => {
    throw error;
  });
  const data = JSON.stringify(sheet).replaceAll('<', '\\u003c');
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>${styles}</style><div class="sheet"></div>`);
  await page.addScriptTag({ content: RENDERER });
  await page.addScriptTag({ content: `const { cards, config, width, columns } = ${data};\n${DRAW_ALL}` });
  const picture = await page.screenshot({ fullPage: true });
  await page.close();
  return picture;
}
