import { randomBytes } from 'node:crypto';
import type { Platform } from '../src/app.ts';
import type { Sandbox } from '../src/sandbox.ts';
import { asksConsent } from '../src/consent/index.ts';
import { acceptAgreement, bindAccount, registerMachine, showAgreement } from '../src/identity/index.ts';
import { insertAccount } from '../src/identity/account-store.ts';
import { loginMac, parseLogin } from '../src/identity/login.ts';
import { machineById } from '../src/identity/machine-store.ts';
import { putOneTime } from '../src/identity/one-time-store.ts';
import { finishPasskey } from '../src/identity/passkeys.ts';
import { profilePlace, scope, sealFor, tokenHash } from '../src/identity/sealing.ts';
import { startSession } from '../src/identity/sessions.ts';
import { csrfToken } from '../src/platform/http/csrf.ts';
import { uuidv7 } from '../src/platform/ids.ts';
import { isRefusal, type Refusal } from '../src/platform/refusal.ts';
import { type Authenticator, softwareAuthenticator } from '../test/support/authenticator.ts';
import { testPerson } from '../test/support/people.ts';

// Citizens with a session and a passkey, and documents that wait for nothing but their signature. Made by the product's
// own acts; only password hashing and e-mail codes are left out, which no figure is about.

export type Citizen = {
  readonly headers: Readonly<Record<string, string>>;
  readonly authenticator: Authenticator;
  next: number;
};
export type ReadyConsent = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly draftId: string;
};

const origin = 'http://localhost:8080';
function must<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`${value.code}: ${value.text.en}`);
  return value;
}

export async function makeCitizens(
  platform: Platform,
  sandbox: Sandbox,
  from: number,
  count: number,
): Promise<Citizen[]> {
  const agreement = (await showAgreement(platform.identityDeps, sandbox.holderId, 'ky', null))!;
  const citizens: Citizen[] = [];
  for (let n = from; n < from + count; n++) citizens.push(await makeCitizen(platform, sandbox, n, agreement.hash));
  return citizens;
}

async function makeCitizen(platform: Platform, sandbox: Sandbox, n: number, agreementHash: string): Promise<Citizen> {
  const deps = platform.identityDeps;
  const login = must(parseLogin(`kishi.${n}@example.kg`));
  const accountId = uuidv7(deps.clock.real());
  const challenge = randomBytes(32).toString('base64url');
  const at = deps.clock.real();
  const session = await deps.db.tx(scope, async (tx) => {
    await insertAccount(tx, {
      id: accountId,
      kind: 'citizen',
      loginKind: login.kind,
      loginMac: loginMac(deps.keys, login),
      sealed: await sealFor(deps, tx, accountId, profilePlace(accountId), { login }),
      lang: 'ky',
      at,
    });
    await putOneTime(tx, 'passkey-register', tokenHash(challenge), accountId, {}, new Date(at.getTime() + 60_000));
    return startSession(deps, tx, accountId, 'passkey', { address: '127.0.0.1', browser: 'bench' });
  });
  const { personId } = must(
    await bindAccount(deps, accountId, { record: testPerson(n), evidence: { bench: true } }, { method: 'esi' }),
  );
  const authenticator = softwareAuthenticator({ origin, rpId: 'localhost' });
  must(await finishPasskey(deps, { accountId }, { answer: authenticator.register(challenge), label: 'bench' }));
  must(
    await acceptAgreement(deps, { accountId, sessionId: session.sessionId, personId }, sandbox.holderId, {
      lang: 'ky',
      textHash: agreementHash,
    }),
  );
  return {
    authenticator,
    next: n,
    headers: {
      cookie: `mk_session=${session.token}`,
      'x-csrf-token': csrfToken(deps.keys.secret('csrf'), session.sessionId),
    },
  };
}

let turn = 0;
/** Journey, choices, document, and the signature over it: everything up to the request that is measured. */
export async function prepareConsents(
  platform: Platform,
  sandbox: Sandbox,
  citizens: readonly Citizen[],
  count: number,
): Promise<ReadyConsent[]> {
  const purposes = await consentPurposes(platform, sandbox);
  const ready: ReadyConsent[] = [];
  for (let i = 0; i < count; i++) {
    const citizen = citizens[turn++ % citizens.length]!;
    ready.push(await prepareConsent(platform, sandbox, citizen, purposes[citizen.next++ % purposes.length]!));
  }
  return ready;
}

/** Not every purpose asks for consent: where another ground suffices, asking is refused. */
export async function consentPurposes({ consent }: Platform, sandbox: Sandbox): Promise<string[]> {
  const asked: string[] = [];
  for (const id of Object.values(sandbox.purposes)) {
    const versionId = await consent.registers.currentVersionId(id);
    const version = versionId === null ? null : await consent.registers.version(versionId);
    if (version !== null && asksConsent(version.body)) asked.push(id);
  }
  return asked;
}

async function prepareConsent(
  platform: Platform,
  sandbox: Sandbox,
  citizen: Citizen,
  purposeId: string,
): Promise<ReadyConsent> {
  const post = async <T>(url: string, body: unknown): Promise<T> => {
    const answer = await platform.app.inject({
      method: 'POST',
      url,
      headers: { ...citizen.headers, 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    });
    if (answer.statusCode !== 201) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
    return answer.json() as T;
  };
  const { protocolId, notice } = await post<{ protocolId: string; notice: { data: { code: string }[] } }>(
    '/v1/me/journeys',
    { purposeId, lang: 'ky' },
  );
  const choices = {
    categories: notice.data.map((item) => item.code),
    processing: true,
    transfer: false,
    crossBorder: false,
    place: 'Бишкек',
    acknowledged: true,
  };
  const { draftId, manifestHash } = await post<{ draftId: string; manifestHash: string }>('/v1/me/drafts', {
    purposeId,
    protocolId,
    beside: null,
    choices,
  });
  const { signingId, challenge } = await post<{ signingId: string; challenge: string }>('/v1/me/signings', {
    protocolId,
    manifestHash,
    holderId: sandbox.holderId,
  });
  return {
    headers: citizen.headers,
    draftId,
    body: JSON.stringify({ draftId, signingId, assertion: citizen.authenticator.assert(challenge) }),
  };
}

/** Access tokens of machines of the holder, one a client, so that the rate limit of one client is not what is measured. */
export async function machineTokens(platform: Platform, sandbox: Sandbox, count: number): Promise<string[]> {
  const deps = platform.identityDeps;
  const administrator = sandbox.logins.find((one) => one.who === 'administrator')!;
  const tokens: string[] = [];
  for (let i = 0; i < count; i++) {
    const made = must(
      await registerMachine(
        deps,
        { accountId: administrator.accountId, holderId: sandbox.holderId },
        { name: `bench ${i}`, scopes: ['may'] },
      ),
    );
    const row = (await deps.db.tx(scope, (tx) => machineById(tx, made.clientId)))!;
    tokens.push(platform.identity.tokens.issue(row, ['may'], deps.clock.real()));
  }
  return tokens;
}
