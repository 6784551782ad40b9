import { boundedBody } from '../../platform/bounded-body.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { refuse } from './refusals.ts';

/** Where the service is, and by what it knows this installation. */
export type CloudSettings = {
  /** Address of the service, as https://cdsapi.srs.kg/api/ is the State's. */
  readonly address: string;
  /** The organisation's own key at the service. A secret: it is sent to that address and nowhere else. */
  readonly key: string;
  readonly organisationInn: string;
  /** In Latin letters: it stands in a header. */
  readonly organisationName: string;
  /** How long one question may take, milliseconds. */
  readonly timeoutMs?: number;
  /** Plain http is for the stand-in only. */
  readonly insecure?: boolean;
};

export type Fields = Readonly<Record<string, unknown>>;
/** What the service answers: fields, or what it refuses with. */
export type CloudAnswer = { readonly status: number; readonly body: unknown };

const usualTimeout = 10_000;
const mostBytes = 512 * 2 ** 10;

/** One question to the service. PIN, code and token stand in its body, never in its address. No redirect is followed. */
export async function ask(settings: CloudSettings, route: string, body: Fields): Promise<CloudAnswer | Refusal> {
  const url = new URL(route, settings.address);
  if (url.protocol !== 'https:' && settings.insecure !== true)
    throw new RangeError('the cloud signature service is called by https only');
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(settings.timeoutMs ?? usualTimeout),
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: `Bearer ${settings.key}`,
        'user-agent': settings.organisationName,
      },
      body: JSON.stringify(body),
    });
    const bytes = await boundedBody(response, mostBytes);
    if (bytes === undefined) return refuse('CLOUD_ANSWER_WRONG');
    return { status: response.status, body: bytes.length === 0 ? null : JSON.parse(bytes.toString('utf8')) };
  } catch (error) {
    // What is no JSON is an answer of a kind; everything else is silence. Neither may carry what was asked into a log.
    return refuse(error instanceof SyntaxError ? 'CLOUD_ANSWER_WRONG' : 'CLOUD_UNAVAILABLE');
  }
}

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** A refusal of the service in our words; its own sentence is for its own log. `otherwise`: what a plain no to this question means. */
export function refusalOf({ status, body }: CloudAnswer, otherwise: Parameters<typeof refuse>[0]): Refusal | undefined {
  if (status >= 200 && status < 300) return undefined;
  const { errorCode, inactiveReason } = fieldsOf(body);
  const details = typeof errorCode === 'string' && /^[\w.-]{1,40}$/.test(errorCode) ? { details: { errorCode } } : {};
  if (status === 429) return refuse('CLOUD_TOO_OFTEN', details);
  // 401 and 403 are about this installation's key: the person can do nothing about it.
  if (status >= 500 || status === 401 || status === 403 || status < 400) return refuse('CLOUD_UNAVAILABLE', details);
  if (typeof inactiveReason === 'string' && inactiveReason !== '') return refuse('CLOUD_KEY_INACTIVE', details);
  return refuse(otherwise, { ...details, ...(otherwise === 'CLOUD_CODE_WRONG' ? { field: 'code' } : {}) });
}
