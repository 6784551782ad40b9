import { der, oids, readDer } from '../../../src/trust/der/index.ts';
import { caExtension, extension, type Keys, newKeys, usageExtension } from '../../../src/trust/path/test-authority.ts';
import {
  altNames,
  authority,
  byMlDsa,
  type Case,
  centre,
  cn,
  dns,
  keyId,
  leaf,
  type MlDsa,
  mlDsaKeys,
  type Party,
  purposes,
  root,
  usage,
  within,
} from './world.ts';

// rfc5280::* but names, lists and path lengths: how single certificates are made. Also invalid::*, rfc9881::*, webpki::* of the kind.

const unknown = extension('1.3.6.1.4.1.55738.666.1', Buffer.alloc(0), true);
const notCa = extension(oids.basicConstraints, der.sequence(), true);
const access = (critical: boolean, value = der.sequence(der.sequence(der.oid(oids.adCaIssuers), dns('example.com')))) =>
  extension(oids.authorityInfoAccess, value, critical);
const anchored = (name: string, expected: Case['expected'], top: Party, make: (top: Party) => Party = leaf): Case => ({
  name,
  expected,
  anchors: [top],
  target: make(top),
});
const under = (name: string, expected: Case['expected'], make: (top: Party) => Party): Case => {
  const top = root();
  const middle = make(top);
  return { name, expected, anchors: [top], others: [middle], target: leaf(middle) };
};
const end = (name: string, expected: Case['expected'], make: (top: Party) => Party): Case =>
  anchored(name, expected, root(), make);

// The outer algorithm is another one than what was signed.
function mismatched(party: Party): Party {
  const [tbs, , signature] = readDer(party.bytes).children;
  const outer = der.algorithmIdentifier(oids.ecdsaWithSHA384);
  return { ...party, bytes: der.sequence(tbs!.raw, outer, signature!.raw) };
}

const noKey = {
  publicKey: {
    export: () => der.sequence(der.algorithmIdentifier(oids.rsaEncryption, der.nul()), der.bitString(Buffer.alloc(0))),
  },
} as unknown as Keys;

const mlDsa = (
  size: MlDsa,
  expected: Case['expected'],
  name: string,
  wanted: Parameters<typeof leaf>[1] = {},
): Case => {
  const top = root({ keys: mlDsaKeys(size), signing: byMlDsa(size) });
  return {
    name,
    expected,
    anchors: [top],
    target: leaf(top, { keys: mlDsaKeys(size), signing: byMlDsa(size), ...wanted }),
    mlDsa: true,
  };
};

