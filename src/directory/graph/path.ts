/** A path below the version with its ids encoded: graphPath`/users/${id}/assignLicense`. */
export function graphPath(texts: TemplateStringsArray, ...ids: readonly string[]): string {
  return texts.reduce((path, text, index) => `${path}${encodeURIComponent(ids[index - 1] ?? '')}${text}`);
}

interface Query {
  readonly select?: readonly string[];
  readonly filter?: string;
  readonly top?: number;
  readonly count?: true;
  readonly deltatoken?: 'latest';
}

/** The path with these options. What a filter compares with may hold any character. */
export function withQuery(path: string, query: Query): string {
  const options = Object.entries(query).map(([name, value]) => {
    const text = name === 'select' ? String(value) : encodeURIComponent(String(value));
    return `$${name}=${text}`;
  });
  return options.length === 0 ? path : `${path}?${options.join('&')}`;
}

/** A text in a filter: `displayName eq ${quoted(name)}`. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
