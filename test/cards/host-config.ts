/** What Teams' clients do to a card, in two themes: spacing, sizes, and the meanings of colors. */
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

interface Palette {
  readonly page: string;
  readonly card: string;
  readonly edge: string;
  readonly emphasis: string;
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly attention: string;
  readonly warning: string;
  readonly button: string;
  readonly line: string;
}

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    page: '#f5f5f5',
    card: '#ffffff',
    edge: '#e0e0e0',
    emphasis: '#f3f2f1',
    text: '#242424',
    subtle: '#616161',
    accent: '#5b5fc7',
    good: '#107c10',
    attention: '#b10e1c',
    warning: '#835b00',
    button: '#5b5fc7',
    line: '#e1dfdd',
  },
  dark: {
    page: '#1f1f1f',
    card: '#292929',
    edge: '#3d3d3d',
    emphasis: '#1b1a19',
    text: '#ffffff',
    subtle: '#adadad',
    accent: '#9299f7',
    good: '#92c353',
    attention: '#f1707b',
    warning: '#f2c661',
    button: '#4f52b2',
    line: '#484644',
  },
};

const FONTS = "'Segoe UI', 'Open Sans', 'Noto Sans', sans-serif";

export function hostConfig(theme: Theme): object {
  const colors = PALETTES[theme];
  const pair = (color: string) => ({ default: color, subtle: color });
  const foregroundColors = {
    default: { default: colors.text, subtle: colors.subtle },
    dark: pair('#000000'),
    light: pair('#ffffff'),
    accent: pair(colors.accent),
    good: pair(colors.good),
    warning: pair(colors.warning),
    attention: pair(colors.attention),
  };
  const fonts = (fontFamily: string) => ({
    fontFamily,
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
  });
  const container = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  return {
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: colors.line },
    supportsInteractivity: true,
    fontTypes: { default: fonts(FONTS), monospace: fonts('monospace') },
    containerStyles: { default: container(colors.card), emphasis: container(colors.emphasis) },
    imageSizes: { small: 32, medium: 52, large: 100 },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    adaptiveCard: { allowCustomStyle: false },
    inputs: {
      label: { inputSpacing: 'small', requiredInputs: { weight: 'default' }, optionalInputs: { weight: 'default' } },
    },
    table: { cellSpacing: 8 },
  };
}

/** What the host config cannot say: buttons, inputs, and the card's own edge. */
export function sheetStyles(theme: Theme): string {
  const colors = PALETTES[theme];
  return `
body { margin: 0; padding: 20px; background: ${colors.page}; font-family: 'Segoe UI', 'Open Sans', 'Noto Sans', sans-serif; }
.sheet { display: flex; gap: 20px; align-items: flex-start; }
.column { display: flex; flex-direction: column; gap: 14px; }
.label { font-size: 12px; color: ${colors.subtle}; margin-bottom: 4px; }
.frame { background: ${colors.card}; border: 1px solid ${colors.edge}; border-radius: 4px; overflow: hidden; }
.ac-pushButton { font: 600 14px 'Segoe UI', 'Open Sans', sans-serif; padding: 5px 12px; min-height: 32px; border-radius: 4px; border: 1px solid ${colors.edge}; background: transparent; color: ${colors.text}; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 100%; }
.ac-pushButton.style-positive { background: ${colors.button}; border-color: ${colors.button}; color: #fff; }
.ac-pushButton.style-destructive { color: ${colors.attention}; }
.ac-input { font: 14px 'Segoe UI', 'Open Sans', sans-serif; padding: 5px 8px; border: 1px solid ${colors.edge}; border-radius: 4px; background: ${colors.card}; color: ${colors.text}; box-sizing: border-box; width: 100%; }
.ac-input.ac-toggleInput { border: 0; padding: 0; }
input[type=checkbox] { width: auto; }
.ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
`;
}
