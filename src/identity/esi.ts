import * as oidc from 'openid-client';
import type { PersonRecord } from '../keys/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { randomToken } from '../platform/ids.ts';
import { accountByPin, type Bound, bindAccount } from './bind-account.ts';
import { dataOfOneTime, putOneTime, takeOneTime } from './one-time-store.ts';
import { refuse } from './refusals.ts';
import { scope, tokenHash } from './sealing.ts';
import { startSession } from './sessions.ts';
import { deviceMac, type SignedIn } from './sign-in.ts';
import { trust } from './throttle-store.ts';
import type { Client, EsiSettings, IdentityDeps } from './types.ts';

// The State's single sign-on: OIDC code flow with PKCE S256 and an RS256 ID token (facts: esia.tunduk.kg).

type Purpose = 'bind' | 'sign-in';
type Pending = {
  readonly verifier: string;
  readonly nonce: string;
  readonly purpose: Purpose;
  readonly sessionId: string | null;
};

export type EsiClaims = Readonly<Record<string, unknown>>;

const quarter = 900_000;

export type Esi = {
  /** Where to send the browser: a link, not a form, because form-action covers redirects. `state` goes into a cookie. */
  begin(
    purpose: Purpose,
    who: { accountId: string; sessionId: string } | null,
  ): Promise<{ url: string; state: string } | Refusal>;
  finishBind(
    who: { accountId: string; sessionId: string },
    callback: URL,
    state: string | undefined,
  ): Promise<Bound | Refusal>;
  finishSignIn(callback: URL, state: string | undefined, client: Client): Promise<SignedIn | Refusal>;
  purposeOf(state: string | undefined): Promise<Purpose | undefined>;
};

