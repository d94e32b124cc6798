/**
 * What Adaptive Cards 1.5 allows in the elements that our cards use: enough to catch a misspelt property, a missing one
 * and a value that no client knows. Root `msteams` is Teams' own and is not used. A chart is Teams' own too: it is checked as Teams takes it,
 * and what stands for it elsewhere as 1.5 does.
 */

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value !== '';
const bool: Check = (value) => typeof value === 'boolean';
const count: Check = (value) => Number.isInteger(value) && Number(value) > 0;
const object: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const one =
  (...values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);
const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(check);

const spacing = one('None', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding');
const color = one('Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention');
const size = one('Default', 'Small', 'Medium', 'Large', 'ExtraLarge');
const weight = one('Default', 'Lighter', 'Bolder');
const align = one('Left', 'Center', 'Right');
const vertical = one('Top', 'Center', 'Bottom');
const containerStyle = one('default', 'emphasis', 'good', 'attention', 'warning', 'accent');
const width = either(one('auto', 'stretch'), matches(/^\d+px$/), count);
const version = one('1.5');

/** Children are checked by their own type; a child's type must be among these. */
const ELEMENTS = [
  'TextBlock',
  'RichTextBlock',
  'Image',
  'Container',
  'ColumnSet',
  'Table',
  'ActionSet',
  'Input.Text',
  'Input.ChoiceSet',
  'Input.Toggle',
  'Chart.Line',
  'Chart.HorizontalBar.Stacked',
];
const ACTIONS = ['Action.Execute', 'Action.ShowCard', 'Action.ToggleVisibility'];

interface Shape {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional: Readonly<Record<string, Check>>;
  readonly children: Readonly<Record<string, readonly string[]>>;
}

const ELEMENT = { id: text, isVisible: bool, separator: bool, spacing, height: one('auto', 'stretch') };
const ACTION = {
  title: text,
  style: one('default', 'positive', 'destructive'),
  mode: one('primary', 'secondary'),
  iconUrl: text,
  id: text,
  isEnabled: bool,
  tooltip: text,
};
const INPUT = { ...ELEMENT, label: text, isRequired: bool, errorMessage: text };

const chartColor = one('good', 'warning', 'attention', 'neutral', 'sequential3');
const dated: Check = (value) => matches(/^\d{4}-\d{2}-\d{2}$/)((value as { x?: unknown }).x);
const isSorted: Check = (values) =>
  (values as { x: string }[]).every(({ x }, at, all) => at === 0 || (all[at - 1]?.x ?? '') < x);
/** Each part with a name, a color and numbers alone; a line with its days in their order. */
const stackPart = recordOf({ legend: text, color: chartColor, value: count });
const point: Check = (value) => dated(value) && Number.isFinite((value as { y?: unknown }).y);
const line = recordOf({
  legend: text,
  color: chartColor,
  values: (values) => listOf(point)(values) && isSorted(values),
});

function recordOf(properties: Readonly<Record<string, Check>>): Check {
  return (value) => object(value) && Object.entries(properties).every(([key, check]) => check((value as Node)[key]));
}

const shape = (
  required: Shape['required'],
  optional: Shape['optional'] = {},
  children: Shape['children'] = {},
): Shape => ({ required, optional, children });

const SHAPES: Readonly<Record<string, Shape>> = {
  AdaptiveCard: shape(
    {},
    { version, $schema: text, lang: matches(/^[a-z]{2}$/), fallbackText: text, speak: text, minHeight: text },
    { body: ELEMENTS, actions: ACTIONS },
  ),
  TextBlock: shape(
    { text },
    {
      ...ELEMENT,
      color,
      size,
      weight,
      isSubtle: bool,
      wrap: bool,
      maxLines: count,
      horizontalAlignment: align,
      style: one('default', 'heading'),
      fontType: one('Default', 'Monospace'),
    },
  ),
  RichTextBlock: shape({}, { ...ELEMENT, horizontalAlignment: align }, { inlines: ['TextRun'] }),
  TextRun: shape(
    { text },
    { color, size, weight, isSubtle: bool, italic: bool, strikethrough: bool, underline: bool, highlight: bool },
    { selectAction: ACTIONS },
  ),
  Image: shape(
    { url: matches(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/), altText: text },
    { ...ELEMENT, size: one('Auto', 'Stretch', 'Small', 'Medium', 'Large'), horizontalAlignment: align, width: text },
    { selectAction: ACTIONS },
  ),
  Container: shape(
    {},
    { ...ELEMENT, style: containerStyle, verticalContentAlignment: vertical, bleed: bool, minHeight: text, rtl: bool },
    { items: ELEMENTS, selectAction: ACTIONS },
  ),
  ColumnSet: shape(
    {},
    { ...ELEMENT, style: containerStyle, horizontalAlignment: align, bleed: bool, minHeight: text },
    { columns: ['Column'], selectAction: ACTIONS },
  ),
  Column: shape(
    {},
    { ...ELEMENT, width, style: containerStyle, verticalContentAlignment: vertical, bleed: bool, rtl: bool },
    { items: ELEMENTS, selectAction: ACTIONS },
  ),
  Table: shape(
    { columns: listOf(object) },
    {
      ...ELEMENT,
      showGridLines: bool,
      firstRowAsHeader: bool,
      gridStyle: containerStyle,
      horizontalCellContentAlignment: align,
      verticalCellContentAlignment: vertical,
    },
    { rows: ['TableRow'] },
  ),
  TableRow: shape(
    {},
    { style: containerStyle, horizontalCellContentAlignment: align, verticalCellContentAlignment: vertical },
    { cells: ['TableCell'] },
  ),
  TableCell: shape(
    {},
    { style: containerStyle, verticalContentAlignment: vertical, bleed: bool, minHeight: text },
    { items: ELEMENTS, selectAction: ACTIONS },
  ),
  ActionSet: shape({}, ELEMENT, { actions: ACTIONS }),
  'Input.Text': shape(
    { id: text },
    {
      ...INPUT,
      placeholder: text,
      maxLength: count,
      isMultiline: bool,
      value: text,
      regex: text,
      style: one('text', 'tel', 'url', 'email'),
    },
  ),
  'Input.ChoiceSet': shape(
    {
      id: text,
      choices: listOf(
        (choice) =>
          object(choice) && text((choice as { title?: unknown }).title) && text((choice as { value?: unknown }).value),
      ),
    },
    {
      ...INPUT,
      placeholder: text,
      isMultiSelect: bool,
      style: one('compact', 'expanded'),
      value: text,
      wrap: bool,
    },
  ),
  'Input.Toggle': shape(
    { id: text, title: text },
    { ...INPUT, value: one('true', 'false'), valueOn: text, valueOff: text, wrap: bool },
  ),
  'Chart.Line': shape({ data: listOf(line) }, ELEMENT, { fallback: ['Image'] }),
  'Chart.HorizontalBar.Stacked': shape({ data: listOf(recordOf({ title: text, data: listOf(stackPart) })) }, ELEMENT, {
    fallback: ['Image'],
  }),
  'Action.Execute': shape({ verb: text, data: object, title: text }, ACTION),
  'Action.ShowCard': shape({ title: text }, ACTION, { card: ['AdaptiveCard'] }),
  'Action.ToggleVisibility': shape(
    {
      title: text,
      targetElements: listOf(
        (target) =>
          object(target) &&
          text((target as { elementId?: unknown }).elementId) &&
          bool((target as { isVisible?: unknown }).isVisible),
      ),
    },
    ACTION,
  ),
};

/** Children that an element cannot be without. */
const NEEDED: Readonly<Record<string, string>> = {
  AdaptiveCard: 'body',
  RichTextBlock: 'inlines',
  Container: 'items',
  ColumnSet: 'columns',
  Table: 'rows',
  TableRow: 'cells',
  TableCell: 'items',
  ActionSet: 'actions',
  'Chart.Line': 'fallback',
  'Chart.HorizontalBar.Stacked': 'fallback',
  'Action.ShowCard': 'card',
};

export type Node = { readonly [key: string]: unknown };

/** Every fault of a card with the way to it; nothing for a card that 1.5 clients draw as meant. */
export function faultsOf(card: Node): readonly string[] {
  const faults = nodeFaults(card, ['AdaptiveCard'], '');
  for (const property of ['version', 'fallbackText']) {
    if (!text(card[property])) faults.push(`${property} is missing`);
  }
  return [...faults, ...idFaults(card)];
}

function nodeFaults(node: unknown, allowed: readonly string[], path: string): string[] {
  if (!isNode(node)) return [`${path} is no element`];
  const type = String(node['type']);
  const shapeOf = SHAPES[type];
  if (shapeOf === undefined || !allowed.includes(type)) return [`${path} may not be ${type}`];
  const faults = Object.keys(shapeOf.required)
    .filter((property) => !(property in node))
    .map((property) => `${path} ${type} has no ${property}`);
  const needed = NEEDED[type];
  if (needed !== undefined && !(needed in node)) faults.push(`${path} ${type} has no ${needed}`);
  for (const [property, value] of Object.entries(node)) {
    if (property === 'type') continue;
    const children = shapeOf.children[property];
    const check = shapeOf.required[property] ?? shapeOf.optional[property];
    if (children !== undefined) faults.push(...childFaults(value, children, `${path}/${property}`));
    else if (check === undefined) faults.push(`${path} ${type} knows no ${property}`);
    else if (!check(value)) faults.push(`${path} ${type}.${property} cannot be ${JSON.stringify(value)}`);
  }
  return faults;
}

function childFaults(value: unknown, allowed: readonly string[], path: string): string[] {
  if (!Array.isArray(value)) return nodeFaults(value, allowed, path);
  if (value.length === 0) return [`${path} is empty`];
  return value.flatMap((child, index) => nodeFaults(child, allowed, `${path}/${index}`));
}

/** Ids are unique on a card, and what is toggled is there. */
function idFaults(card: Node): readonly string[] {
  const nodes = nodesOf(card);
  const ids = nodes.flatMap((node) =>
    typeof node['id'] === 'string' && !String(node['type']).startsWith('Action.') ? [node['id']] : [],
  );
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} is there twice`);
  const targets = nodes.flatMap((node) =>
    Array.isArray(node['targetElements']) ? (node['targetElements'] as Node[]) : [],
  );
  return [
    ...twice,
    ...targets
      .filter((target) => !ids.includes(String(target['elementId'])))
      .map((target) => `${String(target['elementId'])} is toggled and not there`),
  ];
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every element and action of a card, parents first; what an action carries is not looked into. */
export function nodesOf(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (!isNode(value)) return [];
  const inside = Object.entries(value).flatMap(([key, child]) => (key === 'data' ? [] : nodesOf(child)));
  return typeof value['type'] === 'string' ? [value, ...inside] : inside;
}
