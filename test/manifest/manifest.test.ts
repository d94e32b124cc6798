import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPng } from './png.ts';

interface CommandList {
  readonly scopes: readonly string[];
  readonly commands: readonly { readonly title: string; readonly description: string }[];
}

const folder = new URL('../../manifest/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'));
const project = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const bot: { botId: string; scopes: string[]; commandLists: CommandList[] } = manifest.bots[0];
const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const picture = (name: string) => readPng(readFileSync(new URL(name, folder)));

describe('the Teams app manifest', () => {
  test('says what Teams requires of every app', () => {
    for (const property of [
      '$schema',
      'manifestVersion',
      'version',
      'id',
      'developer',
      'name',
      'description',
      'icons',
    ]) {
      expect(manifest).toHaveProperty([property]);
    }
    expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`);
    expect(manifest.accentColor).toMatch(/^#[0-9A-F]{6}$/);
    for (const page of ['websiteUrl', 'privacyUrl', 'termsOfUseUrl']) {
      expect(manifest.developer[page]).toMatch(/^https:\/\//);
    }
  });

  test('has the version of the project', () => {
    expect(manifest.version).toBe(project.version);
  });

  test('names the app and the bot by GUIDs', () => {
    expect(manifest.id).toMatch(GUID);
    expect(bot.botId).toMatch(GUID);
  });

  test.each([
    ['name.short', manifest.name.short, 30],
    ['name.full', manifest.name.full, 100],
    ['description.short', manifest.description.short, 80],
    ['description.full', manifest.description.full, 4000],
    ['developer.name', manifest.developer.name, 32],
  ])('keeps %s short enough', (_property, text: string, longest) => {
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThanOrEqual(longest);
  });

  test('installs one bot for personal chats, teams and group chats, and asks to read no other messages', () => {
    expect(manifest.bots).toHaveLength(1);
    expect([...bot.scopes].sort()).toEqual(['groupChat', 'personal', 'team']);
    expect(manifest.authorization).toBeUndefined();
  });

  test('offers commands in each place the bot can be, in no place twice', () => {
    const places = bot.commandLists.flatMap((list) => list.scopes);
    expect([...places].sort()).toEqual([...bot.scopes].sort());
  });

  test.each(bot.commandLists)('keeps the commands of $scopes few, short and distinct', ({ commands }) => {
    const titles = commands.map((command) => command.title);
    expect(titles.length).toBeLessThanOrEqual(10);
    expect(new Set(titles).size).toBe(titles.length);
    for (const { title, description } of commands) {
      expect(title.length).toBeLessThanOrEqual(32);
      expect(description.length).toBeLessThanOrEqual(128);
    }
  });
});

describe('the icons', () => {
  test('lie where the manifest says, at the root of the package', () => {
    for (const icon of Object.values<string>(manifest.icons)) {
      expect(icon).not.toContain('/');
      expect(existsSync(new URL(icon, folder))).toBe(true);
    }
  });

  test('are 192 × 192 in colour', () => {
    const color = picture(manifest.icons.color);
    expect([color.width, color.height]).toEqual([192, 192]);
    expect(new Set(color.pixels.map(String)).size).toBeGreaterThan(1);
  });

  test('are 32 × 32, white on transparent, in outline', () => {
    const outline = picture(manifest.icons.outline);
    expect([outline.width, outline.height, outline.channels]).toEqual([32, 32, 4]);
    const alphas = outline.pixels.map((pixel) => pixel[3]);
    expect(Math.min(...alphas.map(Number))).toBe(0);
    expect(Math.max(...alphas.map(Number))).toBe(255);
    const drawn = outline.pixels.filter((pixel) => pixel[3] !== 0);
    expect(drawn.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
  });
});
