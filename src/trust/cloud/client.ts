import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { ask, type CloudAnswer, type CloudSettings, type Fields, fieldsOf, refusalOf } from './call.ts';
import { refuse } from './refusals.ts';

// A client of the State's cloud signature (facts 4.3): the organisation asks by its key, the person authorises each signature with a
// code that the service sends, and only a hash goes there. What the service answers is believed in nothing: it is verified.

export type CodeMethod = 'sms' | 'email';

export type CloudClient = {
  /** How the service can reach the person: none where there is no key of theirs. */
  methods(pin: string): Promise<readonly CodeMethod[] | Refusal>;
  /** Has the service send the person a code. */
  sendCode(pin: string, method: CodeMethod): Promise<Refusal | undefined>;
  /** With the person's code: the signature over a SHA-256, as a message. */
  sign(what: {
    readonly pin: string;
    readonly code: string;
    readonly hash: Uint8Array;
    readonly now: Date;
    /** Asked before the key is used, with the key's identifier as the service has it. */
    readonly mayUse: (keyIdentifier: string) => Promise<Refusal | undefined>;
  }): Promise<Buffer | Refusal>;
};

const methodsOf: Readonly<Record<string, CodeMethod>> = { sms: 'sms', email: 'email' };

export function cloudClient(settings: CloudSettings): CloudClient {
  const about = (pin: string): Fields => ({ personIdnp: pin, organizationInn: settings.organisationInn });
  const call = async (
    route: string,
    body: Fields,
    otherwise: Parameters<typeof refusalOf>[1],
  ): Promise<CloudAnswer | Refusal> => {
    const answer = await ask(settings, route, body);
    return isRefusal(answer) ? answer : (refusalOf(answer, otherwise) ?? answer);
  };
  return {
    async methods(pin) {
      const answer = await call('get-auth-method', about(pin), 'CLOUD_NO_KEY');
      if (isRefusal(answer)) return answer;
      if (!Array.isArray(answer.body)) return refuse('CLOUD_ANSWER_WRONG');
      const active = answer.body.map(fieldsOf).filter(({ isActive }) => isActive === true);
      const known = active.flatMap(({ authType }) => methodsOf[String(authType).toLowerCase()] ?? []);
      return known.length === 0 ? refuse('CLOUD_NO_KEY') : [...new Set(known)];
    },
    async sendCode(pin, method) {
      const answer = await call('get-pin-code', { ...about(pin), method }, 'CLOUD_NO_KEY');
      return isRefusal(answer) ? answer : undefined;
    },
    async sign({ pin, code, hash, now, mayUse }) {
      const authorised = await call('account/auth', { ...about(pin), byPin: code }, 'CLOUD_CODE_WRONG');
      if (isRefusal(authorised)) return authorised;
      const { token, isActive } = fieldsOf(authorised.body);
      if (typeof token !== 'string' || token === '') return refuse('CLOUD_ANSWER_WRONG');
      if (isActive === false) return refuse('CLOUD_KEY_INACTIVE');
      const described = await call('get-cert-info', { userToken: token }, 'CLOUD_KEY_INACTIVE');
      if (isRefusal(described)) return described;
      const info = fieldsOf(described.body);
      const keyIdentifier = typeof info['keyIdentifier'] === 'string' ? info['keyIdentifier'].toLowerCase() : '';
      const barred = judgeCertificate(info, pin, now) ?? (await mayUse(keyIdentifier));
      if (barred !== undefined) return barred;
      const question = { hash: Buffer.from(hash).toString('base64'), userToken: token };
      const signed = await call('get-sign/for-hash', question, 'CLOUD_ANSWER_WRONG');
      if (isRefusal(signed)) return signed;
      // The service spells it so.
      const { isSuccesfull, sign } = fieldsOf(signed.body);
      if (isSuccesfull !== true || typeof sign !== 'string') return refuse('CLOUD_ANSWER_WRONG');
      const message = Buffer.from(sign, 'base64');
      return message.length === 0 ? refuse('CLOUD_ANSWER_WRONG') : message;
    },
  };
}

/** Before the key is used: whose certificate the service says it is, and whether its term runs. The verifier sees to the rest. */
function judgeCertificate(info: Fields, pin: string, now: Date): Refusal | undefined {
  const { personIdnp, validNotBefore, validNotAfter } = info;
  if (typeof personIdnp !== 'string') return refuse('CLOUD_ANSWER_WRONG');
  if (personIdnp !== pin) return refuse('CLOUD_OTHER_PERSON');
  const [from, to] = [validNotBefore, validNotAfter].map((moment) => Date.parse(String(moment)));
  return from! <= now.getTime() && now.getTime() <= to! ? undefined : refuse('CLOUD_KEY_INACTIVE');
}
