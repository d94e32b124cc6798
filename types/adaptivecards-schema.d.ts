/**
 * Stands in for `adaptivecards/src/schema`, which the declarations of adaptivecards-templating import: that is the
 * TypeScript source of a development tool, and our compiler options do not fit it.
 */
export interface IAdaptiveCard {
  readonly type: 'AdaptiveCard';
}