export const profileCases = (): Case[] => {
  const unrelated = root({ name: 'unrelated root' });
  const untrusted = root();
  const middle = centre(untrusted);
  const swappedTop = root();
  const swapped = centre(swappedTop);
  const cross = centre(root(), { authority: null });
  const empty = centre(root({ name: 'malformed' }), { keys: noKey });
  return [
    end('rfc5280::ee-empty-issuer', 'invalid', (top) => leaf(top, { issuer: cn('') })),
    anchored('rfc5280::ca-empty-subject', 'invalid', root({ name: '' })),
    end('rfc5280::unknown-critical-extension-ee', 'invalid', (top) => leaf(top, { more: [unknown] })),
    anchored('rfc5280::unknown-critical-extension-root', 'invalid', root({ more: [unknown] })),
    under('rfc5280::unknown-critical-extension-intermediate', 'invalid', (top) => centre(top, { more: [unknown] })),
    {
      name: 'rfc5280::chain-untrusted-root',
      expected: 'invalid',
      anchors: [unrelated],
      others: [untrusted, middle],
      target: leaf(middle),
    },
    under('rfc5280::intermediate-ca-without-ca-bit', 'invalid', (top) => centre(top, { basic: notCa })),
    under('rfc5280::intermediate-ca-missing-basic-constraints', 'invalid', (top) => centre(top, { basic: null })),
    anchored('rfc5280::root-missing-basic-constraints', 'invalid', root({ basic: null })),
    anchored(
      'rfc5280::root-non-critical-basic-constraints',
      'invalid',
      root({ basic: extension(oids.basicConstraints, der.sequence(der.boolean(true))) }),
    ),
    anchored('rfc5280::root-inconsistent-ca-extensions', 'invalid', root({ usage: usage(false) })),
    under('rfc5280::ica-ku-keycertsign', 'invalid', (top) =>
      centre(top, { basic: caExtension(0), usage: usage(false) }),
    ),
    end('rfc5280::leaf-ku-keycertsign', 'invalid', (top) => leaf(top, { basic: notCa, usage: usage(false, 0, 5) })),
    end('rfc5280::ee-aia', 'valid', (top) => leaf(top, { more: [access(false)] })),
    end('rfc5280::ee-critical-aia-invalid', 'invalid', (top) => leaf(top, { more: [access(true)] })),
    end('webpki::malformed-aia', 'invalid', (top) => leaf(top, { more: [access(false, Buffer.from('malformed'))] })),
    end('rfc5280::duplicate-extensions', 'invalid', (top) => leaf(top, { more: [altNames([dns('example.com')])] })),
    end('rfc5280::no-keyusage', 'valid', (top) => leaf(top, { usage: null })),
    end('rfc5280::no-basicconstraints', 'valid', (top) => leaf(top, { basic: null })),
    end('rfc5280::mismatching-signature-algorithm', 'invalid', (top) => mismatched(leaf(top))),
    end('rfc5280::ca-as-leaf', 'valid', (top) => centre(top, { names: [dns('ca.example.com')] })),
    {
      name: 'rfc5280::root-and-intermediate-swapped',
      expected: 'valid',
      anchors: [swapped],
      others: [swappedTop],
      target: leaf(swapped),
    },
    anchored('rfc5280::aki::critical-aki', 'invalid', root({ authority: authority(Buffer.from('id'), true) })),
    end('rfc5280::aki::leaf-missing-aki', 'invalid', (top) => leaf(top, { authority: null })),
    under('rfc5280::aki::intermediate-missing-aki', 'invalid', (top) => centre(top, { authority: null })),
    anchored('rfc5280::aki::self-signed-root-missing-aki', 'valid', root({ authority: null })),
    anchored('rfc5280::aki::cross-signed-root-missing-aki', 'invalid', cross),
    anchored('rfc5280::ski::critical-ski', 'invalid', root({ keyId: keyId(Buffer.from('id'), true) })),
    anchored('rfc5280::ski::root-missing-ski', 'invalid', root({ keyId: null })),
    under('rfc5280::ski::intermediate-missing-ski', 'invalid', (top) => centre(top, { keyId: null })),
    {
      ...end('rfc5280::eku::ee-wrong-eku', 'invalid', (top) => leaf(top, { more: [purposes(oids.kpClientAuth)] })),
      purpose: oids.kpServerAuth,
    },
    { ...end('rfc5280::eku::ee-without-eku', 'valid', leaf), purpose: oids.kpServerAuth },
    under('rfc5280::pc::ica-noncritical-pc', 'invalid', (top) =>
      centre(top, {
        more: [extension(oids.policyConstraints, der.sequence(der.implicit(0, der.integer(3))))],
      }),
    ),
    end('rfc5280::san::malformed', 'invalid', (top) =>
      leaf(top, { names: null, more: [extension(oids.subjectAltName, Buffer.from('example.com'))] }),
    ),
    end('rfc5280::san::noncritical-with-empty-subject', 'invalid', (top) => leaf(top, { name: '' })),
    end('rfc5280::serial::too-long', 'invalid', (top) => leaf(top, { serial: 1n << 170n })),
    end('rfc5280::serial::zero', 'invalid', (top) => leaf(top, { serial: 0 })),
    end('rfc5280::serial::negative', 'invalid', (top) => leaf(top, { serial: -5 })),
    end('rfc5280::nc::not-allowed-in-ee-noncritical', 'invalid', (top) =>
      leaf(top, { constraints: within([dns('example.com')], undefined, false) }),
    ),
    end('rfc5280::nc::not-allowed-in-ee-critical', 'invalid', (top) =>
      leaf(top, { constraints: within([dns('example.com')]) }),
    ),
    {
      name: 'invalid::invalid-issuer-key',
      expected: 'invalid',
      anchors: [root()],
      others: [empty],
      target: leaf(empty, { by: newKeys() }),
    },
    mlDsa(65, 'valid', 'rfc9881::ml-dsa-65'),
    mlDsa(44, 'valid', 'rfc9881::ml-dsa-44'),
    mlDsa(87, 'valid', 'rfc9881::ml-dsa-87'),
    mlDsa(65, 'invalid', 'rfc9881::ml-dsa-bad-signature', { by: mlDsaKeys(65) }),
    mlDsa(65, 'invalid', 'rfc9881::ml-dsa-key-encipherment', { usage: usageExtension(0, 2) }),
    mlDsa(65, 'invalid', 'rfc9881::ml-dsa-key-agreement', { usage: usageExtension(0, 4) }),
  ];
};
