/** Of what is quoted, forwarded, struck out or drawn, the content goes as well. */
const NOT_SAID = [
  /<(blockquote|s|strike|del)(?=[\s>])[^<>]*>[\s\S]*?<\/\1\s*>/gi,
  /<quoted(?=[\s/>])[^<>]*\/?>(?:[^<>]*<\/quoted\s*>)?/gi,
];
const LINE_ENDS = /<\/(?:p|div|li|tr|h[1-6]|pre|codeblock)\s*>|<br(?=[\s/>])[^<>]*>/gi;
const CELL_ENDS = /<\/t[dh]\s*>/gi;
/** Tags of chat clients; what else stands in angle brackets is what somebody wrote. */
const TAG =
  /<\/?(?:p|div|span|b|i|u|em|strong|code|codeblock|pre|br|hr|li|ul|ol|a|h[1-6]|font|table|tbody|thead|tr|td|th|img|emoji|attachment|sub|sup|small|mark|section|label|ins|at)(?=[\s/>])[^<>]*>/gi;

/** What a person wrote, without the tags in which clients wrap it. */
export function withoutMarkup(text: string): string {
  const said = NOT_SAID.reduce((rest, what) => rest.replace(what, ' '), text);
  return said.replace(LINE_ENDS, '\n').replace(CELL_ENDS, '\t').replace(TAG, ' ');
}
