/**
 * The text of a trust file for `makulduk verify --trust`: whom a reader believes. A platform writes it for its own
 * sandbox; anybody else gets the keys from a published source, never from the evidence under check.
 */
export function trustFileText(keys: {
  readonly logKey: string;
  readonly witnessKeys: readonly string[];
  readonly origins: readonly string[];
}): string {
  const lines = [
    '# Whom `makulduk verify` believes: keys of the log and of its witnesses, addresses of the platform.',
    `log ${keys.logKey}`,
    ...keys.witnessKeys.map((key) => `witness ${key}`),
    ...keys.origins.map((origin) => `origin ${origin}`),
  ];
  return `${lines.join('\n')}\n`;
}
