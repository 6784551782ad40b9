import type { Operation } from './openapi.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const asVariable = (path: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}`);

/** One line to copy: places of the address are shell variables, the session travels in a cookie jar, a machine's token in a header. */
export function curlOf(url: string, operation: Operation): string {
  const { method, path, access, example, mediaType } = operation;
  const machine = access.length > 0 && access.every((way) => way.for === 'machine');
  const session = access.some((way) => way.for === 'account' || way.for === 'person' || way.for === 'staff');
  const unsafe = method !== 'GET';
  const parts = [
    method === 'GET' ? 'curl -s' : `curl -s -X ${method}`,
    ...(machine ? ['-H "Authorization: Bearer $TOKEN"'] : session ? ['-b jar -c jar'] : []),
    ...(unsafe && session && !machine ? ['-H "X-CSRF-Token: $CSRF"'] : []),
    ...(example === undefined
      ? []
      : [`-H ${quoted(`Content-Type: ${mediaType ?? 'application/json'}`)}`, `-d ${quoted(JSON.stringify(example))}`]),
    `"${url}${asVariable(path)}"`,
  ];
  return parts.join(' \\\n  ');
}
