import { DEFAULT_RULE_PROFILE, RULE_PROFILES, ruleProfile, ruleProfileNamed } from '../../catalogue/rule-profile.ts';
import type { RuleData, RuleOrigin } from '../../graph/types.ts';
import { type LearntRule, learnFrom, withLearntRules } from '../../licensing/rules/learnt-rules.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import { excerpt, firstDouble, optionalObjects, optionalStrings, requiredString } from './check-value.ts';
import { isSpelledAsGraphDoes, spelled } from './export-forms.ts';
import type { FaultList } from './faults.ts';
import { type JsonFile, readSnapshotJson } from './json-file.ts';

const FILE = 'rules.json';
const PROPERTIES = spelled('profile', 'mutuallyExclusive', 'dependsOn', 'restrictedLocations', 'errorTexts');
const ENTRY = spelled('set', 'plans', 'plan', 'requiresAnyOf', 'usageLocations');

interface RulesFile {
  readonly rules: RuleData;
  /** The file as it was read; undefined when there was none. */
  readonly rulesFile: unknown;
}

/** The rules of the profile that the file names; a list that it gives replaces the profile's. */
export function readRules(folder: string, faults: FaultList): RulesFile {
  const file = readSnapshotJson(folder, FILE, faults);
  if (file?.value === undefined) return { rules: ruleProfile(DEFAULT_RULE_PROFILE), rulesFile: file?.value };
  if (!isObject(file.value)) {
    file.report(`not an object: ${excerpt(file.value)}`);
    return { rules: ruleProfile(DEFAULT_RULE_PROFILE), rulesFile: file?.value };
  }
  return { rules: toRuleData(file.value, file.report), rulesFile: file.value };
}

/** The rules of a tenant whose `rules.json` was read as this; undefined where that states no rules any more. */
export function rulesStated(rulesFile: unknown): RuleData | undefined {
  if (rulesFile === undefined) return ruleProfile(DEFAULT_RULE_PROFILE);
  let isSound = isObject(rulesFile);
  const rules = isObject(rulesFile)
    ? toRuleData(rulesFile, () => {
        isSound = false;
      })
    : undefined;
  return isSound ? rules : undefined;
}

function toRuleData(value: JsonObject, report: JsonFile['report']): RuleData {
  if (!isSpelledAsGraphDoes(value, PROPERTIES, report)) return ruleProfile(DEFAULT_RULE_PROFILE);
  const asked = value['profile'] ?? DEFAULT_RULE_PROFILE;
  const name = ruleProfileNamed(asked);
  if (name === undefined) {
    report(`no such profile: ${excerpt(asked)}; there are ${RULE_PROFILES.join(', ')}`, 'profile');
    return ruleProfile(DEFAULT_RULE_PROFILE);
  }
  const profile = ruleProfile(name);
  const stated = {
    profile: name,
    mutuallyExclusive: value['mutuallyExclusive'] == null ? profile.mutuallyExclusive : exclusiveSets(value, report),
    dependsOn: value['dependsOn'] == null ? profile.dependsOn : dependencies(value, report),
    restrictedLocations:
      value['restrictedLocations'] == null ? profile.restrictedLocations : restrictedLocations(value, report),
  };
  return withLearntRules(stated, taught(value, report));
}

/** What the directory's own error texts teach of this tenant. */
function taught(value: JsonObject, report: JsonFile['report']): readonly LearntRule[] {
  return optionalObjects(value['errorTexts'], 'errorTexts', report).flatMap((entry) => {
    const message = requiredString(entry['message'], 'message', report);
    const date = requiredString(entry['date'], 'date', report);
    if (message === undefined || date === undefined) return [];
    const rule = learnFrom(message, date);
    if (rule === undefined) report(`names no plans that exclude or need each other: ${excerpt(message)}`, 'errorTexts');
    return rule ?? [];
  });
}

function exclusiveSets(value: JsonObject, report: JsonFile['report']): RuleData['mutuallyExclusive'] {
  const sets = entries(value, 'mutuallyExclusive', report).map((entry) => ({
    set: requiredString(entry['set'], 'set', report) ?? '',
    plans: optionalStrings(entry['plans'], 'plans', report),
    ...originOf(entry),
  }));
  const double = firstDouble(sets.map((entry) => entry.set));
  if (double !== undefined) report(`two exclusive sets have the name ${excerpt(double)}`, double, 2);
  return sets;
}

function dependencies(value: JsonObject, report: JsonFile['report']): RuleData['dependsOn'] {
  return entries(value, 'dependsOn', report).map((entry) => ({
    plan: requiredString(entry['plan'], 'plan', report) ?? '',
    requiresAnyOf: optionalStrings(entry['requiresAnyOf'], 'requiresAnyOf', report),
    ...originOf(entry),
  }));
}

function entries(value: JsonObject, name: string, report: JsonFile['report']): readonly JsonObject[] {
  return optionalObjects(value[name], name, report).filter((entry) => isSpelledAsGraphDoes(entry, ENTRY, report));
}

/** Both may be absent; what is no text is left out, for nothing depends on it. */
function originOf({ source, date }: JsonObject): RuleOrigin {
  return {
    ...(typeof source === 'string' ? { source } : {}),
    ...(typeof date === 'string' ? { date } : {}),
  };
}

function restrictedLocations(value: JsonObject, report: JsonFile['report']): RuleData['restrictedLocations'] {
  return entries(value, 'restrictedLocations', report).map((entry) => ({
    plan: requiredString(entry['plan'], 'plan', report) ?? '',
    usageLocations: optionalStrings(entry['usageLocations'], 'usageLocations', report),
  }));
}
