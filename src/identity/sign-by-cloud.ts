import { readPerson } from '../keys/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { openBindingOf } from './binding-store.ts';
import type { CloudService, CloudSigning } from './cloud.ts';
import { withCode } from './key-lock.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import { endByCertificate, ownSigning } from './sign-by-certificate.ts';
import type { SessionRef } from './signing-api.ts';
import { isSuspected } from './suspect-store.ts';
import type { IdentityDeps } from './types.ts';

/** ES-5.3.4, ES-12.4b: a key that a service keeps signs by the person's code, and the service gets the hash of what was shown, nothing else. */
export function cloudSigning(deps: IdentityDeps, service: CloudService): CloudSigning {
  return {
    sandboxPage: service.sandboxPage,
    async methods(session) {
      const pin = await pinOf(deps, session);
      return isRefusal(pin) ? pin : service.methods(pin.pin);
    },
    async sendCode(session, method) {
      const pin = await pinOf(deps, session);
      return isRefusal(pin) ? pin : service.sendCode(pin.pin, method);
    },
    async confirm(session, signingId, { content, code }, onSigned) {
      const open = await ownSigning(deps, session, signingId, content);
      if (isRefusal(open)) return open;
      const { row, certificates } = open;
      const pin = await pinOf(deps, session);
      if (isRefusal(pin)) return pin;
      const askedAt = deps.clock.now();
      const message = await withCode(deps, session, isWrongCode, () =>
        service.sign({
          pin: pin.pin,
          code,
          hash: row.manifest_hash,
          now: askedAt,
          mayUse: (keyIdentifier) => mayUse(deps, session, keyIdentifier),
        }),
      );
      if (isRefusal(message)) return message;
      const completed = await certificates.completeMessage({
        message,
        content,
        askedAt,
        documentKind: row.document_kind,
      });
      return isRefusal(completed) ? completed : endByCertificate(deps, session, row, completed, onSigned);
    },
  };
}

// By the service's own word for it; identity does not know the module that speaks to the service.
const isWrongCode = ({ code }: Refusal): boolean => code === 'CLOUD_CODE_WRONG' || code === 'CLOUD_TOO_OFTEN';

// In an object, so that it is no text that anything prints by itself.
async function pinOf(deps: IdentityDeps, { accountId }: SessionRef): Promise<{ readonly pin: string } | Refusal> {
  const pin = await deps.db.tx(scope, async (tx) => {
    const binding = await openBindingOf(tx, accountId);
    if (binding?.state !== 'active') return null;
    return (await readPerson(deps.keys, tx, binding.person_id))?.record?.pin ?? null;
  });
  return pin === null ? refuse('CLOUD_NEEDS_PIN') : { pin };
}

// ES-10.3: with a key that its owner reported no value is made, where the service names the key by its digest (RFC 7093 2, method 4).
// By another name it is known only from the signature, and refused then.
async function mayUse(
  deps: IdentityDeps,
  { accountId }: SessionRef,
  keyIdentifier: string,
): Promise<Refusal | undefined> {
  if (!/^[0-9a-f]{64}$/.test(keyIdentifier)) return undefined;
  const key = Buffer.from(keyIdentifier, 'hex');
  return (await deps.db.tx(scope, (tx) => isSuspected(tx, accountId, key))) ? refuse('SIGN_KEY_SUSPECT') : undefined;
}
