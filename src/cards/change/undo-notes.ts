import type { Note } from '../../changes/plan/plan.ts';
import type { Setting } from '../../changes/plan/setting.ts';
import { formatMoment } from '../../time/format-moment.ts';
import { bold, name, type TextRuns } from '../runs.ts';
import { say, type ViewContext } from '../text/context.ts';
import { groupLabel, productName, some, userNameById } from '../text/names.ts';

type Of<Kind extends Note['kind']> = Extract<Note, { kind: Kind }>;

/** What stays although its change is taken back, and who altered it since. */
export function changedSinceSentence(context: ViewContext, { setting, gone, later }: Of<'changedSince'>): TextRuns {
  const { changedSince: texts } = context.texts.record;
  if (gone) return say(context, goneText(context, setting));
  const by = later === undefined ? '' : say(context, texts.later, { by: name(later.by), number: String(later.number) });
  switch (setting.kind) {
    case 'groupLicense':
    case 'userLicense': {
      const target =
        setting.kind === 'groupLicense'
          ? bold(groupLabel(context, setting.groupId))
          : userNameById(context, setting.userId);
      return say(context, texts.license, { product: productName(context, setting.skuId), target, later: by });
    }
    case 'membership':
      return say(context, texts.membership, {
        person: userNameById(context, setting.userId),
        group: groupLabel(context, setting.groupId),
        later: by,
      });
    case 'usageLocation':
    case 'proxyAddresses':
      return say(context, texts[setting.kind], { person: userNameById(context, setting.userId), later: by });
    case 'seats':
      return say(context, texts.seats, { product: productName(context, setting.skuId), later: by });
  }
}

function goneText(context: ViewContext, setting: Setting): string {
  const { changedSince: texts } = context.texts.record;
  if (setting.kind === 'seats') return texts.goneProduct;
  return 'groupId' in setting && context.labels.group(setting.groupId) === undefined ? texts.goneGroup : texts.goneUser;
}

/** The moment that a group goes back to, and which changes that undoes. */
export function putsBackSentence(context: ViewContext, { asOf, changes }: Of<'putsBack'>): TextRuns {
  const { record } = context.texts;
  const time = formatMoment(asOf, context.texts.language);
  if (changes.length === 0) return say(context, record.putsBackOutside, { time });
  return say(context, record.putsBack, { time, changes: changesNamed(context, changes) });
}

/** Which changes go back together. */
export function takesBackSentence(context: ViewContext, { changes }: Of<'takesBack'>): TextRuns {
  return say(context, context.texts.record.takesBack, { changes: changesNamed(context, changes) });
}

function changesNamed(context: ViewContext, changes: Of<'takesBack'>['changes']): TextRuns {
  const named = changes.map(({ number, by }) =>
    say(context, context.texts.record.changeBy, { number: String(number), by: name(by) }),
  );
  return some(context, named);
}