export function createEsi(deps: IdentityDeps, settings: EsiSettings): Esi {
  let discovered: Promise<oidc.Configuration> | undefined;
  const configuration = async (): Promise<oidc.Configuration> => {
    discovered ??= oidc.discovery(
      new URL(settings.issuer),
      settings.clientId,
      { id_token_signed_response_alg: 'RS256' },
      oidc.ClientSecretBasic(settings.clientSecret),
      {
        ...(settings.insecure === true ? { execute: [oidc.allowInsecureRequests] } : {}),
        timeout: 10,
      },
    );
    try {
      return await discovered;
    } catch (error) {
      // Not found once is not lost for good: ask again next time.
      discovered = undefined;
      throw error;
    }
  };
  const redirectUri = `${deps.publicUrl}/esi/callback`;

  const claimsOf = async (
    callback: URL,
    state: string | undefined,
    purpose: Purpose,
    sessionId: string | null,
  ): Promise<EsiClaims | Refusal> => {
    const given = callback.searchParams.get('state');
    // The state comes back by address and by cookie: a log-in begun in another browser cannot be finished here.
    if (state === undefined || given !== state) return refuse('ESI_REJECTED');
    const now = deps.clock.real();
    const taken = await deps.db.tx(scope, (tx) => takeOneTime<Pending>(tx, 'esi', tokenHash(state), now));
    if (taken === undefined || taken.data.purpose !== purpose || taken.data.sessionId !== sessionId)
      return refuse('ESI_REJECTED');
    try {
      const config = await configuration();
      const url = new URL(redirectUri);
      url.search = callback.search;
      const tokens = await oidc.authorizationCodeGrant(config, url, {
        pkceCodeVerifier: taken.data.verifier,
        expectedState: state,
        expectedNonce: taken.data.nonce,
        idTokenExpected: true,
      });
      const id = tokens.claims()!;
      const info = await oidc.fetchUserInfo(config, tokens.access_token, id.sub);
      return { ...id, ...info, issuer: config.serverMetadata().issuer };
    } catch (error) {
      return refuse(isOutage(error) ? 'ESI_UNAVAILABLE' : 'ESI_REJECTED');
    }
  };

  return {
    async begin(purpose, who) {
      try {
        const config = await configuration();
        const [state, nonce, verifier] = [randomToken(24), randomToken(24), oidc.randomPKCECodeVerifier()];
        const url = oidc.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: settings.scopes ?? 'openid profile email phone',
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state,
          nonce,
        });
        const pending: Pending = { verifier, nonce, purpose, sessionId: who?.sessionId ?? null };
        await deps.db.tx(scope, (tx) =>
          putOneTime(
            tx,
            'esi',
            tokenHash(state),
            who?.accountId ?? null,
            pending,
            new Date(deps.clock.real().getTime() + quarter),
          ),
        );
        return { url: url.href, state };
      } catch {
        return refuse('ESI_UNAVAILABLE');
      }
    },
    async purposeOf(state) {
      return state === undefined
        ? undefined
        : (await deps.db.tx(scope, (tx) => dataOfOneTime<Pending>(tx, 'esi', tokenHash(state))))?.purpose;
    },
    async finishBind(who, callback, state) {
      const claims = await claimsOf(callback, state, 'bind', who.sessionId);
      if (isRefusal(claims)) return claims;
      const record = recordOfClaims(claims as EsiClaims);
      if (isRefusal(record)) return record;
      const { sub, issuer } = claims as { sub: string; issuer: string };
      return bindAccount(
        deps,
        who.accountId,
        { record, evidence: { issuer, sub, pin: record.pin, checkedAt: deps.clock.real().toISOString() } },
        { method: 'esi' },
      );
    },
    async finishSignIn(callback, state, client) {
      const claims = await claimsOf(callback, state, 'sign-in', null);
      if (isRefusal(claims)) return claims;
      const record = recordOfClaims(claims as EsiClaims);
      if (isRefusal(record)) return record;
      const accountId = await accountByPin(deps, record.pin!);
      if (isRefusal(accountId)) return accountId;
      if (accountId === undefined) return refuse('ESI_NO_ACCOUNT');
      return deps.db.tx(scope, async (tx) => {
        const session = await startSession(deps, tx, accountId, 'esi', client);
        const device = client.device ?? randomToken(24);
        await trust(tx, accountId, deviceMac(deps, accountId, device), deps.clock.real());
        await deps.journal(tx, {
          type: 'identity.signed-in',
          actor: { kind: 'account', id: accountId },
          object: { kind: 'session', id: session.sessionId },
          data: { method: 'esi' },
        });
        return { ...session, device };
      });
    },
  };
}

/** ESI's claims as a record of the vault. Without a PIN, a name and a birth date ESI has proven nobody. */
export function recordOfClaims(claims: EsiClaims): PersonRecord | Refusal {
  const text = (name: string): string | null => {
    const value = claims[name];
    return typeof value === 'string' && value.trim() !== '' && value.length <= 200
      ? value.normalize('NFC').trim()
      : null;
  };
  const [pin, surname, givenName, born] = [
    text('pin'),
    text('family_name'),
    text('given_name'),
    birthDateOf(text('birthdate')),
  ];
  if (pin === null || surname === null || givenName === null || born === null) return refuse('PERSON_FACTS');
  const gender = text('gender')?.toLowerCase();
  const phone = claims['phone_number_verified'] === true ? text('phone_number') : null;
  return {
    pin,
    surname,
    givenName,
    patronymic: text('middle_name'),
    birthDate: born,
    ...(gender === 'male' || gender === 'female' ? { sex: gender } : {}),
    documents: [],
    address: null,
    contacts: phone === null ? [] : [{ kind: 'phone', value: phone }],
  };
}

/** dd.MM.yyyy, as ESI writes it, or ISO, as the OIDC standard asks for. */
function birthDateOf(text: string | null): string | null {
  const dotted = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text ?? '');
  if (dotted !== null) return `${dotted[3]}-${dotted[2]}-${dotted[1]}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? text : null;
}

const isOutage = (error: unknown): boolean => {
  const { name, code } = (error ?? {}) as { name?: string; code?: string };
  return name === 'TypeError' || name === 'TimeoutError' || code === 'OAUTH_TIMEOUT';
};
