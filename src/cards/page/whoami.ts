import { PERMISSIONS, type Permission } from '../../changes/authorization.ts';
import { button } from '../buttons.ts';
import type { Card, Fact } from '../card.ts';
import { literal } from '../literal.ts';
import { name, words } from '../runs.ts';
import { summary, type ViewContext } from '../text/context.ts';
import { timeText } from '../text/time.ts';

interface WhoamiInput {
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
}

/** Which roles the reader has, and what they may do here by them. */
export function whoamiCard(context: ViewContext, input: WhoamiInput): Card {
  const { whoami, kinds, labels, buttons: texts } = context.texts.cards;
  const may = PERMISSIONS.filter((permission) => input.permissions.has(permission));
  const mayNot = PERMISSIONS.filter((permission) => !input.permissions.has(permission));
  const roles = input.roles.length === 0 ? whoami.noRoles : input.roles.join(', ');
  return {
    name: 'whoami',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, literal(input.displayName), roles),
      kind: kinds.whoami,
      title: name(input.displayName),
      facts: [
        { label: labels.youAre, value: words(roles) },
        ...permissionFacts(context, labels.youMay, may),
        ...permissionFacts(context, labels.youMayNot, mayNot),
      ],
      buttons: [button(texts.help, { verb: 'help', data: {} })],
      footer: { left: words(whoami.footer), right: timeText(context, context.now) },
    },
  };
}

function permissionFacts(context: ViewContext, label: string, permissions: readonly Permission[]): readonly Fact[] {
  const { whoami } = context.texts.cards;
  return permissions.map((permission, index) => ({
    label: index === 0 ? label : '',
    value: words(whoami[permission]),
  }));
}
