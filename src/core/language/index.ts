export type { Conversation, OpenQuestion } from './conversation/conversation.ts';
export { type HelpOptions, type HelpTopic, helpFor } from './help.ts';
export { buildNames, type Names } from './names/build-names.ts';
export { type NameSource, namesOf } from './names/source.ts';
export type { Run } from './reading/runs.ts';
export { sayBack } from './reading/say-back.ts';
export { subjectOf } from './reading/subject.ts';
export { type UnderstandOptions, understand } from './understand.ts';
