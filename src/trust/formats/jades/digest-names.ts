/** JAdES's names of digests, and node:crypto's. */
export const digestNames: ReadonlyMap<string, string> = new Map([
  ['S256', 'sha256'],
  ['S384', 'sha384'],
  ['S512', 'sha512'],
]);
